//! Input that no page of ours sends: a clear 4xx, never a 500, and nothing changed.

use http::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use widgets_core::admin::ImpersonationToBegin;
use widgets_tests::harness::browser::encode;
use widgets_tests::prelude::*;

over_every_combination! {
    bodies_that_cannot_be_read_are_refused,
    a_body_that_breaks_off_changes_nothing,
    odd_paths_and_queries_are_refused,
    odd_headers_and_cookies_are_nobody,
    attack_081_what_others_typed_is_text,
}

const FORM: &str = "application/x-www-form-urlencoded";

async fn bodies_that_cannot_be_read_are_refused(SignedIn(host, _, mut browser): SignedIn) {
    let token = browser.csrf_token().await;
    let nested = format!("{{\"a\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let bodies: Vec<(&str, Vec<u8>, u16)> = vec![
        (FORM, b"a=%ff".to_vec(), 400),
        (FORM, b"a=\xff\xfe".to_vec(), 400),
        (FORM, b"a=%00".to_vec(), 400),
        (FORM, "a=1&".repeat(300).into_bytes(), 400),
        (FORM, vec![b'x'; 65 * 1024], 413),
        (FORM, vec![b'x'; 2 * 1024 * 1024], 413),
        ("application/json", b"".to_vec(), 400),
        ("application/json", b"{".to_vec(), 400),
        ("application/json", b"[]".to_vec(), 400),
        ("application/json", b"\"x\"".to_vec(), 400),
        ("application/json", b"{\"a\":{\"b\":1}}".to_vec(), 400),
        ("application/json", b"{\"a\":\"\\u0000\"}".to_vec(), 400),
        ("application/json", b"{\"a\":\"\xff\"}".to_vec(), 400),
        ("application/json", nested.into_bytes(), 400),
    ];
    for (kind, body, status) in bodies {
        let start = String::from_utf8_lossy(&body[..body.len().min(20)]).into_owned();
        let request = browser
            .request(Method::POST, "/account/probe/user")
            .header("accept", "application/json")
            .header("content-type", kind)
            .header("x-csrf-token", &token)
            .body(body);
        let reply = browser.send("/account/probe/user", request).await;
        assert_eq!(reply.status, status, "{kind} {start}");
        assert_eq!(
            reply.header("content-type"),
            "application/problem+json",
            "{kind} {start}"
        );
    }
    assert_eq!(host.probe.ran(), 0);
    // An oversized field in a body of allowed size is named at its field.
    let page = host.browser().get("/account/sign-in").await;
    assert_eq!(page.status, 200);
    let mut visitor = host.browser();
    let long = "x".repeat(5_000);
    let reply = visitor
        .fill("/account/sign-in", &[("email", &long), ("password", &long)])
        .await;
    assert_eq!(reply.status, 422);
    reply.assert_says("field-too-long");
}

/// Sends raw bytes and gives what comes back until the other side closes.
async fn raw(host: &TestHost, bytes: &[u8], shut: bool) -> String {
    let address = host.origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    if shut {
        stream.shutdown().await.unwrap();
    }
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(std::time::Duration::from_secs(10), reading).await;
    String::from_utf8_lossy(&answer).into_owned()
}

async fn a_body_that_breaks_off_changes_nothing(SignedIn(host, _, mut browser): SignedIn) {
    let token = browser.csrf_token().await;
    let cookie = format!("__Host-wg={}", browser.cookies["__Host-wg"]);
    let head = format!(
        "POST /account/probe/user HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nX-CSRF-Token: {token}\r\n\
         Content-Type: {FORM}\r\nContent-Length: 1000\r\nConnection: close\r\n\r\ncsrf_token=a&b="
    );
    let answer = raw(&host, head.as_bytes(), true).await;
    assert!(!answer.starts_with("HTTP/1.1 5"), "{answer}");
    assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
    assert_eq!(host.probe.ran(), 0);
    assert!(host.is_in(&mut browser).await);
}

async fn odd_paths_and_queries_are_refused(SignedIn(host, _, mut browser): SignedIn) {
    let long = format!("/account/sessions/{}/end", "x".repeat(5_000));
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
        &long,
    ];
    for path in paths {
        for signed_in in [true, false] {
            let mut visitor = if signed_in {
                browser.clone()
            } else {
                host.browser()
            };
            let reply = visitor.get(path).await;
            assert!(!reply.status.is_server_error(), "{path}: {}", reply.status);
            let fine = reply.status.is_success() || reply.status.is_redirection();
            assert!(
                fine || reply.status.is_client_error(),
                "{path}: {}",
                reply.status
            );
        }
    }
    for (path, shows) in [
        ("/account/", "Display name"),
        ("/account/sessions/", "This device"),
    ] {
        let reply = browser.get(path).await;
        let reply = browser.follow(reply).await;
        assert!(
            reply.text().contains(shows),
            "{path} works with a slash at the end"
        );
    }
    let missing = browser.get("/account/nothing").await;
    assert_eq!(missing.status, 404);
    missing.assert_says("missing-text");
    let json = browser.get_json("/account/nothing/at/all").await;
    assert_eq!(json.json()["code"], "missing");
    assert!(host.is_in(&mut browser).await);
}

async fn odd_headers_and_cookies_are_nobody(host: TestHost) {
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
        let mut visitor = host.browser();
        let request = visitor
            .request(Method::GET, "/account/sessions")
            .header("accept", "application/json")
            .header("cookie", http::HeaderValue::from_bytes(&cookie).unwrap());
        let reply = visitor.send("/account/sessions", request).await;
        let shown = String::from_utf8_lossy(&cookie[..cookie.len().min(40)]).into_owned();
        assert!(
            [401, 431, 400].contains(&reply.status.as_u16()),
            "{shown}: {}",
            reply.status
        );
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
            let request = visitor
                .request(method, "/account/sign-in")
                .header(name, http::HeaderValue::from_bytes(value).unwrap());
            let reply = visitor.send("/account/sign-in", request).await;
            assert!(!reply.status.is_server_error(), "{name}: {}", reply.status);
        }
    }
    // A browser that calls itself something dangerous is shown as text, or not at all.
    let maren = host.person("Maren").await;
    let mut odd = host.browser();
    odd.agent = "<script>alert(1)</script> Chrome/1 Windows".to_owned();
    host.sign_in(
        &mut odd,
        &maren.email,
        widgets_tests::harness::person::PASSWORD,
    )
    .await;
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

async fn attack_081_what_others_typed_is_text(host: TestHost) {
    for (number, hostile) in HOSTILE.into_iter().enumerate() {
        let email = format!("nele{number}@nordlicht.example");
        let mut browser = host.browser();
        browser.agent = format!("Mozilla/5.0 {hostile} Chrome/156 Windows");
        let fields = [
            ("display_name", hostile),
            ("email", email.as_str()),
            ("password", "steam over the harbour wall"),
        ];
        let sent = fill_in(&mut browser, &fields).await;
        let page = browser.follow(sent).await;
        let code = host.mailed_code(&email).await.code;
        enter(&mut browser, &page, &code).await;
        let account = browser.get_json("/account/profile").await.json();
        assert_eq!(account["display_name"].as_str(), Some(hostile), "{account}");

        let users = host.users();
        let found = users.find(&email).await.unwrap().unwrap();
        let begun = ImpersonationToBegin {
            by: hostile.to_owned(),
            reason: hostile.to_owned(),
            limit: HOUR,
        };
        let link = users.impersonate(&found.id, begun).await.unwrap();
        let path = link.reveal().split_once("/account").unwrap().1.to_owned();
        let mut staff = host.browser();
        let ask = staff.get(&host.path(&path)).await;
        staff.submit(&ask, &path, &[]).await;

        let typed = encode(&[("login_hint", hostile), ("organization", hostile)]);
        let paths = [
            "/account".to_owned(),
            "/account/profile".to_owned(),
            "/account/profile/names".to_owned(),
            "/account/security".to_owned(),
            "/account/sessions".to_owned(),
            format!("/account/sign-in?prompt=login&{typed}"),
            format!("/account/reset?{typed}"),
        ];
        for browser in [&mut browser, &mut staff] {
            for path in &paths {
                let reply = browser.get(path).await;
                let page = browser.follow(reply).await;
                assert_text(&page);
            }
        }
        let refused = fill_in(
            &mut host.browser(),
            &[("email", hostile), ("display_name", hostile)],
        )
        .await;
        assert_eq!(refused.status, 422);
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
    page.assert_count(&alive, 0);
    assert!(!page.body.contains("<script>alert"), "{}", page.path);
}
