//! Requests that no form of ours sent, and what they may hold.

use http::Method;
use widgets_core::Role;
use widgets_core::table::Route;
use widgets_tests::prelude::*;

over_every_combination! {
    attack_077_cross_site_requests_change_nothing,
    attack_078_csrf_tokens_belong_to_one_session,
    attack_079_actions_take_forms_and_json_only,
    attack_085_fields_nobody_asked_for_are_ignored,
}

/// Every action of the table, with a path that exists.
fn actions(host: &TestHost) -> Vec<String> {
    let endpoints = host.widgets.routes().iter().flat_map(Route::endpoints);
    endpoints
        .filter(|endpoint| *endpoint.method() == Method::POST && !endpoint.name().contains("panic"))
        .map(|endpoint| {
            let path = endpoint.path().replace("{organization}", "nordlicht");
            format!(
                "/account{}",
                path.replace("{session}", "ses_x").replace("{token}", "x")
            )
        })
        .collect()
}

async fn attack_077_cross_site_requests_change_nothing(OnePerson(host, maren): OnePerson) {
    host.organization("nordlicht", &maren).await;
    let mut browser = host.signed_in(&maren).await;
    let token = browser.csrf_token().await;
    let body = format!("csrf_token={token}");
    let form = "application/x-www-form-urlencoded";
    let foreign: &[&[(&str, &str)]] = &[
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1")],
        &[("origin", "")],
    ];
    for path in actions(&host) {
        for headers in foreign {
            // Even with a stolen CSRF token.
            let mut request = browser
                .request(Method::POST, &path)
                .header("content-type", form)
                .body(body.clone());
            for (name, value) in *headers {
                request = request.header(*name, *value);
            }
            let reply = browser.send(&path, request).await;
            assert_eq!(reply.status, 403, "{path} {headers:?}");
        }
        for (kind, body) in [
            ("text/plain", format!("{{\"csrf_token\":\"{token}\"}}")),
            (
                "multipart/form-data; boundary=x",
                format!("--x\r\n\r\n{token}\r\n--x--"),
            ),
        ] {
            let request = browser
                .request(Method::POST, &path)
                .header("content-type", kind)
                .body(body);
            assert_eq!(
                browser.send(&path, request).await.status,
                415,
                "{path} {kind}"
            );
        }
        // A top-level GET with the token in the query does nothing either.
        let get = browser.get(&format!("{path}?{body}")).await;
        assert!(
            [200, 303, 404, 405].contains(&get.status.as_u16()),
            "{path}: {}",
            get.status
        );
    }
    assert!(host.is_in(&mut browser).await, "nothing signed out");
    let list = browser.get_json("/account/sessions").await;
    // Nobody signed in.
    assert_eq!(list.json()["sessions"].as_array().unwrap().len(), 1);
    let without = browser
        .request(Method::POST, "/account/sign-out")
        .header("content-type", form);
    assert_eq!(browser.send("/account/sign-out", without).await.status, 403);
}

async fn attack_078_csrf_tokens_belong_to_one_session(host: TestHost) {
    let (maren, mallory) = (host.person("Maren").await, host.person("Mallory").await);
    let mut victim = host.browser();
    let ctx = victim.csrf_token().await;
    victim.fill("/account/sign-in", &maren.typed()).await;
    let own = victim.csrf_token().await;
    let mut attacker = host.signed_in(&mallory).await;
    let other = attacker.csrf_token().await;
    let mut second = host.signed_in(&maren).await;
    let twin = second.csrf_token().await;
    let (key, tag) = own.split_once('.').unwrap();
    let wrong = [
        other,
        twin,
        ctx,
        String::new(),
        key.to_owned(),
        format!("{key}."),
        format!("none.{tag}"),
        format!("{key}.{}", &tag[1..]),
        format!("{own}x"),
    ];
    for token in wrong {
        let reply = victim
            .post("/account/sign-out", &[("csrf_token", &token)])
            .await;
        assert_eq!(reply.status, 403, "{token}");
    }
    assert!(host.is_in(&mut victim).await);
    // After signing out the token is stale, also in the browser it was made for.
    let copy = victim.clone();
    let answer = victim
        .post("/account/sign-out", &[("csrf_token", &own)])
        .await;
    answer.assert_status(303);
    let stale = victim
        .post("/account/probe/user", &[("csrf_token", &own)])
        .await;
    assert_eq!(stale.status, 403);
    let stale = copy
        .clone()
        .post("/account/probe/user", &[("csrf_token", &own)])
        .await;
    stale.assert_location_starts("/account/sign-in");
    assert_eq!(host.probe.ran(), 0);
    // No cookies at all: say so instead of looping.
    let mut cookieless = host.browser();
    let reply = cookieless
        .post("/account/sign-in", &[("csrf_token", &own)])
        .await;
    assert_eq!(reply.status, 403);
    reply.assert_says("no-cookies-title");
}

async fn attack_079_actions_take_forms_and_json_only(SignedIn(host, _, mut browser): SignedIn) {
    let token = browser.csrf_token().await;
    for kind in [
        "text/plain",
        "application/xml",
        "application/json5",
        "text/json",
        "",
        "*/*",
    ] {
        let request = browser
            .request(Method::POST, "/account/probe/user")
            .header("content-type", kind)
            .header("x-csrf-token", &token)
            .body("{}");
        let reply = browser.send("/account/probe/user", request).await;
        assert_eq!(reply.status, 415, "{kind}");
    }
    let request = browser
        .request(Method::POST, "/account/probe/user")
        .header("x-csrf-token", &token);
    let answer = browser.send("/account/probe/user", request).await;
    answer.assert_status(415);
    assert_eq!(host.probe.ran(), 0);
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let request = browser.request(method.parse().unwrap(), "/account/probe/user");
        let reply = browser.send("/account/probe/user", request).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("allow")),
            (405, "GET, POST, HEAD")
        );
    }
}

async fn attack_085_fields_nobody_asked_for_are_ignored(host: TestHost) {
    let (maren, mallory) = (host.person("Maren").await, host.person("Mallory").await);
    host.organization("nordlicht", &maren).await;
    let extra = json!({
        "email": mallory.email, "password": PASSWORD, "id": maren.account.as_str(),
        "account": maren.account.as_str(), "user": maren.account.as_str(), "role": "owner",
        "org_id": "nordlicht", "email_verified": true, "status": "active", "epoch": 99,
        "expires_at": "2999-01-01T00:00:00Z", "method": "passkey", "session": "ses_mine",
    });
    let mut browser = host.browser();
    let reply = browser.post_json("/account/sign-in", &extra).await;
    assert_eq!(reply.json()["account"], mallory.account.as_str());
    assert_ne!(reply.json()["session"], "ses_mine");
    let refused = browser
        .post_json("/account/probe/o/nordlicht/member", &extra)
        .await;
    assert_eq!(refused.status, 404, "no body makes anyone a member");
    let mut victim = host.signed_in(&maren).await;
    let end = json!({ "account": maren.account.as_str(), "user": maren.account.as_str() });
    browser
        .post_json("/account/sessions/others/end", &end)
        .await;
    // The actor comes only from the session.
    assert!(host.is_in(&mut victim).await);
    let organization = host
        .organizations()
        .find("nordlicht")
        .await
        .unwrap()
        .unwrap();
    host.member(&organization.id, &mallory, Role::MEMBER).await;
    let refused = browser
        .post_json("/account/probe/o/nordlicht/permitted", &extra)
        .await;
    assert_eq!(refused.json()["code"], "forbidden");
}
