//! Attacks on changing and setting passwords, each by its number.

use super::{CHANGE, SET, change};
use widgets_tests::prelude::*;

over_every_combination! {
    attack_035_the_current_password_is_needed,
    attack_035_guesses_are_limited,
    attack_035_a_first_password_is_set_once,
    attack_035_of_many_changes_one_takes_place,
    attack_035_of_many_first_passwords_one_is_set,
}

async fn attack_035_the_current_password_is_needed(SignedIn(host, maren, mut browser): SignedIn) {
    let before = host.hashes();
    let wrong = change(&mut browser, "not the password", NEW_PASSWORD, true).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(host.hashes() - before, 1, "as much as a right one costs");
    wrong.assert_says("security-current-wrong");
    wrong.assert_count("#current_password[autofocus][aria-invalid=true]", 1);
    // Left out, under another name, or claimed to be proved: it is not there.
    for body in [
        json!({ "new_password": NEW_PASSWORD }),
        json!({ "password": PASSWORD, "new_password": NEW_PASSWORD }),
        json!({ "new_password": NEW_PASSWORD, "verified": true, "current_password": null }),
    ] {
        let refused = browser.post_json(CHANGE, &body).await;
        refused.assert_error_at("current_password");
    }
    // The password of another account does not count either.
    let jonas = host.person("Jonas").await;
    let mut other = host.signed_in(&jonas).await;
    must_accept(change(&mut other, PASSWORD, NEW_PASSWORD, true).await);
    let spoons = "three spoons in the drawer";
    must_refuse(change(&mut browser, NEW_PASSWORD, spoons, true).await);
    assert!(host.opens(&maren.email, PASSWORD).await);
    assert!(host.mails_to(&maren.email).await.is_empty());
}

async fn attack_035_guesses_are_limited(SignedIn(host, maren, mut browser): SignedIn) {
    let form = browser.clone().get(CHANGE).await;
    let before = host.hashes();
    let guesses = (0..25).map(async |number| {
        let fields = [
            ("current_password", &*format!("guess {number}")),
            ("new_password", NEW_PASSWORD),
        ];
        let sent = browser
            .clone()
            .submit(&form, "/security/password", &fields)
            .await;
        sent.status.as_u16()
    });
    let guesses = at_once(guesses).await;
    let count = |status| guesses.iter().filter(|own| **own == status).count();
    assert_eq!((count(422), count(429)), (10, 15), "{guesses:?}");
    assert_eq!(host.hashes() - before, 10);
    // They count where somebody signs in with this browser, too; the right one after a wait begins
    // anew.
    let path = "/account/sign-in?prompt=login";
    must_answer(429, browser.fill(path, &maren.typed()).await);
    host.clock.advance(Duration::from_secs(61));
    must_accept(change(&mut browser, PASSWORD, NEW_PASSWORD, true).await);
    for _ in 0..9 {
        must_refuse(change(&mut browser, "wrong", PASSWORD, true).await);
    }
}

async fn attack_035_a_first_password_is_set_once(SignedIn(host, maren, mut browser): SignedIn) {
    // The form is not shown, so the token comes from elsewhere.
    let shown = browser.get(SET).await;
    assert_eq!(shown.count("input[type=password]"), 0);
    assert!(shown.links_to(CHANGE));
    let fields = [("new_password", NEW_PASSWORD)];
    must_refuse(browser.post_with_token(SET, &fields).await).assert_says("security-has-password");
    let body = json!({ "new_password": NEW_PASSWORD, "has_password": false });
    must_refuse(browser.post_json(SET, &body).await).assert_says("security-has-password");
    assert!(host.opens(&maren.email, PASSWORD).await);
    assert!(!host.opens(&maren.email, NEW_PASSWORD).await);
    assert!(host.mails_to(&maren.email).await.is_empty());
    // Nor is there anything to change where there is none, for the same work.
    let aiko = host.bare("aiko").await;
    let mut browser = host.signed_in_by_code(&aiko.email).await;
    let before = host.hashes();
    let body = json!({ "current_password": "anything", "new_password": NEW_PASSWORD });
    must_refuse(browser.post_json(CHANGE, &body).await).assert_says("security-has-none");
    assert_eq!(host.hashes() - before, 1);
    assert!(!host.opens(&aiko.email, NEW_PASSWORD).await);
}

async fn attack_035_of_many_changes_one_takes_place(OnePerson(host, maren): OnePerson) {
    // As many browsers, so that their own limits hold none of them back.
    let mut browsers = Vec::new();
    for _ in 0..10 {
        browsers.push(host.signed_in(&maren).await);
    }
    // As many as the limit of an account lets through at once.
    let attempts = (0..30).map(|number| {
        let new = format!("{NEW_PASSWORD} {number}");
        let body = json!({
            "current_password": PASSWORD, "new_password": new, "end_others": false,
        });
        try_to_set(browsers[number % 10].clone(), CHANGE, new, body)
    });
    let done: Vec<String> = at_once(attempts).await.into_iter().flatten().collect();
    assert_eq!(done.len(), 1, "{done:?}");
    assert!(host.opens(&maren.email, &done[0]).await);
    assert!(!host.opens(&maren.email, PASSWORD).await);
    assert_eq!(host.mails_to(&maren.email).await.len(), 1);
}

async fn attack_035_of_many_first_passwords_one_is_set(host: TestHost) {
    let aiko = host.bare("aiko").await;
    let browser = host.signed_in_by_code(&aiko.email).await;
    let before = host.mails_to(&aiko.email).await.len();
    let attempts = (0..20).map(|number| {
        let new = format!("{NEW_PASSWORD} {number}");
        let body = json!({ "new_password": new });
        try_to_set(browser.clone(), SET, new, body)
    });
    let done: Vec<String> = at_once(attempts).await.into_iter().flatten().collect();
    assert_eq!(done.len(), 1, "{done:?}");
    assert!(host.opens(&aiko.email, &done[0]).await);
    assert_eq!(host.mails_to(&aiko.email).await.len(), before + 1);
}

/// Sends a new password, and gives it back if it was set.
async fn try_to_set(
    mut browser: Browser,
    path: &'static str,
    new: String,
    body: Value,
) -> Option<String> {
    let reply = browser.post_json(path, &body).await;
    let status = reply.status.as_u16();
    // The session has another token from the first success on.
    assert!([200, 401, 403, 422].contains(&status), "{}", reply.body);
    (status == 200).then_some(new)
}
