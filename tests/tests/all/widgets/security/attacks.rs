//! Attacks on changing and setting passwords, each by its number.

use super::{CHANGE, NEW_PASSWORD, SET, bare, change, hashes, opens, signed_in_by_code};
use widgets_tests::prelude::*;

over_every_combination! {
    attack_035_a_change_needs_the_current_password,
    attack_035_guesses_at_the_current_password_are_limited,
    attack_035_nobody_sets_a_first_password_twice,
    attack_035_of_many_changes_one_takes_place,
    attack_035_of_many_first_passwords_one_is_set,
}

async fn attack_035_a_change_needs_the_current_password(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    let before = hashes(&host);
    let wrong = change(&mut browser, "not the password", NEW_PASSWORD, true).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(hashes(&host) - before, 1, "as much as a right one costs");
    let text = wrong.text();
    assert!(
        text.contains("This is not the password you have now."),
        "{text}"
    );
    wrong.assert_count("#current_password[autofocus][aria-invalid=true]", 1);
    // Left out, under another name, or claimed to be proved: it is not there.
    let bodies = [
        json!({ "new_password": NEW_PASSWORD }),
        json!({ "password": PASSWORD, "new_password": NEW_PASSWORD }),
        json!({ "new_password": NEW_PASSWORD, "verified": true, "current_password": null }),
    ];
    for body in bodies {
        let refused = browser.post_json(CHANGE, &body).await;
        refused.assert_status(422);
        assert_eq!(refused.json()["errors"][0]["field"], "current_password");
    }
    // Somebody else's password is not the one either.
    let jonas = host.person("Jonas").await;
    let mut other = host.signed_in(&jonas).await;
    let done = change(&mut other, PASSWORD, NEW_PASSWORD, true).await;
    assert_eq!(done.status, 303);
    let theirs = change(
        &mut browser,
        NEW_PASSWORD,
        "three spoons in the drawer",
        true,
    )
    .await;
    assert_eq!(theirs.status, 422);
    assert!(opens(&host, &maren, PASSWORD).await);
    assert!(host.mails_to(&maren.email).await.is_empty());
}

async fn attack_035_guesses_at_the_current_password_are_limited(OnePerson(host, maren): OnePerson) {
    let browser = host.signed_in(&maren).await;
    let form = browser.clone().get(CHANGE).await;
    let before = hashes(&host);
    let guesses = (0..25).map(|number| {
        let (mut browser, form) = (browser.clone(), form.clone());
        async move {
            let guess = format!("guess {number}");
            let fields = [
                ("current_password", guess.as_str()),
                ("new_password", NEW_PASSWORD),
            ];
            let reply = browser.submit(&form, "/security/password", &fields);
            reply.await.status.as_u16()
        }
    });
    let guesses = at_once(guesses).await;
    let compared = guesses.iter().filter(|status| **status == 422).count();
    assert_eq!(compared, 10, "{guesses:?}");
    assert!(
        guesses
            .iter()
            .all(|status| *status == 422 || *status == 429)
    );
    assert_eq!(hashes(&host) - before, 10);
    // They count where somebody signs in with this browser, too; the right one after a wait begins
    // anew.
    let mut own = browser.clone();
    assert_eq!(
        own.fill("/account/sign-in?prompt=login", &maren.typed())
            .await
            .status,
        429
    );
    host.clock.advance(Duration::from_secs(61));
    let done = change(&mut own, PASSWORD, NEW_PASSWORD, true).await;
    done.assert_status(303);
    for _ in 0..9 {
        let wrong = change(&mut own, "wrong", PASSWORD, true).await;
        assert_eq!(wrong.status, 422);
    }
}

async fn attack_035_nobody_sets_a_first_password_twice(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    // The form is not shown, so the token comes from another.
    let shown = browser.get(SET).await;
    assert_eq!(shown.count("input[type=password]"), 0);
    assert!(shown.links_to(CHANGE));
    let form = browser.get(CHANGE).await;
    let (_, hidden) = form.form("/security/password");
    let mut fields: Vec<_> = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push(("new_password", NEW_PASSWORD));
    let refused = browser.post(SET, &fields).await;
    refused.assert_status(422);
    let text = refused.text();
    assert!(text.contains("has a password already"), "{text}");
    let body = json!({ "new_password": NEW_PASSWORD, "has_password": false });
    let refused = browser.post_json(SET, &body).await;
    assert_eq!(refused.status, 422);
    let told = refused.json()["errors"][0]["message"].clone();
    assert!(told.as_str().unwrap().contains("has a password already"));
    assert!(opens(&host, &maren, PASSWORD).await);
    assert!(!opens(&host, &maren, NEW_PASSWORD).await);
    assert!(host.mails_to(&maren.email).await.is_empty());
    // Nor is there anything to change where there is none, for the same work.
    let aiko = bare(&host, "aiko").await;
    let mut browser = signed_in_by_code(&host, &aiko).await;
    let before = hashes(&host);
    let body = json!({ "current_password": "anything", "new_password": NEW_PASSWORD });
    let refused = browser.post_json(CHANGE, &body).await;
    assert_eq!(refused.status, 422);
    let told = refused.json()["errors"][0]["message"].clone();
    assert!(told.as_str().unwrap().contains("has no password yet"));
    assert_eq!(hashes(&host) - before, 1);
    assert!(!opens(&host, &aiko, NEW_PASSWORD).await);
}

async fn attack_035_of_many_changes_one_takes_place(OnePerson(host, maren): OnePerson) {
    // As many browsers, so that their own limits hold none of them back.
    let mut browsers = Vec::new();
    for _ in 0..10 {
        browsers.push(host.signed_in(&maren).await);
    }
    let form = browsers[0].get(CHANGE).await;
    assert_eq!(form.status, 200);
    let attempts = (0..50).map(|number| {
        let mut browser = browsers[number % 10].clone();
        async move {
            let new = format!("{NEW_PASSWORD} {number}");
            let body = json!({
                "current_password": PASSWORD, "new_password": new, "end_others": false,
            });
            let reply = browser.post_json(CHANGE, &body).await;
            let status = reply.status.as_u16();
            // The session has another token from the first one on.
            assert!([200, 401, 403, 422].contains(&status), "{}", reply.body);
            (status == 200).then_some(new)
        }
    });
    let done: Vec<String> = at_once(attempts).await.into_iter().flatten().collect();
    assert_eq!(done.len(), 1, "{done:?}");
    assert!(opens(&host, &maren, &done[0]).await);
    assert!(!opens(&host, &maren, PASSWORD).await);
    assert_eq!(host.mails_to(&maren.email).await.len(), 1);
}

async fn attack_035_of_many_first_passwords_one_is_set(host: TestHost) {
    let aiko = bare(&host, "aiko").await;
    let browser = signed_in_by_code(&host, &aiko).await;
    let before = host.mails_to(&aiko.email).await.len();
    let attempts = (0..20).map(|number| {
        let mut browser = browser.clone();
        async move {
            let new = format!("{NEW_PASSWORD} {number}");
            let body = json!({ "new_password": new });
            let reply = browser.post_json(SET, &body).await;
            let status = reply.status.as_u16();
            // The session has another token from the first one on.
            assert!([200, 401, 403, 422].contains(&status), "{}", reply.body);
            (status == 200).then_some(new)
        }
    });
    let done: Vec<String> = at_once(attempts).await.into_iter().flatten().collect();
    assert_eq!(done.len(), 1, "{done:?}");
    assert!(opens(&host, &aiko, &done[0]).await);
    assert_eq!(host.mails_to(&aiko.email).await.len(), before + 1);
}
