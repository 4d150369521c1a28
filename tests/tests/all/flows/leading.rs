//! Where answers lead: to pages of this site, to other origins, and what script is told instead.

use widgets_tests::prelude::*;

over_every_host! {
    a_form_leads_to_another_origin_by_a_page_of_ours,
    codes_lead_to_another_origin_by_a_page_of_ours,
    confirming_leads_to_another_origin_by_a_page_of_ours,
    attack_082_the_page_that_leads_away_leads_to_allowed_origins_alone,
    signing_out_leads_to_another_origin,
    script_is_told_the_address_it_goes_to,
    every_form_is_sent_in_one_encoding,
}

const OUT: &str = "https://app.example.com/desk?a=1&b=2";
const LEAVE: &str = "/account/leave?return_to=https%3A//app.example.com/desk%3Fa%3D1%26b%3D2";

fn with_origin(host: TestHostBuilder) -> TestHostBuilder {
    host.with(|builder| builder.return_origin("https://app.example.com"))
}

async fn a_form_leads_to_another_origin_by_a_page_of_ours(host: TestHostBuilder) {
    let SignedOut(_host, maren, mut browser) = SignedOut::of(with_origin(host)).await;
    let path = LEAVE.replace("/leave", "/sign-in");
    let page = browser.get(&path).await;
    let done = browser.submit(&page, "/sign-in", &maren.typed()).await;
    done.assert_location(LEAVE);
    let page = must_show(browser.follow(done).await);
    assert_eq!(page.header("refresh"), format!("0; url={OUT}"));
    assert!(page.links_to(OUT));
    assert!(
        page.header("content-security-policy")
            .contains("form-action 'self'")
    );
}

/// A page of ours that is opened with the way out.
fn on_the_way_out(path: &str) -> String {
    LEAVE.replace("/leave", path)
}

async fn codes_lead_to_another_origin_by_a_page_of_ours(host: TestHostBuilder) {
    let SignedOut(host, maren, _) = SignedOut::of(with_origin(host)).await;
    let nele = "nele@nordlicht.example";
    let by_code = [("email", maren.email.as_str()), ("way", "email")];
    for (path, email, fields) in [
        ("/sign-in", maren.email.as_str(), &by_code[..]),
        ("/sign-up", nele, &typed(nele)[..]),
    ] {
        let mut browser = host.browser();
        let page = browser.fill_through(&on_the_way_out(path), fields).await;
        let done = host.enter_mailed(&mut browser, &page, email).await;
        done.assert_location(LEAVE);
        must_show(browser.follow(done).await);
    }
    // After a reset, by the password.
    let mut browser = host.browser();
    let fields = [("email", maren.email.as_str())];
    let reset = on_the_way_out("/reset");
    let page = browser.fill_through(&reset, &fields).await;
    let mailed = host.mailed_code(&maren.email).await;
    let done = enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await;
    let step = browser.follow(done).await;
    let fields = [("email", maren.email.as_str()), ("password", NEW_PASSWORD)];
    let done = browser.submit(&step, PROOF, &fields).await;
    done.assert_location(LEAVE);
}

async fn confirming_leads_to_another_origin_by_a_page_of_ours(host: TestHostBuilder) {
    let SignedIn(host, maren, mut browser) = SignedIn::of(with_origin(host)).await;
    let step_up = on_the_way_out("/step-up");
    host.clock.advance(11 * MINUTE);
    let fields = [("password", PASSWORD)];
    let done = browser.fill(&step_up, &fields).await;
    done.assert_location(LEAVE);
    host.clock.advance(11 * MINUTE);
    let page = browser.get(&step_up).await;
    let page = browser.through(&page, "/step-up/email", &[]).await;
    let done = host.enter_mailed(&mut browser, &page, &maren.email).await;
    done.assert_location(LEAVE);
}

async fn attack_082_the_page_that_leads_away_leads_to_allowed_origins_alone(host: TestHostBuilder) {
    let Visitor(_host, mut browser) = Visitor::of(with_origin(host)).await;
    for place in [
        "",
        "//evil.example",
        "https://evil.example/",
        "https://app.example.com.evil.example/",
        "http://app.example.com/",
        "javascript:alert(1)",
    ] {
        let path = format!("/account/leave?{}", encode(&[("return_to", place)]));
        let refused = must_answer(404, browser.get(&path).await);
        assert_eq!(refused.header("refresh"), "", "{place}");
        assert!(!refused.body.contains("evil"), "{place}");
    }
    // What is ours needs no page.
    let own = browser.get("/account/leave?return_to=/beans").await;
    own.assert_location("/beans");
}

async fn signing_out_leads_to_another_origin(host: TestHostBuilder) {
    let host = with_origin(host).with(|builder| builder.signed_out_to(OUT));
    let SignedIn(host, _, mut browser) = SignedIn::of(host).await;
    let out = browser.sign_out().await;
    out.assert_location(LEAVE);
    assert!(!host.is_in(&mut browser).await);
}

/// Sends the form as script does that is on that page.
async fn by_script(
    browser: &mut Browser,
    page: &Reply,
    on: &str,
    (action, fields): (&str, &[(&str, &str)]),
) -> Reply {
    let (target, request) = browser.filled_in(page, action, fields);
    let request = request.header("wg-page", on);
    browser.send(&target, request).await
}

/// Asserts that script is told to go there.
#[track_caller]
fn assert_goes(reply: &Reply, address: &str) {
    reply.assert_status(204);
    assert_eq!(reply.header("wg-location"), address);
    assert_eq!(reply.location(), None);
}

async fn script_is_told_the_address_it_goes_to(host: TestHostBuilder) {
    let SignedOut(host, maren, mut browser) = SignedOut::of(with_origin(host)).await;
    let email = [("email", maren.email.as_str())];
    let page = browser.get("/account/sign-in").await;
    let next = by_script(
        &mut browser,
        &page,
        "/account/sign-in",
        ("/sign-in", &email),
    )
    .await;
    assert_goes(&next, PROOF);
    // Signing in changes the whole page, also where it is the same.
    let page = browser
        .get("/account/sign-in?return_to=/account/sign-in")
        .await;
    let typed = maren.typed();
    let done = by_script(
        &mut browser,
        &page,
        "/account/sign-in",
        ("/sign-in", &typed),
    )
    .await;
    assert_goes(&done, "/account/sign-in");
    assert!(host.is_in(&mut browser).await);
    // In place, it follows the redirect.
    let page = browser.get("/account/hello").await;
    let hi = [("greeting", "Hi")];
    let done = by_script(&mut browser, &page, "/account/hello", ("/hello", &hi)).await;
    done.assert_told("/account/hello", "hello.greeted");
    let done = by_script(&mut browser, &page, "/account/profile", ("/hello", &hi)).await;
    assert_goes(&done, "/account/hello");
    // A page that is asked for leads on in the same way.
    host.end_sessions(&maren).await;
    let request = browser.request(Method::GET, "/account/sessions?after=x");
    let request = request.header("wg-page", "/account/sessions");
    let asked = browser.send("/account/sessions?after=x", request).await;
    assert_goes(
        &asked,
        "/account/sign-in?return_to=/account/sessions%3Fafter%3Dx",
    );
    // Another origin needs no page between.
    let page = browser.get(&LEAVE.replace("/leave", "/sign-in")).await;
    let done = by_script(
        &mut browser,
        &page,
        "/account/sign-in",
        ("/sign-in", &typed),
    )
    .await;
    assert_goes(&done, OUT);
}

async fn every_form_is_sent_in_one_encoding(SignedIn(host, _, mut browser): SignedIn) {
    let mut seen = 0;
    let mut visitor = host.browser();
    for path in ["/account/sign-in", "/account/sign-up", "/account/reset"] {
        let page = visitor.get(path).await;
        seen += page.count("form");
        assert_eq!(
            page.count("form"),
            page.count("form[accept-charset=utf-8]"),
            "{path}"
        );
    }
    for path in ["/account/profile/names", "/account/sign-out", "/desk"] {
        let page = browser.get(path).await;
        let ours = page.count("form[data-wg-native], .wg form");
        seen += ours;
        assert_eq!(ours, page.count("form[accept-charset=utf-8]"), "{path}");
    }
    assert!(seen > 6, "{seen}");
}
