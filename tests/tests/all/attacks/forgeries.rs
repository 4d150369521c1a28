//! Requests that no form of the widgets sent, and what they may hold.

use widgets_tests::prelude::*;

use crate::platform::guard::fill;

over_every_combination! {
    attack_077_cross_site_requests_are_refused,
    attack_078_csrf_tokens_are_per_session,
    attack_079_actions_take_forms_and_json_only,
    attack_085_unknown_fields_are_ignored,
}

/// Every action of the table, with a path that exists.
fn actions(host: &TestHost) -> Vec<String> {
    let endpoints = host.endpoints().into_iter();
    let actions = endpoints.filter(|own| own.method() == Method::POST);
    actions.map(|own| fill(own.path(), "nordlicht")).collect()
}

async fn attack_077_cross_site_requests_are_refused(SignedIn(host, maren, mut browser): SignedIn) {
    host.organization("nordlicht", &maren).await;
    let token = browser.csrf_token().await;
    let body = format!("csrf_token={token}");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let site = |value| ("sec-fetch-site", value);
    let origin = |value| ("origin", value);
    let foreign = [
        &[form, site("cross-site")][..],
        &[form, site("same-site")],
        &[form, site("cross-site"), origin("https://evil.example")],
        &[form, origin("https://evil.example")],
        &[form, origin("null")],
        &[form, origin("http://127.0.0.1")],
        &[form, origin("")],
    ];
    let kinds = [
        ("text/plain", format!("{{\"csrf_token\":\"{token}\"}}")),
        (
            "multipart/form-data; boundary=x",
            format!("--x\r\n\r\n{token}\r\n--x--"),
        ),
    ];
    for path in actions(&host) {
        for headers in foreign {
            // Even with a stolen CSRF token.
            let reply = browser
                .ask(Method::POST, &path, headers, body.clone())
                .await;
            assert_eq!(reply.status, 403, "{path} {headers:?}");
        }
        for (kind, body) in &kinds {
            let reply = browser
                .ask(Method::POST, &path, &[("content-type", kind)], body.clone())
                .await;
            assert_eq!(reply.status, 415, "{path} {kind}");
        }
        // A top-level GET with the token in the query does nothing either.
        let get = browser.get(&format!("{path}?{body}")).await;
        let status = get.status.as_u16();
        assert!([200, 303, 404, 405].contains(&status), "{path}: {status}");
    }
    assert!(host.is_in(&mut browser).await, "nothing signed out");
    let list = browser.get_json("/account/sessions").await.json();
    let sessions = list["sessions"].as_array().unwrap().len();
    assert_eq!(sessions, 1, "nobody signed in");
    must_answer(
        403,
        browser
            .ask(Method::POST, "/account/sign-out", &[form], "")
            .await,
    );
}

async fn attack_078_csrf_tokens_are_per_session(SignedOut(host, maren, mut victim): SignedOut) {
    let mallory = host.person("Mallory").await;
    let before = victim.csrf_token().await;
    host.sign_in(&mut victim, &maren.email, PASSWORD).await;
    let own = victim.csrf_token().await;
    let other = host.signed_in(&mallory).await.csrf_token().await;
    let twin = host.signed_in(&maren).await.csrf_token().await;
    let (key, tag) = own.split_once('.').unwrap();
    let parts: Vec<&str> = own.split('~').collect();
    let of_other = [parts[0], other.split_once('~').unwrap().1].join("~");
    for token in [
        of_other,
        parts[0].to_owned(),
        other,
        twin,
        before,
        String::new(),
        key.to_owned(),
        format!("{key}."),
        format!("none.{tag}"),
        format!("{key}.{}", &tag[1..]),
        format!("{own}x"),
    ] {
        let fields = [("csrf_token", token.as_str())];
        let reply = victim.post("/account/sign-out", &fields).await;
        assert_eq!(reply.status, 403, "{token}");
    }
    assert!(host.is_in(&mut victim).await);
    // After signing out the token is stale, also in the browser it was made for.
    let mut copy = victim.clone();
    let fields = [("csrf_token", own.as_str())];
    must_accept(victim.post("/account/sign-out", &fields).await);
    let stale = victim.post("/account/probe/user", &fields).await;
    stale.assert_location_starts("/account/sign-in");
    let stale = copy.post("/account/probe/user", &fields).await;
    stale.assert_location_starts("/account/sign-in");
    assert_eq!(host.probe.ran(), 0);
    // Without any cookies: the page says so instead of looping.
    let reply = must_answer(403, host.browser().post("/account/sign-in", &fields).await);
    reply.assert_says("out-of-date-or-no-cookies");
}

async fn attack_079_actions_take_forms_and_json_only(SignedIn(host, _, mut browser): SignedIn) {
    const PATH: &str = "/account/probe/user";
    let token = browser.csrf_token().await;
    let kinds = [
        "text/plain",
        "application/xml",
        "application/json5",
        "text/json",
        "",
        "*/*",
    ];
    let token = ("x-csrf-token", &*token);
    let kinds = kinds.map(|kind| vec![token, ("content-type", kind)]);
    for headers in kinds.into_iter().chain([vec![token]]) {
        let reply = browser.ask(Method::POST, PATH, &headers, "{}").await;
        assert_eq!(reply.status, 415, "{headers:?}");
    }
    assert_eq!(host.probe.ran(), 0);
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let reply = browser
            .ask(method.parse().unwrap(), PATH, &[token], "")
            .await;
        assert_eq!(must_answer(405, reply).header("allow"), "GET, POST, HEAD");
    }
}

async fn attack_085_unknown_fields_are_ignored(SignedOut(host, maren, mut browser): SignedOut) {
    let mallory = host.person("Mallory").await;
    let nordlicht = host.organization("nordlicht", &maren).await;
    let extra = json!({
        "email": mallory.email, "password": PASSWORD, "id": maren.account.as_str(),
        "account": maren.account.as_str(), "user": maren.account.as_str(), "role": "owner",
        "org_id": "nordlicht", "email_verified": true, "status": "active", "epoch": 99,
        "expires_at": "2999-01-01T00:00:00Z", "method": "passkey", "session": "ses_mine",
    });
    let reply = browser.post_json("/account/sign-in", &extra).await;
    assert_eq!(reply.json()["account"], mallory.account.as_str());
    assert_ne!(reply.json()["session"], "ses_mine");
    let probe = "/account/probe/o/nordlicht";
    let refused = browser.post_json(&format!("{probe}/member"), &extra).await;
    assert_eq!(refused.status, 404, "no body makes anyone a member");
    let mut victim = host.signed_in(&maren).await;
    let end = json!({ "account": maren.account.as_str(), "user": maren.account.as_str() });
    let others = "/account/sessions/others/end";
    browser.post_json(others, &end).await;
    // The actor comes only from the session.
    assert!(host.is_in(&mut victim).await);
    host.member(&nordlicht, &mallory, Role::MEMBER).await;
    let permitted = format!("{probe}/permitted");
    let refused = browser.post_json(&permitted, &extra).await;
    refused.assert_problem(403, "forbidden");
}
