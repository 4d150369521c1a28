//! What every answer is protected by, and where it may lead.

use widgets_tests::prelude::*;

over_every_combination! {
    attack_080_every_response_is_protected,
    attack_082_return_paths_stay_here,
    attack_083_no_origin_is_let_in,
    attack_084_line_breaks_split_nothing,
}

async fn attack_080_every_response_is_protected(SignedIn(_, _, mut browser): SignedIn) {
    let page = browser.get("/account/sessions").await;
    let style = page.target(".css");
    let mut replies = vec![page, browser.get(&style).await];
    for path in [
        "/account",
        "/account/sessions/x/end",
        "/account/nothing/here",
        "/account/assets/none.css",
        "/account/probe/panic",
        "/account/probe/panic-view",
        "/account/csrf-token",
    ] {
        replies.push(browser.get(path).await);
        replies.push(browser.get_json(path).await);
    }
    replies.push(browser.post("/account/sign-in", &[]).await);
    replies.push(browser.post("/account/probe/user", &[]).await);
    let put = browser.ask(Method::PUT, "/account/sessions", &[("accept", "*/*")], "");
    replies.push(put.await);
    for reply in replies {
        let policy = reply.header("content-security-policy");
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'",
            "{}",
            reply.path
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "same-origin");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
        let stored = reply.header("cache-control");
        let vary = reply.header("vary");
        if reply.path == style {
            assert_eq!(vary, "Accept-Encoding");
            assert_eq!(stored, "public, max-age=31536000, immutable");
            assert_eq!(reply.status, 200);
        } else {
            assert_eq!(vary, "Accept, Accept-Language, Cookie", "{}", reply.path);
            assert_eq!(stored, "no-store", "{}", reply.path);
        }
        assert!(!reply.headers.contains_key("strict-transport-security"));
    }
}

async fn attack_082_return_paths_stay_here(SignedIn(host, maren, mut signed_in): SignedIn) {
    for trick in [
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\r\nX: y",
        "https://evil.example/",
        "\\\\evil.example",
        "///evil",
        "/..//evil.example",
        "http://127.0.0.1:1/",
        "evil.example",
    ] {
        let query = encode(&[("return_to", trick)]);
        let path = format!("/account/sign-in?{query}");
        let page = host.browser().get(&path).await;
        assert_eq!(page.hidden("/sign-in", "return_to"), None, "{trick:?}");
        let here = page.hidden("/language", "return_to");
        assert_eq!(here.as_deref(), Some("/account/sign-in"), "{trick:?}");
        must_lead(signed_in.get(&path).await, "/account");
        let fields = [&maren.typed()[..], &[("return_to", trick)]].concat();
        let reply = host.browser().fill("/account/sign-in", &fields).await;
        reply.assert_location("/account");
    }
}

async fn attack_083_no_origin_is_let_in(SignedIn(_, _, mut browser): SignedIn) {
    for origin in ["https://evil.example", "null", "http://localhost"] {
        for method in [Method::GET, Method::OPTIONS] {
            let headers = [
                ("origin", origin),
                ("access-control-request-method", "POST"),
            ];
            let reply = browser.ask(method, "/account/sessions", &headers, "").await;
            let mut names = reply.headers.keys().map(|name| name.as_str());
            assert!(!names.any(|name| name.starts_with("access-control")));
        }
    }
}

async fn attack_084_line_breaks_split_nothing(SignedOut(host, maren, mut browser): SignedOut) {
    let broken = "x\r\nSet-Cookie: evil=1\r\n\r\n<h1>";
    let fields = ["email", "password", "return_to"].map(|name| (name, broken));
    let reply = must_refuse(browser.fill("/account/sign-in", &fields).await);
    assert!(reply.body.contains("&lt;h1&gt;"), "what was typed is text");
    unsplit(&browser, &reply);
    let mut signed_in = host.signed_in(&maren).await;
    for (path, status, signed_in_status) in [
        ("sessions?after=%0d%0aSet-Cookie:%20evil=1", 303, 200),
        ("sign-in?notice=%0d%0aX:%20y", 200, 303),
        ("sign-in?return_to=/%0d%0aSet-Cookie:%20evil=1", 200, 303),
        ("sessions/%0d%0aX:y/end", 400, 400),
        ("o/%0d%0aX:y", 404, 404),
    ] {
        for (browser, status) in [(&mut browser, status), (&mut signed_in, signed_in_status)] {
            let reply = browser.get(&format!("/account/{path}")).await;
            assert_eq!(reply.status, status, "{path}");
            unsplit(browser, &reply);
        }
    }
}

/// Asserts that nothing of what was sent to it became a header of the answer.
fn unsplit(browser: &Browser, reply: &Reply) {
    assert!(!browser.cookies.contains_key("evil"), "{}", reply.path);
    assert!(!reply.headers.contains_key("x"), "{}", reply.path);
    // Where it has to say the path again, the break stays the escape it was.
    let again = reply.location().unwrap_or_default();
    let asked = ["evil", "X:", "X%3A"].iter().any(|own| again.contains(own));
    assert!(!asked || again.contains("%250d%250a"), "{again}");
}
