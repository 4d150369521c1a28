//! For every endpoint of the route table: who gets in, and who is told what instead. The expectations
//! come from the endpoints' own rules, the answers from outside.

use http::Method;
use widgets_core::table::{Endpoint, Route, Who};
use widgets_core::{Permission, Role};
use widgets_tests::prelude::*;

over_every_combination! {
    nobody_gets_only_what_is_for_anyone,
    strangers_do_not_learn_that_an_organization_exists,
    members_need_the_permission,
    organizations_need_the_entitlement,
    a_stale_sign_in_is_asked_to_prove_itself,
    whoever_acts_in_somebodys_place_leaves_security_to_them,
    every_action_needs_the_csrf_token,
    wrong_methods_are_told_the_right_ones,
}

/// Requests for one endpoint, as a program makes them.
async fn ask(browser: &mut Browser, endpoint: &Endpoint, organization: &str) -> Reply {
    let path = fill(endpoint.path(), organization);
    if *endpoint.method() == Method::POST {
        browser.post_json(&path, &json!({})).await
    } else {
        browser.get_json(&path).await
    }
}

/// What an endpoint takes that tells of invalid input before it asks for a step-up.
fn valid_fields(endpoint: &Endpoint) -> &'static [(&'static str, &'static str)] {
    match endpoint.name() {
        "security.set_password" => &[("new_password", "a kettle on the windowsill")],
        _ => &[],
    }
}

pub fn fill(path: &str, organization: &str) -> String {
    let path = path
        .replace("{organization}", organization)
        .replace("{session}", "ses_nobodys")
        .replace("{challenge}", "chl_nobodys")
        .replace("{token}", "no-token")
        .replace("{file}", "no-file");
    assert!(
        !path.contains('{'),
        "{path} has a parameter that nothing fills in"
    );
    format!("/account{}", path.trim_end_matches('/'))
}

pub fn endpoints(host: &TestHost) -> Vec<Endpoint> {
    let routes = host.widgets.routes().iter();
    routes
        .flat_map(Route::endpoints)
        .filter(|endpoint| !endpoint.name().contains("panic"))
        .cloned()
        .collect()
}

pub fn code(reply: &Reply) -> String {
    if reply.header("content-type") == "application/problem+json" {
        reply.json()["code"].as_str().unwrap().to_owned()
    } else {
        "answered".to_owned()
    }
}

/// Whether the guard let the request through, whatever the action made of made-up ids.
fn passed(reply: &Reply) -> bool {
    ["answered", "missing", "invalid"].contains(&code(reply).as_str())
}

async fn nobody_gets_only_what_is_for_anyone(OnePerson(host, maren): OnePerson) {
    host.organization("nordlicht", &maren).await;
    for endpoint in endpoints(&host) {
        let mut nobody = host.browser();
        let before = host.probe.ran();
        for organization in ["nordlicht", "no-such"] {
            let reply = ask(&mut nobody, &endpoint, organization).await;
            if endpoint.rule().who() == Who::Anyone {
                assert!(passed(&reply), "{endpoint:?}: {}", reply.body);
            } else {
                reply.assert_problem(401, "not_signed_in");
                assert_eq!(host.probe.ran(), before, "{endpoint:?}");
                let page = nobody.get(&fill(endpoint.path(), organization)).await;
                if *endpoint.method() == Method::GET {
                    page.assert_location_starts("/account/sign-in?return_to=");
                }
            }
        }
    }
}

async fn strangers_do_not_learn_that_an_organization_exists(OnePerson(host, maren): OnePerson) {
    host.organization("nordlicht", &maren).await;
    let stranger = host.person("Stranger").await;
    for endpoint in endpoints(&host) {
        // Some endpoints sign out, so each gets a sign-in of its own.
        let mut browser = host.signed_in(&stranger).await;
        let before = host.probe.ran();
        let own = ask(&mut browser, &endpoint, "nordlicht").await;
        if endpoint.rule().who() == Who::Member {
            let made_up = ask(&mut browser, &endpoint, "no-such").await;
            let odd = ask(&mut browser, &endpoint, "%C3%84%20").await;
            for reply in [&own, &made_up, &odd] {
                reply.assert_problem(404, "missing");
            }
            assert_eq!(host.probe.ran(), before);
        } else {
            assert!(passed(&own), "{endpoint:?}: {}", own.body);
        }
    }
}

/// An organization with an owner, an administrator and a plain member.
async fn organization(host: &TestHost) -> (Person, Person, Person) {
    let maren = host.person("Maren").await;
    let organization = host.organization("nordlicht", &maren).await;
    let (admin, member) = (host.person("Aiko").await, host.person("Jonas").await);
    host.member(&organization, &admin, Role::ADMIN).await;
    host.member(&organization, &member, Role::MEMBER).await;
    (maren, admin, member)
}

async fn members_need_the_permission(host: TestHost) {
    let (owner, admin, member) = organization(&host).await;
    let cases = [
        (owner, Role::OWNER),
        (admin, Role::ADMIN),
        (member, Role::MEMBER),
    ];
    for endpoint in endpoints(&host)
        .into_iter()
        .filter(|endpoint| endpoint.rule().who() == Who::Member)
    {
        for (person, role) in &cases {
            let mut browser = host.signed_in(person).await;
            let before = host.probe.ran();
            let reply = ask(&mut browser, &endpoint, "nordlicht").await;
            let catalogue = host.widgets.roles();
            let permitted = endpoint
                .rule()
                .permission()
                .is_none_or(|own: &Permission| catalogue.grants(&Roles::one(role.clone()), own));
            if permitted {
                assert!(passed(&reply), "{endpoint:?} {role:?}: {}", reply.body);
                assert_eq!(host.probe.ran(), before + 1);
            } else {
                reply.assert_problem(403, "forbidden");
                assert_eq!(host.probe.ran(), before, "{endpoint:?} {role:?}");
            }
        }
    }
}

async fn organizations_need_the_entitlement(host: TestHost) {
    let (owner, ..) = organization(&host).await;
    let found = host
        .organizations()
        .find("nordlicht")
        .await
        .unwrap()
        .unwrap();
    host.organizations()
        .set_entitlements(&found.id, [])
        .await
        .unwrap();
    for endpoint in endpoints(&host)
        .into_iter()
        .filter(|endpoint| endpoint.rule().who() == Who::Member)
    {
        let mut browser = host.signed_in(&owner).await;
        let before = host.probe.ran();
        let reply = ask(&mut browser, &endpoint, "nordlicht").await;
        if endpoint.rule().entitlement().is_none() {
            assert!(passed(&reply), "{endpoint:?}: {}", reply.body);
        } else {
            reply.assert_problem(403, "not_entitled");
            assert_eq!(host.probe.ran(), before, "{endpoint:?}");
        }
    }
}

async fn a_stale_sign_in_is_asked_to_prove_itself(host: TestHost) {
    let (owner, ..) = organization(&host).await;
    for endpoint in endpoints(&host)
        .into_iter()
        .filter(|endpoint| endpoint.rule().who() != Who::Anyone)
    {
        let mut browser = host.signed_in(&owner).await;
        host.clock.advance(10 * MINUTE);
        assert!(
            passed(&ask(&mut browser, &endpoint, "nordlicht").await),
            "{endpoint:?}"
        );
        let mut browser = host.signed_in(&owner).await;
        host.clock.advance(Duration::from_secs(10 * 60 + 1));
        let before = host.probe.ran();
        let reply = ask(&mut browser, &endpoint, "nordlicht").await;
        if endpoint.rule().is_fresh() {
            reply.assert_problem(401, "stale");
            let way = &reply.json()["step_up"];
            assert_eq!(way["address"], "/account/step-up");
            assert_eq!(way["methods"], json!(["password", "email"]));
            let path = fill(endpoint.path(), "nordlicht");
            let page = if *endpoint.method() == Method::POST {
                let token = browser.csrf_token().await;
                browser.post(&path, &[("csrf_token", &token)]).await
            } else {
                browser.get(&path).await
            };
            let leads_to = page.location().unwrap();
            assert!(leads_to.starts_with("/account/step-up"), "{leads_to}");
            assert_eq!(host.probe.ran(), before);
        } else {
            assert!(passed(&reply), "{endpoint:?}: {}", reply.body);
        }
    }
}

async fn whoever_acts_in_somebodys_place_leaves_security_to_them(host: TestHost) {
    let (owner, ..) = organization(&host).await;
    for endpoint in endpoints(&host) {
        if endpoint.rule().who() == Who::Anyone {
            continue;
        }
        let mut browser = host.acting_as(&owner, HOUR).await;
        let before = host.probe.ran();
        let reply = ask(&mut browser, &endpoint, "nordlicht").await;
        if endpoint.rule().is_not_impersonated() {
            reply.assert_problem(403, "impersonated");
            assert_eq!(host.probe.ran(), before);
        } else {
            assert!(passed(&reply), "{endpoint:?}: {}", reply.body);
        }
    }
    // Nobody can prove in somebody's place who they are, so that is what they are told first.
    let mut browser = host.acting_as(&owner, HOUR).await;
    host.clock.advance(11 * MINUTE);
    let page = browser.get("/account/probe/fresh").await;
    assert_eq!(page.status, 403);
    page.assert_says("impersonated-title");
    let mut own = host.signed_in(&owner).await;
    let everywhere = json!({ "everywhere": true });
    let mut browser = host.acting_as(&owner, HOUR).await;
    let leave = browser.get("/account/sign-out").await;
    assert_eq!(leave.count("input[name=everywhere]"), 0);
    let path = "/account/sign-out";
    let refused = browser.post_json(path, &everywhere).await;
    assert_eq!(code(&refused), "impersonated");
    let out = browser.submit(&leave, "/sign-out", &[]).await;
    assert_eq!(out.status, 303);
    assert!(!host.is_in(&mut browser).await && host.is_in(&mut own).await);
}

async fn every_action_needs_the_csrf_token(host: TestHost) {
    let (owner, ..) = organization(&host).await;
    for endpoint in endpoints(&host)
        .into_iter()
        .filter(|endpoint| *endpoint.method() == Method::POST)
    {
        let mut browser = host.signed_in(&owner).await;
        let before = host.probe.ran();
        let path = fill(endpoint.path(), "nordlicht");
        for fields in [
            vec![],
            vec![("csrf_token", "")],
            vec![("csrf_token", "development.AAAA")],
        ] {
            let reply = browser.post(&path, &fields).await;
            assert_eq!(reply.status, 403, "{endpoint:?}");
            assert!(reply.says("invalid-csrf-token-title"), "{endpoint:?}");
        }
        assert_eq!(host.probe.ran(), before);
        assert!(
            host.is_in(&mut browser).await,
            "{endpoint:?} changed something"
        );
    }
}

async fn wrong_methods_are_told_the_right_ones(host: TestHost) {
    for route in host.widgets.routes() {
        let path = fill(route.path(), "nordlicht");
        let allowed: Vec<&str> = route
            .endpoints()
            .iter()
            .map(|endpoint| endpoint.method().as_str())
            .collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            if allowed.contains(&method) || (method == "GET" && allowed.contains(&"HEAD")) {
                continue;
            }
            let mut browser = host.browser();
            let request = browser.request(method.parse().unwrap(), &path);
            let reply = browser.send(&path, request).await;
            assert_eq!(reply.status, 405, "{method} {path}");
            for own in &allowed {
                assert!(
                    reply.header("allow").split(", ").any(|told| told == *own),
                    "{path}"
                );
            }
        }
    }
}
