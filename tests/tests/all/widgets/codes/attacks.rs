//! What codes and links tell and give to somebody whose mailbox it is not.

use widgets_core::admin::{Secret, UserToCreate};
use widgets_tests::prelude::*;

use super::NEW_PASSWORD;

over_every_combination! {
    attack_017_every_address_gets_the_same_page_for_the_same_work,
    attack_017_a_second_reset_tells_nothing_about_the_first,
    attack_023_a_proved_mailbox_throws_a_planted_password_out,
    attack_027_a_code_belongs_to_its_browser_and_purpose,
    attack_039_codes_are_counted_and_run_out,
    attack_039_a_link_lasts_no_longer_than_its_code,
    attack_040_of_many_redemptions_one_succeeds,
    attack_044_opening_a_link_spends_nothing,
}

/// An account for each way of being somebody.
pub async fn strangers(host: &TestHost) {
    host.person("known").await;
    let disabled = host.person("disabled").await;
    host.users().disable(&disabled.account).await.unwrap();
    for (name, verified, secret) in [
        ("unverified", false, Secret::password(PASSWORD)),
        ("passwordless", true, Secret::None),
    ] {
        let user = UserToCreate {
            email: format!("{name}@nordlicht.example"),
            verified,
            display_name: String::new(),
            secret,
        };
        host.users().create(user).await.unwrap();
    }
}

async fn attack_017_every_address_gets_the_same_page_for_the_same_work(host: TestHost) {
    strangers(&host).await;
    let mut answers = Vec::new();
    for name in ["known", "unknown", "disabled", "unverified", "passwordless"] {
        let email = format!("{name}@nordlicht.example");
        for asking in ["/sign-in", "/reset"] {
            let mut browser = host.browser();
            let page = browser.get(&host.path(asking)).await;
            let before = host.work();
            let fields = [("email", email.as_str()), ("way", "email")];
            let asked = browser.submit(&page, asking, &fields).await;
            let shown = browser.follow(asked).await;
            let wrong = [("code", "00000000"), ("new_password", NEW_PASSWORD)];
            let wrong = browser.submit(&shown, &code_form(&shown), &wrong).await;
            host.clock.advance(Duration::from_secs(31));
            let resend = format!("{}/resend", code_form(&shown));
            let again = browser.submit(&shown, &resend, &[]).await;
            let again = browser.follow(again).await;
            let after = host.work();
            let text = |reply: &Reply| {
                let id = code_form(&shown);
                let text = reply.text().replace(&email, "ADDRESS");
                (reply.status, text.replace(&id, "CODE"), reply.headers.len())
            };
            let done = after - before;
            answers.push((asking, text(&shown), text(&wrong), text(&again), done));
        }
    }
    let (sign_in, reset): (Vec<_>, Vec<_>) = answers
        .into_iter()
        .partition(|answer| answer.0 == "/sign-in");
    for same in [sign_in, reset] {
        assert!(same.windows(2).all(|pair| pair[0] == pair[1]), "{same:#?}");
    }
    // The outbox has a row for each, and mails go to those who have an account they may use.
    host.deliver().await;
    let mut to: Vec<_> = host
        .mailbox
        .mails()
        .into_iter()
        .map(|mail| mail.to.to_string())
        .collect();
    to.sort_unstable();
    to.dedup();
    let expected = ["known", "passwordless", "unverified"];
    assert_eq!(to, expected.map(|name| format!("{name}@nordlicht.example")));
}

async fn attack_017_a_second_reset_tells_nothing_about_the_first(host: TestHost) {
    strangers(&host).await;
    for name in ["known", "unknown", "disabled", "unverified", "passwordless"] {
        let email = format!("{name}@nordlicht.example");
        let (mut first, mut second) = (host.browser(), host.browser());
        let begun = host.ask_to_reset(&mut first, &email).await;
        let others = host
            .ask_to_reset(&mut first, "other@nordlicht.example")
            .await;
        host.ask_to_reset(&mut second, &email).await;
        let ended = first.get(&begun.path).await;
        assert!(ended.says("codes-over-title"), "{name}");
        let stays = first.get(&others.path).await;
        assert_eq!(stays.count("input[name=code]"), 1, "{name}");
        host.clock.advance(HOUR);
    }
}

async fn attack_023_a_proved_mailbox_throws_a_planted_password_out(host: TestHost) {
    let user = UserToCreate {
        email: "victim@nordlicht.example".to_owned(),
        verified: false,
        display_name: String::new(),
        secret: Secret::password(PASSWORD),
    };
    let account = host.users().create(user).await.unwrap();
    // Whoever planted it got a session by a link of the back end.
    let hour = HOUR;
    let link = host.users().sign_in_link(&account, hour).await.unwrap();
    let mut attacker = host.browser();
    let path = link.reveal().split_once("/account").unwrap().1.to_owned();
    let page = attacker.get(&host.path(&path)).await;
    attacker.submit(&page, &path, &[]).await;
    assert!(host.is_in(&mut attacker).await);

    let mut owner = host.browser();
    let page = host
        .ask_to_sign_in(&mut owner, "victim@nordlicht.example")
        .await;
    let mailed = host.mailed_code("victim@nordlicht.example").await;
    enter(&mut owner, &page, &mailed.code).await;
    assert!(host.is_in(&mut owner).await);
    // The planted session has ended.
    assert!(!host.is_in(&mut attacker).await);
    let planted = host
        .sign_in(&mut attacker, "victim@nordlicht.example", PASSWORD)
        .await;
    assert_eq!(planted.status, 422, "the planted password is gone");
}

async fn attack_027_a_code_belongs_to_its_browser_and_purpose(OnePerson(host, maren): OnePerson) {
    let (mut browser, mut thief) = (host.browser(), host.browser());
    let signing_in = host.ask_to_sign_in(&mut browser, &maren.email).await;
    let code = host.mailed_code(&maren.email).await.code;
    let resetting = host.ask_to_reset(&mut browser, &maren.email).await;
    // The code of one challenge opens no other.
    let fields = [("code", code.as_str()), ("new_password", NEW_PASSWORD)];
    let reply = browser
        .submit(&resetting, &code_form(&resetting), &fields)
        .await;
    assert_eq!(reply.status, 422);
    // Nor does it work in another browser, which has a token of its own for that path.
    let own = thief.get("/account/sign-in").await;
    let (_, hidden) = own.form("/sign-in");
    let token = &hidden
        .iter()
        .find(|(name, _)| name == "csrf_token")
        .unwrap()
        .1;
    let fields = [("csrf_token", token.as_str()), ("code", code.as_str())];
    let reply = thief.post(&signing_in.path, &fields).await;
    assert_eq!(reply.status, 422);
    assert!(!host.is_in(&mut thief).await);
    // Fields that claim a step is done do nothing.
    let fields = [
        ("done", "true"),
        ("verified", "true"),
        ("purpose", "sign_in"),
    ];
    let reply = browser
        .submit(&signing_in, &code_form(&signing_in), &fields)
        .await;
    assert_eq!(reply.status, 422);
    enter(&mut browser, &signing_in, &code).await;
    assert!(host.is_in(&mut browser).await, "the owner still gets in");
}

async fn attack_039_codes_are_counted_and_run_out(SignedOut(host, maren, mut browser): SignedOut) {
    let page = host.ask_to_sign_in(&mut browser, &maren.email).await;
    let code = host.mailed_code(&maren.email).await.code;
    let wrong = if code.starts_with('1') {
        "2345 6789"
    } else {
        "1345 6789"
    };
    for left in [4, 3, 2] {
        let reply = enter(&mut browser, &page, wrong).await;
        reply.assert_shows(&format!("{left} more times"));
    }
    let shown = enter(&mut browser, &page, wrong).await;
    shown.assert_shows("try once more");
    enter(&mut browser, &page, wrong).await;
    let right = enter(&mut browser, &page, &code).await;
    assert_eq!(right.status, 422, "the right code comes too late");
    right.assert_says("codes-code-over");

    let page = host.ask_to_sign_in(&mut browser, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    host.clock.advance(Duration::from_secs(601));
    let expired = enter(&mut browser, &page, &mailed.code).await;
    assert_eq!(expired.status, 422);
    let elsewhere = host.browser().get(&mailed.link).await;
    assert!(
        !elsewhere.text().contains(&mailed.code),
        "{}",
        elsewhere.text()
    );
    host.clock.advance(HOUR);
    assert!(browser.get(&mailed.link).await.says("codes-over-title"));
    assert!(!host.is_in(&mut browser).await);
}

async fn attack_039_a_link_lasts_no_longer_than_its_code(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    let page = host.ask_to_sign_in(&mut browser, &maren.email).await;
    let old = host.mailed_code(&maren.email).await.link;
    let opened = browser.get(&old).await;
    host.clock.advance(10 * MINUTE);
    assert_eq!(browser.submit(&opened, &old, &[]).await.status, 422);
    assert!(!host.is_in(&mut browser).await);
    let over = browser.get(&old).await;
    over.assert_says("codes-over-title");
    // Whoever did not ask can say so all the same, and whoever did gets a new one.
    let decline = host.browser().get(&format!("{old}/decline")).await;
    assert_eq!(decline.count("form[action$='/decline']"), 1);
    browser.submit(&page, "/resend", &[]).await;
    let new = host.mailed_code(&maren.email).await.link;
    let page = browser.get(&new).await;
    browser.submit(&page, &new, &[]).await;
    assert!(host.is_in(&mut browser).await);
}

async fn attack_040_of_many_redemptions_one_succeeds(
    SignedOut(host, maren, mut browser): SignedOut,
) {
    let page = host.ask_to_reset(&mut browser, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    let link = browser.get(&mailed.link).await;
    let attempts = (0..50).map(|number| {
        let (mut browser, page, link) = (browser.clone(), page.clone(), link.clone());
        let (path, code) = (mailed.link.clone(), mailed.code.clone());
        async move {
            let password = format!("{NEW_PASSWORD} {number}");
            let fields = [("code", code.as_str()), ("new_password", password.as_str())];
            let reply = if number % 2 == 0 {
                browser.submit(&page, &code_form(&page), &fields).await
            } else {
                browser.submit(&link, &path, &fields[1..]).await
            };
            (reply.status == 303).then_some(password)
        }
    });
    let done = at_once(attempts).await;
    let done: Vec<String> = done.into_iter().flatten().collect();
    assert_eq!(done.len(), 1, "{done:?}");
    let reply = host
        .sign_in(&mut host.browser(), &maren.email, &done[0])
        .await;
    assert_eq!(reply.status, 303);
}

async fn attack_044_opening_a_link_spends_nothing(SignedOut(host, maren, mut browser): SignedOut) {
    let page = host.ask_to_sign_in(&mut browser, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    for path in [&mailed.link, &mailed.decline] {
        for _ in 0..3 {
            let scanned = host.browser().get(path).await;
            assert_eq!(scanned.status, 200);
            assert_eq!(scanned.header("referrer-policy"), "same-origin");
            assert_eq!(scanned.header("cache-control"), "no-store");
            let own = scanned
                .targets()
                .iter()
                .all(|target| target.starts_with('/'));
            assert!(own, "{:?}", scanned.targets());
        }
    }
    enter(&mut browser, &page, &mailed.code).await;
    assert!(host.is_in(&mut browser).await);
}
