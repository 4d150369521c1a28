//! A new password in place of a forgotten one.

use super::codes::NEW_PASSWORD;
use widgets_tests::prelude::*;

over_every_combination! {
    a_reset_sets_the_password_and_ends_every_session,
    a_refused_password_spends_no_try,
    attack_041_a_newer_reset_and_a_disabled_account_void_what_was_sent,
    attack_042_a_reset_signs_nobody_in,
}

async fn a_reset_sets_the_password_and_ends_every_session(OnePerson(host, maren): OnePerson) {
    let mut elsewhere = host.signed_in(&maren).await;
    let mut browser = host.browser();
    let page = host.ask_to_reset(&mut browser, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    let fields = [
        ("code", mailed.code.as_str()),
        ("new_password", NEW_PASSWORD),
    ];
    let reply = browser.submit(&page, &code_form(&page), &fields).await;
    let done = browser.follow(reply).await;
    done.assert_says("reset-done");
    assert!(!host.is_in(&mut elsewhere).await);
    let old = host
        .sign_in(&mut host.browser(), &maren.email, PASSWORD)
        .await;
    assert_eq!(old.status, 422);
    let new = host.sign_in(&mut browser, &maren.email, NEW_PASSWORD).await;
    assert_eq!(new.status, 303);
    let mails = host.mails_to(&maren.email).await;
    let notice = mails.last().unwrap();
    assert!(notice.subject.contains("password"), "{}", notice.subject);
    // By the link too, in the browser that asked.
    let mut again = host.browser();
    host.ask_to_reset(&mut again, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    let page = again.get(&mailed.link).await;
    let fields = [("new_password", "three spoons in the drawer")];
    assert_eq!(again.submit(&page, &mailed.link, &fields).await.status, 303);
    assert!(!host.is_in(&mut browser).await);
}

async fn a_refused_password_spends_no_try(SignedOut(host, maren, mut browser): SignedOut) {
    let page = host.ask_to_reset(&mut browser, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    for weak in ["", "too short", "maren@nordlicht.example"] {
        for _ in 0..3 {
            let fields = [("code", mailed.code.as_str()), ("new_password", weak)];
            let reply = browser.submit(&page, &code_form(&page), &fields).await;
            assert_eq!(reply.status, 422, "{weak:?}");
            assert!(!reply.body.contains(&format!("value=\"{weak}\"")) || weak.contains('@'));
        }
    }
    let fields = [
        ("code", mailed.code.as_str()),
        ("new_password", NEW_PASSWORD),
    ];
    let answer = browser.submit(&page, &code_form(&page), &fields).await;
    answer.assert_status(303);
}

async fn attack_041_a_newer_reset_and_a_disabled_account_void_what_was_sent(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    let first = host.ask_to_reset(&mut browser, &maren.email).await;
    let old = host.mailed_code(&maren.email).await;
    let second = host.ask_to_reset(&mut browser, &maren.email).await;
    let signing_in = host.ask_to_sign_in(&mut browser, &maren.email).await;
    let code = host.mailed_code(&maren.email).await;
    let reset = |code: &MailedCode| {
        [
            ("code".to_owned(), code.code.clone()),
            ("new_password".to_owned(), NEW_PASSWORD.to_owned()),
        ]
    };
    let fields = reset(&old);
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let reply = browser.submit(&first, &code_form(&first), &fields).await;
    assert_eq!(reply.status, 422, "a newer one was sent");
    assert!(browser.get(&old.link).await.says("codes-over-title"));
    assert_eq!(browser.get(&second.path).await.count("input[name=code]"), 1);
    // Disabling voids what was sent, and enabling again revives nothing.
    host.users().disable(&maren.account).await.unwrap();
    host.users().enable(&maren.account).await.unwrap();
    let reply = enter(&mut browser, &signing_in, &code.code).await;
    assert_eq!(reply.status, 422);
    let gone = browser.get(&second.path).await;
    gone.assert_says("codes-over-title");
}

async fn attack_042_a_reset_signs_nobody_in(SignedOut(host, maren, mut browser): SignedOut) {
    let page = host.ask_to_reset(&mut browser, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    let fields = [
        ("code", mailed.code.as_str()),
        ("new_password", NEW_PASSWORD),
    ];
    let reply = browser.submit(&page, &code_form(&page), &fields).await;
    reply.assert_location("/account/sign-in?notice=reset.done");
    assert!(!host.is_in(&mut browser).await);
    assert!(!browser.has_session());
}
