//! A new password in place of a forgotten one.

use widgets_tests::prelude::*;

over_every_combination! {
    a_reset_ends_every_session,
    a_refused_password_spends_no_try,
    attack_041_older_resets_are_void,
    attack_042_a_reset_does_not_sign_in,
}

async fn a_reset_ends_every_session(SignedIn(host, maren, mut elsewhere): SignedIn) {
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    let reply = enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await;
    must_say(browser.follow(reply).await, "reset-done");
    assert!(!host.is_in(&mut elsewhere).await);
    assert!(!host.opens(&maren.email, PASSWORD).await);
    must_accept(host.sign_in(&mut browser, &maren.email, NEW_PASSWORD).await);
    let notice = host.newest_mail(&maren.email).await;
    assert!(notice.subject.contains("password"), "{}", notice.subject);
    // By the link too, in the browser that asked.
    let mut again = host.browser();
    let (_, mailed) = host.code_to_reset(&mut again, &maren.email).await;
    let fields = [("new_password", "three spoons in the drawer")];
    assert_eq!(again.fill(&mailed.link, &fields).await.status, 303);
    assert!(!host.is_in(&mut browser).await);
}

async fn a_refused_password_spends_no_try(SignedOut(host, maren, mut browser): SignedOut) {
    let (page, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    for weak in ["", "too short", "maren@nordlicht.example"] {
        for _ in 0..3 {
            let reply = enter_reset(&mut browser, &page, &mailed.code, weak).await;
            assert_eq!(reply.status, 422, "{weak:?}");
            assert!(!reply.body.contains(&format!("value=\"{weak}\"")) || weak.contains('@'));
        }
    }
    let reply = enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await;
    reply.assert_status(303);
}

async fn attack_041_older_resets_are_void(SignedOut(host, maren, mut browser): SignedOut) {
    // Of one browser; what others begin for the same address ends none.
    let (first, old) = host.code_to_reset(&mut browser, &maren.email).await;
    let second = host.ask_to_reset(&mut browser, &maren.email).await;
    let (signing_in, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let reply = enter_reset(&mut browser, &first, &old.code, NEW_PASSWORD).await;
    assert_eq!(reply.status, 422, "a newer one was sent");
    assert!(browser.get(&old.link).await.says("codes-over-title"));
    assert_eq!(browser.get(&second.path).await.count("input[name=code]"), 1);
    // Disabling voids what was sent, and enabling again revives nothing.
    host.disable_and_enable(&maren).await;
    must_refuse(enter(&mut browser, &signing_in, &mailed.code).await);
    let page = browser.get(&second.path).await;
    let mailed = host.mailed_code(&maren.email).await;
    must_refuse(enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await);
}

async fn attack_042_a_reset_does_not_sign_in(SignedOut(host, maren, mut browser): SignedOut) {
    let (page, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    let reply = enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await;
    reply.assert_told(PROOF, "reset.done");
    assert!(!host.is_in(&mut browser).await);
    assert!(!browser.has_session());
}
