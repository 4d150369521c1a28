//! Signing in with a password or a one-time link, and signing out.

use widgets_tests::prelude::*;
over_every_combination! {
    signing_in_returns_to_the_page_asked_for,
    staying_signed_in_is_a_choice,
    signing_out_ends_this_session_or_all,
    a_one_time_link_signs_in_once,
    a_wrong_password_shows_the_form_again,
    signing_in_again_renews_the_session,
}

async fn signing_in_returns_to_the_page_asked_for(SignedOut(_, maren, mut browser): SignedOut) {
    let interrupted = browser.get("/account/sessions?after=x%26y").await;
    let page = browser.follow(interrupted).await;
    page.assert_says_with("sign-in-title", &[("name", "Coffee Desk")]);
    let reply = browser.submit(&page, "/sign-in", &maren.typed()).await;
    reply.assert_location("/account/sessions?after=x%26y");
    // A person who is signed in already is redirected at once.
    let again = browser.get("/account/sign-in?return_to=/beans").await;
    again.assert_location("/beans");
    // The entrance leads to the first page.
    must_lead(browser.get("/account").await, "/account/profile");
}

async fn staying_signed_in_is_a_choice(SignedOut(host, maren, mut browser): SignedOut) {
    let reply = host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    let cookie = reply.set_cookie("__Host-wg").unwrap();
    assert!(!cookie.contains("Max-Age"), "it goes with the browser");
    let mut other = host.browser();
    let fields = [&maren.typed()[..], &[("keep", "true")]].concat();
    let reply = other.fill("/account/sign-in", &fields).await;
    let cookie = reply.set_cookie("__Host-wg").unwrap();
    assert!(cookie.contains("Max-Age=5184000"), "{cookie}");
    host.clock.advance(13 * DAY);
    assert!(!host.is_in(&mut browser).await);
    assert!(host.is_in(&mut other).await);
}

async fn signing_out_ends_this_session_or_all(SignedIn(host, maren, mut one): SignedIn) {
    let mut two = host.signed_in(&maren).await;
    let mut copy = one.clone();
    let out = one.sign_out().await;
    // Emptying the cache takes seconds in browsers, and all pages are `no-store`.
    assert_eq!(out.header("clear-site-data"), "");
    assert!(one.follow(out).await.says("sign-out-done"));
    assert!(!host.is_in(&mut copy).await, "the cookie is worth nothing");
    assert!(host.is_in(&mut two).await);

    let mut three = host.signed_in(&maren).await;
    let everywhere = [("everywhere", "true")];
    let out = three.fill_through("/account/sign-out", &everywhere).await;
    out.assert_says("sign-out-everywhere-done");
    assert!(!host.is_in(&mut two).await);
}

async fn a_one_time_link_signs_in_once(SignedOut(host, maren, mut browser): SignedOut) {
    let path = host.sign_in_link(&maren, 10 * MINUTE).await;
    for _ in 0..2 {
        let page = browser.get(&path).await;
        assert!(page.says("sign-in-link-title"), "looking does not spend it");
    }
    assert_eq!(browser.fill(&path, &[]).await.status, 303);
    must_say(browser.get("/account/sessions").await, "sessions-by-link");

    let mut thief = host.browser();
    assert!(thief.get(&path).await.says("sign-in-link-spent-title"));
    must_refuse(thief.post_with_token(&path, &[]).await);
    assert!(!host.is_in(&mut thief).await);

    let late = host.sign_in_link(&maren, MINUTE).await;
    host.clock.advance(Duration::from_secs(61));
    assert!(thief.get(&late).await.says("sign-in-link-spent-title"));
    let void = host.sign_in_link(&maren, MINUTE).await;
    host.disable_and_enable(&maren).await;
    assert!(thief.get(&void).await.says("sign-in-link-spent-title"));
}

async fn a_wrong_password_shows_the_form_again(SignedOut(host, maren, mut browser): SignedOut) {
    let wrong = "not the password";
    let reply = must_refuse(host.sign_in(&mut browser, &maren.email, wrong).await);
    reply.assert_says("sign-in-wrong");
    assert!(reply.body.contains(&maren.email), "the address stays");
    assert!(!reply.body.contains(wrong), "the password does not");
    assert_eq!(reply.count("[role=alert]"), 1);

    let fields = [("email", maren.email.as_str()), ("password", "")];
    let reply = browser.submit(&reply, PROOF, &fields).await;
    reply.assert_invalid("password");
    reply.assert_says("sign-in-password-empty");
    let reply = host.sign_in(&mut browser, "maren@nordlicht", "").await;
    reply.assert_invalid("email");
    reply.assert_says("email-malformed");
    must_accept(browser.submit(&reply, "/sign-in", &maren.typed()).await);
}

async fn signing_in_again_renews_the_session(SignedIn(host, maren, mut browser): SignedIn) {
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    host.clock.advance(11 * MINUTE);
    let stale = browser.get_json("/account/probe/fresh").await;
    stale.assert_problem(401, "stale");
    let again = "/account/sign-in?again=1&return_to=/account/probe/fresh";
    let page = must_say(browser.get(again).await, "sign-in-again-lead");
    let mut before = browser.clone();
    let done = browser.submit(&page, "/sign-in", &maren.typed()).await;
    done.assert_location("/account/probe/fresh");
    assert_eq!(browser.get("/account/probe/fresh").await.status, 200);
    assert_eq!(browser.session_id(), before.session_id());
    host.clock.advance(Duration::from_secs(10));
    assert!(!host.is_in(&mut before).await, "the old token is spent");
    let list = browser.get_json("/account/sessions").await;
    assert_eq!(list.json()["sessions"].as_array().unwrap().len(), 1);
}
