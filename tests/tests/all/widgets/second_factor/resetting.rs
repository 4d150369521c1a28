//! Resets of second factors, for people who lost all of theirs.

use widgets_core::admin::ResetTime;
use widgets_tests::harness::factors::{SECOND, happened};
use widgets_tests::prelude::*;

use super::{WithApp, asked};

over_every_combination! {
    attack_061_a_reset_waits_is_told_and_ends_sessions,
    attack_061_the_mailed_link_calls_it_off_once_posted,
    attack_061_the_person_calls_it_off_on_the_security_page,
    attack_061_a_reset_at_once_is_told_too,
}

const OWN: &str = "/account/security/factor-reset";

/// Somebody at the desk asks for it.
async fn begin(host: &TestHost, maren: &Person, when: ResetTime) {
    let users = host.widgets.management("desk");
    let users = users.users();
    let due = users.reset_second_factors(&maren.account, when).await;
    let delay = match when {
        ResetTime::AfterDelay => DAY,
        _ => Duration::ZERO,
    };
    assert_eq!(due.unwrap(), host.clock.now().plus(delay));
}

/// The path of the link in the newest mail.
async fn mailed_path(host: &TestHost, maren: &Person) -> String {
    let mail = host.newest_mail(&maren.email).await;
    let from = mail.text.find("/account/security/factor-reset/").unwrap();
    let path = mail.text[from..].split_whitespace().next().unwrap();
    path.trim_end_matches(['>', ')']).to_owned()
}

async fn sweep(host: &TestHost) {
    host.widgets.worker().sweep_once().await.unwrap();
}

async fn attack_061_a_reset_waits_is_told_and_ends_sessions(
    WithApp(host, maren, mut desk, _): WithApp,
) {
    begin(&host, &maren, ResetTime::AfterDelay).await;
    let mail = host.newest_mail(&maren.email).await;
    assert!(mail.subject.contains("will be removed"), "{}", mail.subject);
    desk.get("/account/security")
        .await
        .assert_says("factor-reset-call-off");
    // It makes way for none that is due later, and nobody asks where there is nothing.
    let management = host.widgets.management("desk");
    let again = management
        .users()
        .reset_second_factors(&maren.account, ResetTime::AfterDelay);
    assert!(matches!(again.await, Err(ManagementError::ResetUnderway)));
    let jo = host.person("Jo").await;
    let none = management
        .users()
        .reset_second_factors(&jo.account, ResetTime::AfterDelay);
    assert!(matches!(none.await, Err(ManagementError::NoSecondFactor)));
    host.clock.advance(DAY - Duration::from_secs(1));
    sweep(&host).await;
    asked(&host, &maren).await;
    let mut waiting = asked(&host, &maren).await;
    host.clock.advance(Duration::from_secs(1));
    sweep(&host).await;
    assert!(!host.is_in(&mut desk).await);
    let mail = host.newest_mail(&maren.email).await;
    assert!(mail.subject.contains("was removed"), "{}", mail.subject);
    // What waited for a factor is over, and the password alone signs in.
    must_lead(waiting.get(SECOND).await, "/account/sign-in");
    let mut browser = host.signed_in(&maren).await;
    assert!(host.is_in(&mut browser).await);
    let data = browser.get_json("/account/security").await.json();
    assert_eq!(data["authenticators"]["items"], Value::Null);
    assert_eq!(happened(&host, "second_factors.reset_begun").await, 1);
    assert_eq!(happened(&host, "second_factors.reset").await, 1);
    sweep(&host).await;
    assert_eq!(happened(&host, "second_factors.reset").await, 1);
}

async fn attack_061_the_mailed_link_calls_it_off_once_posted(WithApp(host, maren, ..): WithApp) {
    begin(&host, &maren, ResetTime::AfterDelay).await;
    let path = mailed_path(&host, &maren).await;
    // In any browser; looking changes nothing.
    let mut browser = host.browser();
    let page = browser.get(&path).await;
    page.assert_says("factor-reset-title");
    assert!(browser.get_json(&path).await.json()["due_at"].is_string());
    let mut other = host.browser();
    let made_up = format!("{OWN}/{}", "A".repeat(43));
    other
        .get(&made_up)
        .await
        .assert_says("factor-reset-none-title");
    let done = browser.submit(&page, &path, &[]).await;
    must_lead(done, &path);
    browser
        .get(&path)
        .await
        .assert_says("factor-reset-none-title");
    // A second click is no error.
    must_lead(browser.submit(&page, &path, &[]).await, &path);
    host.clock.advance(DAY);
    sweep(&host).await;
    asked(&host, &maren).await;
    assert_eq!(happened(&host, "second_factors.reset_called_off").await, 1);
}

async fn attack_061_the_person_calls_it_off_on_the_security_page(
    WithApp(host, maren, mut desk, _): WithApp,
) {
    must_answer(404, desk.get_json(OWN).await);
    begin(&host, &maren, ResetTime::AfterDelay).await;
    // Nobody else sees or ends it.
    let mallory = host.person("Mallory").await;
    let mut attacker = host.signed_in(&mallory).await;
    must_answer(404, attacker.post_json(OWN, &json!({})).await);
    let question = desk.get(OWN).await;
    question.assert_says("factor-reset-title");
    let done = desk.submit(&question, OWN, &[]).await;
    must_tell(
        done,
        "/account/security",
        "security.factor_reset_called_off",
    );
    must_answer(404, desk.post_json(OWN, &json!({})).await);
    host.clock.advance(DAY);
    sweep(&host).await;
    asked(&host, &maren).await;
}

async fn attack_061_a_reset_at_once_is_told_too(WithApp(host, maren, mut desk, _): WithApp) {
    begin(&host, &maren, ResetTime::AfterDelay).await;
    begin(&host, &maren, ResetTime::AtOnce).await;
    assert!(!host.is_in(&mut desk).await);
    let mail = host.newest_mail(&maren.email).await;
    assert!(mail.subject.contains("was removed"), "{}", mail.subject);
    let mut browser = host.signed_in(&maren).await;
    assert!(host.is_in(&mut browser).await);
    let management = host.widgets.management("desk");
    let off = management
        .users()
        .call_off_factor_reset(&maren.account)
        .await;
    assert!(matches!(off, Err(ManagementError::Missing)));
}
