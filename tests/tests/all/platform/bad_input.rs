//! Input that no page of the widgets sends: a clear 4xx, never a 500, and nothing changed.

use widgets_tests::prelude::*;

over_every_combination! {
    bodies_that_cannot_be_read_are_refused,
    a_truncated_body_changes_nothing,
    odd_paths_and_queries_are_refused,
    odd_headers_and_cookies_open_no_session,
    attack_081_input_of_others_is_shown_as_text,
}

const PROBE: &str = "/account/probe/user";
const FORM: &str = "application/x-www-form-urlencoded";

async fn bodies_that_cannot_be_read_are_refused(SignedIn(host, _, mut browser): SignedIn) {
    const JSON: &str = "application/json";
    let token = browser.csrf_token().await;
    let nested = format!("{{\"a\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    for (kind, body, status) in [
        (FORM, &b"a=%ff"[..], 400),
        (FORM, b"a=\xff\xfe", 400),
        (FORM, b"a=%00", 400),
        (FORM, "a=1&".repeat(300).as_bytes(), 400),
        (FORM, &[b'x'; 65 * 1024], 413),
        (FORM, &vec![b'x'; 2 * 1024 * 1024], 413),
        (JSON, b"", 400),
        (JSON, b"{", 400),
        (JSON, b"[]", 400),
        (JSON, b"\"x\"", 400),
        (JSON, b"{\"a\":{\"b\":1}}", 400),
        (JSON, b"{\"a\":\"\\u0000\"}", 400),
        (JSON, b"{\"a\":\"\xff\"}", 400),
        (JSON, nested.as_bytes(), 400),
    ] {
        let headers = [
            ("accept", JSON),
            ("content-type", kind),
            ("x-csrf-token", &token),
        ];
        let body_sent = body.to_vec();
        let reply = browser.ask(Method::POST, PROBE, &headers, body_sent).await;
        let start = String::from_utf8_lossy(&body[..body.len().min(20)]);
        assert_eq!(reply.status, status, "{kind} {start}");
        assert_ne!(reply.code(), "answered", "{kind} {start}");
    }
    assert_eq!(host.probe.ran(), 0);
    // A checkbox of a program is true or false.
    let unclear = json!({ "everywhere": 0 });
    must_answer(400, browser.post_json("/account/sign-out", &unclear).await);
    assert!(host.is_in(&mut browser).await);
    // An oversized field in a body of allowed size is named at its field.
    let long = "x".repeat(5_000);
    let mut visitor = host.browser();
    must_refuse(host.sign_in(&mut visitor, &long, &long).await).assert_says("field-too-long");
}

async fn a_truncated_body_changes_nothing(SignedIn(host, _, mut browser): SignedIn) {
    let token = browser.csrf_token().await;
    let cookie = format!("__Host-wg={}", browser.cookies["__Host-wg"]);
    let request = format!(
        "POST /account/probe/user HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n\
         X-CSRF-Token: {token}\r\nContent-Type: {FORM}\r\nContent-Length: 1000\r\n\
         Connection: close\r\n\r\ncsrf_token=a&b="
    );
    let answer = browser.send_raw(&request, true).await;
    for status in ["HTTP/1.1 5", "HTTP/1.1 2"] {
        assert!(!answer.starts_with(status), "{answer}");
    }
    assert_eq!(host.probe.ran(), 0);
    assert!(host.is_in(&mut browser).await);
}

async fn odd_paths_and_queries_are_refused(SignedIn(host, _, mut browser): SignedIn) {
    let paths = [
        "/account/",
        "/account/sessions/",
        "/account//sessions",
        "/account/sessions//end",
        "/account/sessions/%00/end",
        "/account/sessions/%ff/end",
        "/account/sessions/%2e%2e/end",
        "/account/sessions/..%2f/end",
        "/account/sessions/a%2fb/end",
        "/account/Sessions",
        "/account/nothing",
        "/account/nothing/at/all/",
        "/account/sessions/x/end?a=%ff",
        "/account/sessions?after=%00",
        "/account/sessions?%ff",
        "/account/assets/..%2f..%2fCargo.toml",
        "/account/sessions?after=99999999999999999999.x",
        "/account/sessions?after=-1.ses_x",
        "/account/sign-in/link/%ff",
        "/account/probe/o/%00/member",
        &format!("/account/sessions/{}/end", "x".repeat(5_000)),
    ];
    for path in paths {
        for mut visitor in [browser.clone(), host.browser()] {
            let status = visitor.get(path).await.status.as_u16();
            assert!((200..500).contains(&status), "{path}: {status}");
        }
    }
    // These work with a slash at the end.
    for (path, key) in [
        ("/account/", "profile-display-name"),
        ("/account/sessions/", "sessions-this"),
    ] {
        let reply = browser.get(path).await;
        must_say(browser.follow(reply).await, key);
    }
    let missing = must_answer(404, browser.get("/account/nothing").await);
    missing.assert_says("missing-text");
    let json = browser.get_json("/account/nothing/at/all").await;
    assert_eq!(json.json()["code"], "missing");
    assert!(host.is_in(&mut browser).await);
}

async fn odd_headers_and_cookies_open_no_session(host: TestHost) {
    let cookies: Vec<Vec<u8>> = vec![
        b"__Host-wg=".to_vec(),
        b"__Host-wg=.".to_vec(),
        b"__Host-wg=ses_x.short".to_vec(),
        format!("__Host-wg=ses/x.{}", "A".repeat(43)).into_bytes(),
        format!("__Host-wg={}.{}", "s".repeat(4_000), "A".repeat(43)).into_bytes(),
        b"__Host-wg=\xff\xff.\xff; __Host-wg-visit=\xff".to_vec(),
        b"=;;;=; __Host-wg".to_vec(),
        format!("a={}", "x".repeat(7_000)).into_bytes(),
    ];
    for cookie in cookies {
        let headers = [("accept", &b"application/json"[..]), ("cookie", &cookie)];
        let mut visitor = host.browser();
        let path = "/account/sessions";
        let reply = visitor.ask(Method::GET, path, &headers, "").await;
        let shown = String::from_utf8_lossy(&cookie[..cookie.len().min(40)]).into_owned();
        let status = reply.status.as_u16();
        assert!([401, 431, 400].contains(&status), "{shown}: {status}");
    }
    for (name, value) in [
        ("accept", &b"\xff\xff"[..]),
        ("accept", b"application/json;q=x, text/html;q=-1"),
        ("user-agent", b"\xff<script>alert(1)</script>"),
        ("x-csrf-token", b"\xff"),
        ("referer", b"\xff"),
        ("sec-fetch-site", b"\xff"),
        ("x-forwarded-for", b"\xff, \xff"),
    ] {
        for method in [Method::GET, Method::POST] {
            let mut visitor = host.browser();
            let headers = [(name, value)];
            let reply = visitor.ask(method, "/account/sign-in", &headers, "").await;
            assert!(!reply.status.is_server_error(), "{name}: {}", reply.status);
        }
    }
    // A browser that calls itself something dangerous is shown as text, or not at all.
    let maren = host.person("Maren").await;
    let mut odd = host.browser();
    odd.agent = "<script>alert(1)</script> Chrome/1 Windows".to_owned();
    host.sign_in(&mut odd, &maren.email, PASSWORD).await;
    let list = odd.get("/account/sessions").await;
    assert!(!list.body.contains("<script>"), "{}", list.body);
    list.assert_shows("Chrome on Windows");
}

/// What would be markup, a script or a scheme if anything were shown as it came.
const HOSTILE: [&str; 4] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)",
    "javascript:alert(1)//{{7*7}}",
];

async fn attack_081_input_of_others_is_shown_as_text(host: TestHost) {
    for (number, hostile) in HOSTILE.into_iter().enumerate() {
        let email = format!("nele{number}@nordlicht.example");
        let mut browser = host.browser();
        browser.agent = format!("Mozilla/5.0 {hostile} Chrome/156 Windows");
        let fields = typed_as(hostile, &email, "steam over the harbour wall");
        let page = browser.fill_through("/account/sign-up", &fields).await;
        let code = host.mailed_code(&email).await.code;
        enter(&mut browser, &page, &code).await;
        let account = browser.get_json("/account/profile").await.json();
        assert_eq!(account["display_name"], hostile, "{account}");

        let users = host.users();
        let found = users.find(&email).await.unwrap().unwrap();
        let begun = ImpersonationToBegin::new(hostile.to_owned(), hostile.to_owned(), HOUR);
        let link = users.impersonate(&found.id, begun).await.unwrap();
        let mut staff = host.browser();
        follow_link(&mut staff, path_of(&link)).await;

        let typed = encode(&[("login_hint", hostile), ("organization", hostile)]);
        let (again, reset) = (
            format!("/sign-in?prompt=login&{typed}"),
            format!("/reset?{typed}"),
        );
        let own = [
            "",
            "/profile",
            "/profile/names",
            "/security",
            "/sessions",
            &again,
            &reset,
        ];
        for browser in [&mut browser, &mut staff] {
            for path in own {
                let reply = browser.get(&host.path(path)).await;
                assert_text(&browser.follow(reply).await);
            }
        }
        let fields = [("email", hostile), ("display_name", hostile)];
        let refused = must_refuse(fill_in(&mut host.browser(), &fields).await);
        assert_text(&refused);
        for mail in host.mails_to(&email).await {
            assert!(!mail.html.contains("<script") && !mail.html.contains("<img src=x"));
            assert!(!mail.subject.contains(hostile));
        }
    }
}

/// Nothing on the page came alive.
fn assert_text(page: &Reply) {
    let alive = "script:not([src]), img[src=x], [onerror], [onfocus], [href^='javascript']";
    page.assert_count(alive, 0);
    assert!(!page.body.contains("<script>alert"), "{}", page.path);
}
