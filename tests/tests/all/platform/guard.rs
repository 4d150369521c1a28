//! For every row of the route table: who gets in, and who is told what instead. The expectations
//! come from the rows' own rules, the answers from outside.

use std::time::Duration;

use http::Method;
use serde_json::json;
use widgets_core::table::{Route, Row, Who};
use widgets_core::{Permission, Role};
use widgets_tests::harness::person::Person;
use widgets_tests::{Browser, House, HouseBuilder, Reply};

over_every_house! {
    nobody_gets_only_what_is_for_anyone,
    strangers_do_not_learn_that_an_organization_exists,
    members_need_the_permission,
    organizations_need_the_entitlement,
    a_stale_sign_in_is_asked_to_prove_itself,
    whoever_acts_in_somebodys_place_leaves_security_to_them,
    every_action_needs_the_form_token,
    wrong_methods_are_told_the_right_ones,
}

/// Requests for one row, as a program makes them.
async fn ask(browser: &mut Browser, row: &Row, organization: &str) -> Reply {
    let path = fill(row.path(), organization);
    if *row.method() == Method::POST {
        browser.post_json("/account", &path, &json!({})).await
    } else {
        browser.get_json(&path).await
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

pub fn rows(house: &House) -> Vec<Row> {
    let routes = house.widgets.routes().iter();
    routes
        .flat_map(Route::rows)
        .filter(|row| !row.name().contains("panic"))
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

async fn nobody_gets_only_what_is_for_anyone(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    house.organization("nordlicht", &maren).await;
    for row in rows(&house) {
        let mut nobody = house.browser();
        let before = house.probe.ran();
        for organization in ["nordlicht", "no-such"] {
            let reply = ask(&mut nobody, &row, organization).await;
            if row.rule().who() == Who::Anyone {
                assert!(passed(&reply), "{row:?}: {}", reply.body);
            } else {
                assert_eq!(
                    (reply.status.as_u16(), code(&reply).as_str()),
                    (401, "not_signed_in")
                );
                assert_eq!(house.probe.ran(), before, "{row:?}");
                let page = nobody.get(&fill(row.path(), organization)).await;
                if *row.method() == Method::GET {
                    assert!(
                        page.location()
                            .unwrap()
                            .starts_with("/account/sign-in?return_to=")
                    );
                }
            }
        }
    }
}

async fn strangers_do_not_learn_that_an_organization_exists(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    house.organization("nordlicht", &maren).await;
    let stranger = house.person("Stranger").await;
    for row in rows(&house) {
        // Some rows sign out, so each gets a sign-in of its own.
        let mut browser = house.signed_in(&stranger).await;
        let before = house.probe.ran();
        let own = ask(&mut browser, &row, "nordlicht").await;
        if row.rule().who() == Who::Member {
            let made_up = ask(&mut browser, &row, "no-such").await;
            let odd = ask(&mut browser, &row, "%C3%84%20").await;
            for reply in [&own, &made_up, &odd] {
                assert_eq!(
                    (reply.status.as_u16(), code(reply).as_str()),
                    (404, "missing"),
                    "{row:?}"
                );
            }
            assert_eq!(house.probe.ran(), before);
        } else {
            assert!(passed(&own), "{row:?}: {}", own.body);
        }
    }
}

/// An organization with an owner, an administrator and a plain member.
async fn organization(house: &House) -> (Person, Person, Person) {
    let maren = house.person("Maren").await;
    let organization = house.organization("nordlicht", &maren).await;
    let (admin, member) = (house.person("Aiko").await, house.person("Jonas").await);
    house.member(&organization, &admin, Role::Admin).await;
    house.member(&organization, &member, Role::Member).await;
    (maren, admin, member)
}

async fn members_need_the_permission(house: HouseBuilder) {
    let house = house.start().await;
    let (owner, admin, member) = organization(&house).await;
    let cases = [
        (owner, Role::Owner),
        (admin, Role::Admin),
        (member, Role::Member),
    ];
    for row in rows(&house)
        .into_iter()
        .filter(|row| row.rule().who() == Who::Member)
    {
        for (person, role) in &cases {
            let mut browser = house.signed_in(person).await;
            let before = house.probe.ran();
            let reply = ask(&mut browser, &row, "nordlicht").await;
            let permitted = row
                .rule()
                .permission()
                .is_none_or(|own: &Permission| role.grants(own));
            if permitted {
                assert!(passed(&reply), "{row:?} {role:?}: {}", reply.body);
                assert_eq!(house.probe.ran(), before + 1);
            } else {
                assert_eq!(
                    (reply.status.as_u16(), code(&reply).as_str()),
                    (403, "forbidden")
                );
                assert_eq!(house.probe.ran(), before, "{row:?} {role:?}");
            }
        }
    }
}

async fn organizations_need_the_entitlement(house: HouseBuilder) {
    let house = house.start().await;
    let (owner, ..) = organization(&house).await;
    let management = house.widgets.management("tests");
    let found = management
        .organizations()
        .find("nordlicht")
        .await
        .unwrap()
        .unwrap();
    management
        .organizations()
        .set_entitlements(&found.id, [])
        .await
        .unwrap();
    for row in rows(&house)
        .into_iter()
        .filter(|row| row.rule().who() == Who::Member)
    {
        let mut browser = house.signed_in(&owner).await;
        let before = house.probe.ran();
        let reply = ask(&mut browser, &row, "nordlicht").await;
        if row.rule().entitlement().is_none() {
            assert!(passed(&reply), "{row:?}: {}", reply.body);
        } else {
            assert_eq!(
                (reply.status.as_u16(), code(&reply).as_str()),
                (403, "not_entitled")
            );
            assert_eq!(house.probe.ran(), before, "{row:?}");
        }
    }
}

async fn a_stale_sign_in_is_asked_to_prove_itself(house: HouseBuilder) {
    let house = house.start().await;
    let (owner, ..) = organization(&house).await;
    for row in rows(&house)
        .into_iter()
        .filter(|row| row.rule().who() != Who::Anyone)
    {
        let mut browser = house.signed_in(&owner).await;
        house.clock.advance(Duration::from_secs(10 * 60));
        assert!(
            passed(&ask(&mut browser, &row, "nordlicht").await),
            "{row:?}"
        );
        let mut browser = house.signed_in(&owner).await;
        house.clock.advance(Duration::from_secs(10 * 60 + 1));
        let before = house.probe.ran();
        let reply = ask(&mut browser, &row, "nordlicht").await;
        if row.rule().is_fresh() {
            assert_eq!(
                (reply.status.as_u16(), code(&reply).as_str()),
                (401, "stale"),
                "{row:?}"
            );
            let way = &reply.json()["step_up"];
            assert_eq!(way["address"], "/account/step-up");
            assert_eq!(way["methods"], json!(["password", "email"]));
            let path = fill(row.path(), "nordlicht");
            let page = if *row.method() == Method::POST {
                let token = browser.form_token("/account").await;
                browser.post(&path, &[("form_token", &token)]).await
            } else {
                browser.get(&path).await
            };
            let leads_to = page.location().unwrap();
            assert!(leads_to.starts_with("/account/step-up"), "{leads_to}");
            assert_eq!(house.probe.ran(), before);
        } else {
            assert!(passed(&reply), "{row:?}: {}", reply.body);
        }
    }
}

async fn whoever_acts_in_somebodys_place_leaves_security_to_them(house: HouseBuilder) {
    let house = house.start().await;
    let (owner, ..) = organization(&house).await;
    for row in rows(&house) {
        if row.rule().who() == Who::Anyone {
            continue;
        }
        let mut browser = house.acting_as(&owner).await;
        let before = house.probe.ran();
        let reply = ask(&mut browser, &row, "nordlicht").await;
        if row.rule().is_in_person() {
            assert_eq!(
                (reply.status.as_u16(), code(&reply).as_str()),
                (403, "impersonated"),
                "{row:?}"
            );
            assert_eq!(house.probe.ran(), before);
        } else {
            assert!(passed(&reply), "{row:?}: {}", reply.body);
        }
    }
    // Nobody can prove in somebody's place who they are, so that is what they are told first.
    let mut browser = house.acting_as(&owner).await;
    house.clock.advance(Duration::from_secs(11 * 60));
    let page = browser.get("/account/probe/fresh").await;
    assert_eq!(page.status, 403);
    assert!(page.says("impersonated-title"));
    let mut own = house.signed_in(&owner).await;
    let everywhere = json!({ "everywhere": true });
    let mut browser = house.acting_as(&owner).await;
    let leave = browser.get("/account/sign-out").await;
    assert_eq!(leave.count("input[name=everywhere]"), 0);
    let path = "/account/sign-out";
    let refused = browser.post_json("/account", path, &everywhere).await;
    assert_eq!(code(&refused), "impersonated");
    let out = browser.submit(&leave, "/sign-out", &[]).await;
    assert_eq!(out.status, 303);
    assert!(!house.is_in(&mut browser).await && house.is_in(&mut own).await);
}

async fn every_action_needs_the_form_token(house: HouseBuilder) {
    let house = house.start().await;
    let (owner, ..) = organization(&house).await;
    for row in rows(&house)
        .into_iter()
        .filter(|row| *row.method() == Method::POST)
    {
        let mut browser = house.signed_in(&owner).await;
        let before = house.probe.ran();
        let path = fill(row.path(), "nordlicht");
        for fields in [
            vec![],
            vec![("form_token", "")],
            vec![("form_token", "development.AAAA")],
        ] {
            let reply = browser.post(&path, &fields).await;
            assert_eq!(reply.status, 403, "{row:?}");
            assert!(reply.says("forged-title"), "{row:?}");
        }
        assert_eq!(house.probe.ran(), before);
        assert!(house.is_in(&mut browser).await, "{row:?} changed something");
    }
}

async fn wrong_methods_are_told_the_right_ones(house: HouseBuilder) {
    let house = house.start().await;
    for route in house.widgets.routes() {
        let path = fill(route.path(), "nordlicht");
        let allowed: Vec<&str> = route
            .rows()
            .iter()
            .map(|row| row.method().as_str())
            .collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            if allowed.contains(&method) || (method == "GET" && allowed.contains(&"HEAD")) {
                continue;
            }
            let mut browser = house.browser();
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
