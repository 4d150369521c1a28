//! Answers that never arrived: what was asked for is done once, and nobody is signed out by it.

use widgets_tests::prelude::*;

over_every_combination! {
    attack_001_a_replaced_token_leads_on_once_in_its_browser,
    attack_001_a_replaced_token_leads_on_for_seconds,
    attack_001_an_ended_session_hands_nothing_over,
    a_changed_password_signs_nobody_out,
    attack_175_a_code_to_sign_up_given_twice_makes_one_account_and_signs_in,
    attack_175_a_code_to_sign_in_given_twice_opens_one_session,
    attack_175_a_code_given_twice_at_one_moment_opens_one_session,
    attack_175_a_one_time_link_given_twice_opens_one_session,
    attack_175_an_invitation_accepted_twice_makes_one_account,
    attack_175_a_code_to_step_up_given_twice_confirms_once,
    attack_175_a_code_to_reset_given_twice_resets_once,
    attack_039_an_answer_is_had_again_once_and_for_seconds,
    attack_027_an_answer_is_had_again_in_its_browser_alone,
}

const STEP_UP: &str = "/account/step-up";
const FRESH: &str = "/account/probe/fresh";

/// Confirms with the password, and loses the answer: the browser keeps the cookies it had.
async fn confirm_and_lose(browser: &mut Browser) -> Reply {
    let asking = browser.get(FRESH).await;
    let page = browser.follow(asking).await;
    let before = browser.cookies.clone();
    let done = browser
        .submit(&page, "/step-up", &[("password", PASSWORD)])
        .await;
    done.assert_location(FRESH);
    browser.cookies = before;
    page
}

async fn attack_001_a_replaced_token_leads_on_once_in_its_browser(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    host.clock.advance(11 * MINUTE);
    let page = confirm_and_lose(&mut browser).await;
    // Whoever stole the session cookie alone has no secret of the browser, and uses nothing up.
    let mut thief = host.browser();
    thief.plant("__Host-wg", browser.cookies["__Host-wg"].clone());
    assert!(!host.is_in(&mut thief).await);
    let mut other = host.signed_in(&maren).await;
    other.plant("__Host-wg", browser.cookies["__Host-wg"].clone());
    assert!(!host.is_in(&mut other).await, "another browser of theirs");
    let mut late = browser.clone();
    // The second click, with the cookies of the first.
    let done = browser
        .submit(&page, "/step-up", &[("password", PASSWORD)])
        .await;
    done.assert_location(FRESH);
    assert_eq!(browser.get(FRESH).await.status, 200);
    assert!(host.is_in(&mut browser).await);
    // Once.
    assert!(!host.is_in(&mut late).await);
    let list = browser.get_json("/account/sessions").await.json();
    assert_eq!(
        list["sessions"].as_array().unwrap().len(),
        2,
        "the other browser's, and this one"
    );
}

async fn attack_001_a_replaced_token_leads_on_for_seconds(
    SignedIn(host, _, mut browser): SignedIn,
) {
    host.clock.advance(11 * MINUTE);
    confirm_and_lose(&mut browser).await;
    let mut early = browser.clone();
    host.clock.advance(Duration::from_millis(9_999));
    assert!(host.is_in(&mut early).await);
    host.clock.advance(11 * MINUTE);
    confirm_and_lose(&mut early).await;
    host.clock.advance(Duration::from_secs(10));
    assert!(!host.is_in(&mut early).await);
    assert!(!host.is_in(&mut browser).await);
}

async fn attack_001_an_ended_session_hands_nothing_over(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    host.clock.advance(11 * MINUTE);
    confirm_and_lose(&mut browser).await;
    host.end_sessions(&maren).await;
    assert!(!host.is_in(&mut browser).await);
    // Nor does one of a disabled account.
    let mut browser = host.signed_in(&maren).await;
    host.clock.advance(11 * MINUTE);
    confirm_and_lose(&mut browser).await;
    host.users().disable(&maren.account).await.unwrap();
    assert!(!host.is_in(&mut browser).await);
}

async fn a_changed_password_signs_nobody_out(SignedIn(host, _, mut browser): SignedIn) {
    let path = "/account/security/password";
    let page = browser.get(path).await;
    let before = browser.cookies.clone();
    let fields = [
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
        ("end_others", "true"),
    ];
    must_accept(browser.submit(&page, path, &fields).await);
    browser.cookies = before;
    let again = browser.submit(&page, path, &fields).await;
    again.assert_invalid("current_password");
    assert!(host.is_in(&mut browser).await);
}

/// Enters a code twice with the same cookies, as a double click does whose first answer is lost.
async fn twice(browser: &mut Browser, page: &Reply, code: &str) -> (Reply, Reply) {
    let before = browser.cookies.clone();
    let first = enter(browser, page, code).await;
    browser.cookies = before;
    (first, enter(browser, page, code).await)
}

/// Asserts that both answers lead to the same page, and say the same.
fn assert_alike(first: &Reply, second: &Reply) {
    assert_eq!(first.status, 303, "{}", first.text());
    assert_eq!(first.location(), second.location());
    assert_eq!(first.notice(), second.notice());
    let session = |own: &Reply| own.set_cookie("__Host-wg").map(str::to_owned);
    assert_eq!(session(first), session(second));
}

async fn attack_175_a_code_to_sign_up_given_twice_makes_one_account_and_signs_in(
    Visitor(host, mut browser): Visitor,
) {
    let email = address("nele");
    let (page, mailed) = host.code_to_sign_up(&mut browser, &email).await;
    let (first, second) = twice(&mut browser, &page, &mailed.code).await;
    assert_alike(&first, &second);
    assert!(host.is_in(&mut browser).await);
    assert!(has_account(&host, &email).await);
}

async fn attack_175_a_code_to_sign_in_given_twice_opens_one_session(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let (first, second) = twice(&mut browser, &page, &mailed.code).await;
    assert_alike(&first, &second);
    let list = browser.get_json("/account/sessions").await.json();
    assert_eq!(list["sessions"].as_array().unwrap().len(), 1);
    // The link of the mail does the same.
    let mut other = host.browser();
    let (_, mailed) = host.code_to_sign_in(&mut other, &maren.email).await;
    let page = other.get(&mailed.link).await;
    let before = other.cookies.clone();
    let first = other.submit(&page, &mailed.link, &[]).await;
    other.cookies = before;
    let second = other.submit(&page, &mailed.link, &[]).await;
    assert_alike(&first, &second);
    assert!(host.is_in(&mut other).await);
}

async fn attack_175_a_code_given_twice_at_one_moment_opens_one_session(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    for opened in 1..=3 {
        let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
        let (first, second) = enter_at_once(&mut browser, &page, &mailed.code).await;
        assert_alike(&first, &second);
        let list = browser.get_json("/account/sessions").await.json();
        assert_eq!(list["sessions"].as_array().unwrap().len(), opened);
        browser = host.browser();
    }
}

async fn attack_175_a_one_time_link_given_twice_opens_one_session(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    let link = host.sign_in_link(&maren, HOUR).await;
    let page = browser.get(&link).await;
    let before = browser.cookies.clone();
    let first = browser.submit(&page, &link, &[]).await;
    browser.cookies = before;
    let second = browser.submit(&page, &link, &[]).await;
    assert_alike(&first, &second);
    let list = browser.get_json("/account/sessions").await.json();
    assert_eq!(list["sessions"].as_array().unwrap().len(), 1);
    // Once, and nowhere else.
    let mut other = host.browser();
    must_say(other.get(&link).await, "sign-in-link-spent-text");
    assert!(!host.is_in(&mut other).await);
}

async fn attack_175_an_invitation_accepted_twice_makes_one_account(
    Visitor(host, mut browser): Visitor,
) {
    let email = address("nele");
    host.users().invite(invite(&email)).await.unwrap();
    let link = invitation_link(&host, &email).await;
    let page = browser.get(&link).await;
    let before = browser.cookies.clone();
    let first = accept_on(&mut browser, &page, &link).await;
    browser.cookies = before;
    let second = accept_on(&mut browser, &page, &link).await;
    assert_alike(&first, &second);
    assert!(host.is_in(&mut browser).await);
}

async fn attack_175_a_code_to_step_up_given_twice_confirms_once(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    host.clock.advance(11 * MINUTE);
    let page = browser.get(&format!("{STEP_UP}?return_to={FRESH}")).await;
    let page = browser.through(&page, "/step-up/email", &[]).await;
    let mailed = host.mailed_code(&maren.email).await;
    let (first, second) = twice(&mut browser, &page, &mailed.code).await;
    assert_alike(&first, &second);
    second.assert_location(FRESH);
    assert_eq!(browser.get(FRESH).await.status, 200);
}

async fn attack_175_a_code_to_reset_given_twice_resets_once(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    let (page, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    let before = browser.cookies.clone();
    let first = enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await;
    browser.cookies = before;
    let second = enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await;
    assert_alike(&first, &second);
    second.assert_told(PROOF, "reset.done");
    must_say(browser.follow(second).await, "reset-done");
    assert!(!browser.has_session());
    assert!(host.opens(&maren.email, NEW_PASSWORD).await);
}

async fn attack_039_an_answer_is_had_again_once_and_for_seconds(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let before = browser.cookies.clone();
    twice(&mut browser, &page, &mailed.code).await;
    browser.cookies = before;
    let third = must_refuse(enter(&mut browser, &page, &mailed.code).await);
    third.assert_says("codes-over-title");
    assert!(!browser.has_session());

    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let before = browser.cookies.clone();
    must_accept(enter(&mut browser, &page, &mailed.code).await);
    browser.cookies = before;
    host.clock.advance(Duration::from_secs(10));
    must_refuse(enter(&mut browser, &page, &mailed.code).await);
    assert!(!browser.has_session());
}

async fn attack_027_an_answer_is_had_again_in_its_browser_alone(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let mut other = host.browser();
    other.get("/account/sign-in").await;
    let mut wrong = browser.clone();
    must_accept(enter(&mut browser, &page, &mailed.code).await);
    let fields = [("code", mailed.code.as_str())];
    must_refuse(other.post_with_token(&page.path, &fields).await);
    assert!(!other.has_session());
    // Nor by another code.
    must_refuse(enter(&mut wrong, &page, mailed.wrong()).await);
    assert!(!wrong.has_session());
}
