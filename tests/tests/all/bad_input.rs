//! Input that no page of ours sends: a clear 4xx, never a 500, and nothing changed.

use http::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use widgets_tests::{House, HouseBuilder};

over_every_house! {
    bodies_that_cannot_be_read_are_refused,
    a_body_that_breaks_off_changes_nothing,
    odd_paths_and_queries_are_refused,
    odd_headers_and_cookies_are_nobody,
}

const FORM: &str = "application/x-www-form-urlencoded";

async fn bodies_that_cannot_be_read_are_refused(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let token = browser.form_token("/account").await;
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
            .header("x-form-token", &token)
            .body(body);
        let reply = browser.send("/account/probe/user", request).await;
        assert_eq!(reply.status, status, "{kind} {start}");
        assert_eq!(
            reply.header("content-type"),
            "application/problem+json",
            "{kind} {start}"
        );
    }
    assert_eq!(house.probe.ran(), 0);
    // An oversized field in a body of allowed size is named at its field.
    let page = house.browser().get("/account/sign-in").await;
    assert_eq!(page.status, 200);
    let mut visitor = house.browser();
    let long = "x".repeat(5_000);
    let page = visitor.get("/account/sign-in").await;
    let reply = visitor
        .submit(&page, "/sign-in", &[("email", &long), ("password", &long)])
        .await;
    assert_eq!(reply.status, 422);
    assert!(
        reply.text().contains("This is too long."),
        "{}",
        reply.text()
    );
}

/// Sends raw bytes and gives what comes back until the other side closes.
async fn raw(house: &House, bytes: &[u8], shut: bool) -> String {
    let address = house.origin.strip_prefix("http://").unwrap();
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

async fn a_body_that_breaks_off_changes_nothing(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let token = browser.form_token("/account").await;
    let cookie = format!("__Host-wg={}", browser.cookies["__Host-wg"]);
    let head = format!(
        "POST /account/probe/user HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nX-Form-Token: {token}\r\n\
         Content-Type: {FORM}\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nform_token=a&b="
    );
    let answer = raw(&house, head.as_bytes(), true).await;
    assert!(!answer.starts_with("HTTP/1.1 5"), "{answer}");
    assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
    assert_eq!(house.probe.ran(), 0);
    assert!(house.is_in(&mut browser).await);
}

async fn odd_paths_and_queries_are_refused(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
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
                house.browser()
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
    assert!(missing.text().contains("There is nothing at this address"));
    let json = browser.get_json("/account/nothing/at/all").await;
    assert_eq!(json.json()["code"], "missing");
    assert!(house.is_in(&mut browser).await);
}

async fn odd_headers_and_cookies_are_nobody(house: HouseBuilder) {
    let house = house.start().await;
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
        let mut visitor = house.browser();
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
        ("x-form-token", b"\xff"),
        ("referer", b"\xff"),
        ("sec-fetch-site", b"\xff"),
        ("x-forwarded-for", b"\xff, \xff"),
    ] {
        for method in [Method::GET, Method::POST] {
            let mut visitor = house.browser();
            let request = visitor
                .request(method, "/account/sign-in")
                .header(name, http::HeaderValue::from_bytes(value).unwrap());
            let reply = visitor.send("/account/sign-in", request).await;
            assert!(!reply.status.is_server_error(), "{name}: {}", reply.status);
        }
    }
    // A browser that calls itself something dangerous is shown as text, or not at all.
    let maren = house.person("Maren").await;
    let mut odd = house.browser();
    odd.agent = "<script>alert(1)</script> Chrome/1 Windows".to_owned();
    house
        .sign_in(&mut odd, &maren.email, widgets_tests::people::PASSWORD)
        .await;
    let list = odd.get("/account/sessions").await;
    assert!(!list.body.contains("<script>"), "{}", list.body);
    assert!(list.text().contains("Chrome on Windows"));
}
