//! Confirming by a code that is mailed.

use widgets_tests::prelude::*;

use super::{PUT, STEP_UP, Stale, VAULT, confirm, send, stale};

over_every_combination! {
    a_code_by_email_confirms_too,
    two_clicks_on_a_code_do_the_form_once_and_are_answered_alike,
    a_session_lists_what_was_proved_in_it,
    attack_027_a_code_confirms_only_its_own_session,
    an_account_without_a_password_confirms_by_email,
}

async fn an_account_without_a_password_confirms_by_email(WithVault(host, _): WithVault) {
    let nia = host.bare("nia").await;
    let mut browser = host.signed_in_by_code(&nia.email).await;
    host.clock.advance(11 * MINUTE);
    let asking = browser.get(STEP_UP).await;
    assert_eq!(asking.count("input[type=password]"), 0);
    assert_eq!(asking.count("form[action$='/step-up/email']"), 1);
    let hashes = host.hashes();
    let body = json!({ "password": PASSWORD });
    must_refuse(browser.post_json(STEP_UP, &body).await);
    assert_eq!(host.hashes(), hashes + 1);
}

/// Asks for a code by email, and gives the page that takes it and what was mailed.
async fn ask_for_code(host: &TestHost, browser: &mut Browser, email: &str) -> (Reply, MailedCode) {
    let page = browser.get(STEP_UP).await;
    let page = browser.through(&page, "/step-up/email", &[]).await;
    (page, host.mailed_code(email).await)
}

async fn a_code_by_email_confirms_too(Stale(host, vault, maren, mut browser): Stale) {
    const FRESH: &str = "/account/probe/fresh";
    send(&mut browser, "a ring").await;
    let mut before = browser.clone();
    let (page, mailed) = ask_for_code(&host, &mut browser, &maren.email).await;
    assert!(vault.put().is_empty());
    let wrong = must_refuse(enter(&mut browser, &page, "00000000").await);
    assert_eq!(browser.get(FRESH).await.status, 303);
    // Any answer may come, so scripts leave the form alone.
    assert_eq!(wrong.count("form[data-wg-native]"), 1);
    must_tell(enter(&mut browser, &page, &mailed.code).await, VAULT, PUT);
    assert_eq!(vault.put(), ["thing=a ring"]);
    assert!(!browser.has_pending_form());
    assert_eq!(browser.get(FRESH).await.status, 200);
    host.clock.advance(Duration::from_secs(10));
    assert!(!host.is_in(&mut before).await, "the old token is spent");
    // The code is spent, too.
    host.clock.advance(11 * MINUTE);
    must_refuse(enter(&mut browser, &page, &mailed.code).await);
    // Without a form that waits, and with the link: back to where they were.
    let asked = browser.get(FRESH).await;
    let page = browser.follow(asked).await;
    browser.through(&page, "/step-up/email", &[]).await;
    let mailed = host.mailed_code(&maren.email).await;
    must_lead(follow_link(&mut browser, &mailed.link).await, FRESH);
    // A program does the same.
    host.clock.advance(11 * MINUTE);
    let path = "/account/step-up/email";
    let sent = browser.post_json(path, &json!({})).await;
    let path = sent.json()["code"].as_str().unwrap().to_owned();
    let mailed = host.mailed_code(&maren.email).await;
    let code = json!({ "code": mailed.code });
    must_show(browser.post_json(&path, &code).await);
    assert_eq!(browser.get(FRESH).await.status, 200);
}

async fn two_clicks_on_a_code_do_the_form_once_and_are_answered_alike(
    Stale(host, vault, maren, mut browser): Stale,
) {
    for done in 1..=3 {
        send(&mut browser, "a ring").await;
        let (page, mailed) = ask_for_code(&host, &mut browser, &maren.email).await;
        let (first, second) = enter_at_once(&mut browser, &page, &mailed.code).await;
        must_tell(first, VAULT, PUT);
        must_tell(second, VAULT, PUT);
        assert_eq!(vault.put().len(), done);
        host.clock.advance(11 * MINUTE);
    }
}

async fn attack_027_a_code_confirms_only_its_own_session(WithVault(host, vault): WithVault) {
    let (maren, mallory) = (host.person("maren").await, host.person("mallory").await);
    let mut browser = host.signed_in(&mallory).await;
    let mut victim = stale(&host, &maren).await;
    send(&mut victim, "a ring").await;
    let (page, mailed) = ask_for_code(&host, &mut browser, &mallory.email).await;
    let code = [("code", mailed.code.as_str())];
    // Mallory's code, in Mallory's browser, with the session of somebody else.
    let mut mixed = browser.clone();
    for name in ["__Host-wg", PENDING_FORM] {
        mixed.plant(name, &victim.cookies[name]);
    }
    must_refuse(mixed.post_with_token(&page.path, &code).await);
    assert_eq!(mixed.get("/account/probe/fresh").await.status, 303);
    // And with none at all.
    let mut nobody = browser.clone();
    nobody.cookies.remove("__Host-wg");
    let refused = nobody.post_with_token(&page.path, &code).await;
    assert!(!refused.opens_session(), "{}", refused.body);
    assert!(!host.is_in(&mut nobody).await);
    // In another browser the code opens nothing.
    let mut other = host.signed_in(&mallory).await;
    must_refuse(other.post_with_token(&page.path, &code).await);
    assert!(vault.put().is_empty());
}

async fn a_session_lists_what_was_proved_in_it(Stale(host, _, maren, mut browser): Stale) {
    let proofs = async |browser: &mut Browser| {
        let list = browser.get_json("/account/sessions").await.json();
        list["sessions"][0]["proofs"].as_array().unwrap().clone()
    };
    let opened = proofs(&mut browser).await;
    assert_eq!(opened[0]["method"], "password");
    assert_eq!(opened.len(), 1);
    let (page, mailed) = ask_for_code(&host, &mut browser, &maren.email).await;
    enter(&mut browser, &page, &mailed.code).await;
    let emailed = proofs(&mut browser).await;
    assert_eq!(emailed[0], opened[0]);
    assert_eq!(emailed[1]["method"], "email");
    assert!(emailed[1]["at"].as_str() > opened[0]["at"].as_str());
    let list = browser.get("/account/sessions").await;
    list.assert_says("sessions-by-password");
    // The same once more is the same proof with a later moment.
    host.clock.advance(11 * MINUTE);
    let asking = browser.get(STEP_UP).await;
    confirm(&mut browser, &asking).await;
    let again = proofs(&mut browser).await;
    assert_eq!(again.len(), 2);
    assert!(again[0]["at"].as_str() > emailed[1]["at"].as_str());
    assert_eq!(again[1], emailed[1]);
}
