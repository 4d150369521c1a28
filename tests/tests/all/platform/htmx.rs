//! Requests of htmx, which puts answers into a part of a page.

use widgets_tests::host::pages::{COUNTER, DESK};
use widgets_tests::prelude::*;

over_every_combination! {
    a_part_of_a_page_is_not_led_to_sign_in_but_the_page_is,
    a_part_is_not_led_away_when_its_session_ended_or_is_stale_but_the_page_is,
    a_page_as_a_whole_is_returned_to,
}

/// What htmx sends with a request for a part of `/lists`.
fn part(host: &TestHost) -> Vec<(&'static str, String)> {
    vec![
        ("accept", "text/html".to_owned()),
        ("hx-request", "true".to_owned()),
        ("hx-current-url", format!("{}/lists?open=1", host.origin)),
    ]
}

async fn get(browser: &mut Browser, path: &str, headers: &[(&'static str, String)]) -> Reply {
    browser.ask(Method::GET, path, headers, "").await
}

async fn a_part_of_a_page_is_not_led_to_sign_in_but_the_page_is(host: TestHostBuilder) {
    let host = host.start().await;
    let mut browser = host.browser();
    // A page of the widgets, one with fragments, and one with extractors.
    for path in ["/account/sessions", DESK, COUNTER] {
        let reply = get(&mut browser, path, &part(&host)).await;
        assert_eq!(reply.status, 401, "{path}");
        let to = "/account/sign-in?return_to=/lists%3Fopen%3D1";
        assert_eq!(reply.header("hx-redirect"), to, "{path}");
        assert_eq!(reply.header("www-authenticate"), "Session", "{path}");
        assert_eq!((reply.header("location"), reply.body.as_str()), ("", ""));
    }
}

async fn a_part_is_not_led_away_when_its_session_ended_or_is_stale_but_the_page_is(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    host.clock.advance(11 * MINUTE);
    let stale = get(&mut browser, "/account/probe/fresh", &part(&host)).await;
    let to = stale.header("hx-redirect");
    assert!(to.starts_with("/account/step-up"), "{to}");
    assert_eq!((stale.header("location"), stale.body.as_str()), ("", ""));
    host.end_sessions(&maren).await;
    for path in ["/account/sessions", DESK, COUNTER] {
        let ended = get(&mut browser.clone(), path, &part(&host)).await;
        assert_eq!(ended.status, 401, "{path}");
        let to = "/account/sign-in?return_to=/lists%3Fopen%3D1";
        assert_eq!(ended.header("hx-redirect"), to, "{path}");
        assert_eq!((ended.header("location"), ended.body.as_str()), ("", ""));
    }
}

async fn a_page_as_a_whole_is_returned_to(host: TestHostBuilder) {
    let host = host.start().await;
    let mut browser = host.browser();
    let back_to_desk = format!("/account/sign-in?return_to={DESK}");
    let with = |name, value: &str| {
        let mut headers = part(&host);
        headers.retain(|(own, _)| *own != name);
        headers.push((name, value.to_owned()));
        headers
    };
    // A boosted link is for another page than the one it is on.
    let boosted = get(&mut browser, DESK, &with("hx-boosted", "true")).await;
    assert_eq!(boosted.header("hx-redirect"), back_to_desk);
    let restored = with("hx-history-restore-request", "true");
    for headers in [restored, with("hx-request", "false")] {
        let reply = get(&mut browser, DESK, &headers).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("location")),
            (303, &*back_to_desk)
        );
    }
    // Where to return to is checked like every address from outside.
    let elsewhere = with("hx-current-url", "https://evil.example/lists");
    let reply = get(&mut browser, DESK, &elsewhere).await;
    assert_eq!(reply.header("hx-redirect"), "/account/sign-in");
}
