//! For every endpoint of the route table: who gets in, and what the others are told instead. The
//! expectations come from the rules of the endpoints, the answers over HTTP.

use widgets_tests::prelude::*;

over_every_combination! {
    signed_out_visitors_reach_only_public_endpoints,
    strangers_do_not_learn_that_an_organization_exists,
    members_need_the_permission,
    organizations_need_the_entitlement,
    a_stale_sign_in_is_asked_to_prove_itself,
    input_is_judged_after_the_person_and_before_the_proof,
    impersonation_cannot_change_security_settings,
    every_action_needs_the_csrf_token,
    wrong_methods_are_told_the_right_ones,
}

/// A host with an organization: its owner, an administrator and a plain member.
struct Organization(TestHost, Person, Person, Person);

impl Beginning for Organization {
    async fn of(host: TestHostBuilder) -> Self {
        let OnePerson(host, owner) = OnePerson::of(host).await;
        let organization = host.organization("nordlicht", &owner).await;
        let (admin, member) = (host.person("Aiko").await, host.person("Jonas").await);
        host.member(&organization, &admin, Role::ADMIN).await;
        host.member(&organization, &member, Role::MEMBER).await;
        Self(host, owner, admin, member)
    }
}

/// Asks for an endpoint, as a program does.
async fn ask(browser: &mut Browser, endpoint: &Endpoint, organization: &str) -> Reply {
    let path = fill(endpoint.path(), organization);
    if *endpoint.method() == Method::POST {
        let fields = valid_fields(endpoint).iter();
        let body: Value = fields.map(|(name, value)| (*name, *value)).collect();
        browser.post_json(&path, &body).await
    } else {
        browser.get_json(&path).await
    }
}

/// Signs that person in, or somebody of another name where the endpoint takes away what they sign in with.
pub async fn signed_in_for(
    endpoint: &Endpoint,
    (host, person, other): (&TestHost, &Person, &str),
) -> Browser {
    match endpoint.name() {
        "security.remove_password" => host.signed_in(&host.person(other).await).await,
        _ => host.signed_in(person).await,
    }
}

/// The fields of an endpoint that refuses invalid input before it asks for a step-up.
fn valid_fields(endpoint: &Endpoint) -> &'static [(&'static str, &'static str)] {
    match endpoint.name() {
        "security.set_password" => &[("new_password", NEW_PASSWORD)],
        "security.add_authenticator" => &[("code", "123456")],
        "security.add_passkey" => &[("ceremony", "none"), ("credential", "{}")],
        _ => &[],
    }
}

pub fn fill(path: &str, organization: &str) -> String {
    let path = path
        .replace("{organization}", organization)
        .replace("{session}", "ses_nobodys")
        .replace("{authenticator}", "aut_nobodys")
        .replace("{passkey}", "pky_nobodys")
        .replace("{challenge}", "chl_nobodys")
        .replace("{token}", "no-token")
        .replace("{file}", "no-file");
    assert!(!path.contains('{'), "{path} has an unknown parameter");
    format!("/account{}", path.trim_end_matches('/'))
}

/// Endpoints of the table for which `chosen` holds, but for those that panic.
fn endpoints_where(host: &TestHost, chosen: impl Fn(&Endpoint) -> bool) -> Vec<Endpoint> {
    let endpoints = host.endpoints().into_iter();
    endpoints.filter(chosen).collect()
}

/// Asks for an endpoint of `nordlicht`. It must refuse with that status and code and run nothing,
/// or let the request through, whatever the action makes of ids that do not exist.
async fn judge(
    host: &TestHost,
    browser: &mut Browser,
    endpoint: &Endpoint,
    refusal: Option<(u16, &str)>,
) -> Reply {
    let before = host.probe.ran();
    let reply = ask(browser, endpoint, "nordlicht").await;
    let (status, code) = (reply.status.as_u16(), reply.code());
    let told = format!("{endpoint:?}: {status} {}", reply.body);
    if let Some(refusal) = refusal {
        assert_eq!((status, code.as_str()), refusal, "{told}");
        assert_eq!(host.probe.ran(), before, "{told}");
    } else {
        let through = ["answered", "missing", "invalid"];
        assert!(through.contains(&code.as_str()), "{told}");
        let ran = u64::from(endpoint.widget() == "probe");
        assert_eq!(host.probe.ran(), before + ran, "{told}");
    }
    reply
}

async fn signed_out_visitors_reach_only_public_endpoints(Organization(host, ..): Organization) {
    for endpoint in host.endpoints() {
        let mut nobody = host.browser();
        if endpoint.rule().who() == Who::Anyone {
            judge(&host, &mut nobody, &endpoint, None).await;
            continue;
        }
        let refusal = Some((401, "not_signed_in"));
        judge(&host, &mut nobody, &endpoint, refusal).await;
        let made_up = ask(&mut nobody, &endpoint, "no-such").await;
        made_up.assert_problem(401, "not_signed_in");
        if *endpoint.method() == Method::GET {
            let page = nobody.get(&fill(endpoint.path(), "nordlicht")).await;
            page.assert_location_starts("/account/sign-in?return_to=");
        }
    }
}

async fn strangers_do_not_learn_that_an_organization_exists(Organization(host, ..): Organization) {
    let stranger = host.person("Stranger").await;
    for endpoint in host.endpoints() {
        // Some endpoints sign out, so each gets a sign-in of its own.
        let mut browser = signed_in_for(&endpoint, (&host, &stranger, "Nele")).await;
        let of_members = endpoint.rule().who() == Who::Member;
        let refusal = of_members.then_some((404, "missing"));
        judge(&host, &mut browser, &endpoint, refusal).await;
        if of_members {
            for made_up in ["no-such", "%C3%84%20"] {
                let reply = ask(&mut browser, &endpoint, made_up).await;
                reply.assert_problem(404, "missing");
            }
        }
    }
}

async fn input_is_judged_after_the_person_and_before_the_proof(host: TestHostBuilder) {
    let vault = VaultWidget::default();
    let host = host.vault(&vault);
    let Organization(host, owner, _, member) = Organization::of(host).await;
    let stranger = host.person("Nele").await;
    let (own, shared) = ("/account/vault", "/account/vault/o/nordlicht");
    for (person, path, (status, code)) in [
        (&stranger, shared, (404, "missing")),
        (&member, shared, (403, "forbidden")),
        (&owner, shared, (422, "invalid")),
        (&owner, own, (422, "invalid")),
    ] {
        let mut stale = host.signed_in(person).await;
        host.clock.advance(11 * MINUTE);
        let reply = stale.post_json(path, &json!({})).await;
        reply.assert_problem(status, code);
    }
    let mut staff = host.acting_as(&owner, HOUR).await;
    host.clock.advance(11 * MINUTE);
    let reply = staff.post_json(own, &json!({})).await;
    reply.assert_problem(403, "impersonated");
    assert!(vault.put().is_empty());
}

async fn members_need_the_permission(Organization(host, owner, admin, member): Organization) {
    let people = [
        (owner, Role::OWNER),
        (admin, Role::ADMIN),
        (member, Role::MEMBER),
    ];
    for endpoint in endpoints_where(&host, |own| own.rule().who() == Who::Member) {
        for (person, role) in &people {
            let mut browser = host.signed_in(person).await;
            let needed = endpoint.rule().permission();
            let roles = Roles::one(role.clone());
            let permitted = needed.is_none_or(|own| host.widgets.roles().grants(&roles, own));
            let refusal = (!permitted).then_some((403, "forbidden"));
            judge(&host, &mut browser, &endpoint, refusal).await;
        }
    }
}

async fn organizations_need_the_entitlement(Organization(host, owner, ..): Organization) {
    let organizations = host.organizations();
    let found = organizations.find("nordlicht").await.unwrap().unwrap();
    organizations.set_entitlements(&found.id, []).await.unwrap();
    for endpoint in endpoints_where(&host, |own| own.rule().who() == Who::Member) {
        let mut browser = host.signed_in(&owner).await;
        let refusal = endpoint.rule().entitlement().map(|_| (403, "not_entitled"));
        judge(&host, &mut browser, &endpoint, refusal).await;
    }
}

async fn a_stale_sign_in_is_asked_to_prove_itself(Organization(host, owner, ..): Organization) {
    for endpoint in endpoints_where(&host, |own| own.rule().who() != Who::Anyone) {
        let mut browser = signed_in_for(&endpoint, (&host, &owner, "Nele")).await;
        host.clock.advance(10 * MINUTE);
        judge(&host, &mut browser, &endpoint, None).await;
        let mut browser = signed_in_for(&endpoint, (&host, &owner, "Nils")).await;
        host.clock.advance(Duration::from_secs(10 * 60 + 1));
        let before = host.probe.ran();
        if !endpoint.rule().is_fresh() {
            judge(&host, &mut browser, &endpoint, None).await;
            continue;
        }
        let refusal = Some((401, "stale"));
        let reply = judge(&host, &mut browser, &endpoint, refusal).await;
        let methods = json!(["password", "email"]);
        let way = json!({ "address": "/account/step-up", "methods": methods });
        assert_eq!(reply.json()["step_up"], way);
        let path = fill(endpoint.path(), "nordlicht");
        let page = match *endpoint.method() == Method::POST {
            true => {
                browser
                    .post_with_token(&path, valid_fields(&endpoint))
                    .await
            }
            false => browser.get(&path).await,
        };
        page.assert_location_starts("/account/step-up");
        assert_eq!(host.probe.ran(), before);
    }
}

async fn impersonation_cannot_change_security_settings(
    Organization(host, owner, ..): Organization,
) {
    for endpoint in endpoints_where(&host, |own| own.rule().who() != Who::Anyone) {
        let mut browser = host.acting_as(&owner, HOUR).await;
        let only_the_person = endpoint.rule().is_not_impersonated();
        let refusal = only_the_person.then_some((403, "impersonated"));
        judge(&host, &mut browser, &endpoint, refusal).await;
    }
    // Staff cannot prove that they are the person, so they are told that first.
    let mut browser = host.acting_as(&owner, HOUR).await;
    host.clock.advance(11 * MINUTE);
    must_answer(403, browser.get("/account/probe/fresh").await).assert_says("impersonated-title");
    let mut own = host.signed_in(&owner).await;
    let everywhere = json!({ "everywhere": true });
    let mut browser = host.acting_as(&owner, HOUR).await;
    let path = "/account/sign-out";
    let leave = browser.get(path).await;
    assert_eq!(leave.count("input[name=everywhere]"), 0);
    let refused = browser.post_json(path, &everywhere).await;
    refused.assert_problem(403, "impersonated");
    must_accept(browser.submit(&leave, "/sign-out", &[]).await);
    assert!(!host.is_in(&mut browser).await && host.is_in(&mut own).await);
}

async fn every_action_needs_the_csrf_token(Organization(host, owner, ..): Organization) {
    for endpoint in endpoints_where(&host, |own| *own.method() == Method::POST) {
        let mut browser = host.signed_in(&owner).await;
        let before = host.probe.ran();
        let path = fill(endpoint.path(), "nordlicht");
        let (empty, invented) = ([("csrf_token", "")], [("csrf_token", "development.AAAA")]);
        for fields in [&[][..], &empty, &invented] {
            let reply = browser.post(&path, fields).await;
            assert_eq!(reply.status, 403, "{endpoint:?}");
            let told = ["invalid-csrf-token-title", "out-of-date"];
            assert!(told.iter().any(|own| reply.says(own)), "{endpoint:?}");
        }
        assert_eq!(host.probe.ran(), before);
        assert!(host.is_in(&mut browser).await, "{endpoint:?} acted");
    }
}

async fn wrong_methods_are_told_the_right_ones(Visitor(host, mut browser): Visitor) {
    for route in host.widgets.routes() {
        let path = fill(route.path(), "nordlicht");
        let endpoints = route.endpoints().iter();
        let allowed: Vec<&str> = endpoints.map(|own| own.method().as_str()).collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            if allowed.contains(&method) || (method == "GET" && allowed.contains(&"HEAD")) {
                continue;
            }
            let reply = browser.ask(method.parse().unwrap(), &path, &[("accept", "*/*")], "");
            let reply = must_answer(405, reply.await);
            let told: Vec<&str> = reply.header("allow").split(", ").collect();
            assert!(allowed.iter().all(|own| told.contains(own)), "{path}");
        }
    }
}
