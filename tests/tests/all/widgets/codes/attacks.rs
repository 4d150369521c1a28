//! What codes and links tell and give to somebody whose mailbox it is not.

use widgets_tests::prelude::*;

over_every_combination! {
    attack_017_every_address_gets_the_same_page_for_the_same_work,
    attack_017_a_second_reset_tells_nothing_about_the_first,
    attack_023_a_proved_mailbox_throws_a_planted_password_out,
    attack_027_codes_work_in_one_browser,
    attack_039_codes_are_counted_and_run_out,
    attack_039_links_expire_with_their_code,
    attack_040_one_of_many_resets_succeeds,
    attack_044_opening_a_link_spends_nothing,
}

async fn attack_017_every_address_gets_the_same_page_for_the_same_work(host: TestHost) {
    host.accounts_in_every_state().await;
    for asking in ["/sign-in", "/reset"] {
        let mut answers = Vec::new();
        for email in STATES.map(address) {
            let mut browser = host.browser();
            let page = browser.get(&host.path(asking)).await;
            let before = host.work();
            let fields = [("email", email.as_str()), ("way", "email")];
            let shown = browser.through(&page, asking, &fields).await;
            let wrong = enter_reset(&mut browser, &shown, "00000000", NEW_PASSWORD).await;
            host.clock.advance(Duration::from_secs(31));
            let again = browser.through(&shown, "/resend", &[]).await;
            let id = code_form(&shown);
            let outward = |reply: &Reply| reply.outward(&[&email, &id]);
            answers.push(([&shown, &wrong, &again].map(outward), host.work() - before));
        }
        let same = answers.windows(2).all(|pair| pair[0] == pair[1]);
        assert!(same, "{answers:#?}");
    }
    // The outbox has a row for each address, and a mail is sent where an account may be used.
    host.deliver().await;
    let mails = host.mailbox.mails().into_iter();
    let to: BTreeSet<_> = mails.map(|mail| mail.to.to_string()).collect();
    let expected = ["known", "passwordless", "unverified"].map(address);
    assert_eq!(to, BTreeSet::from(expected));
}

async fn attack_017_a_second_reset_tells_nothing_about_the_first(host: TestHost) {
    host.accounts_in_every_state().await;
    for email in STATES.map(address) {
        let (mut first, mut second) = (host.browser(), host.browser());
        let begun = host.ask_to_reset(&mut first, &email).await;
        let others = host.ask_to_reset(&mut first, &address("other")).await;
        host.ask_to_reset(&mut second, &email).await;
        for page in [&begun, &others] {
            let stays = first.get(&page.path).await;
            assert_eq!(stays.count("input[name=code]"), 1, "{email}");
        }
        host.clock.advance(HOUR);
    }
}

async fn attack_023_a_proved_mailbox_throws_a_planted_password_out(host: TestHost) {
    let planted = user("victim", Secret::password(PASSWORD)).verified(false);
    let victim = host.create(planted).await;
    // The attacker, who planted the password, got a session by a link of the back end.
    let mut attacker = host.browser();
    let link = host.sign_in_link(&victim, HOUR).await;
    follow_link(&mut attacker, &link).await;
    assert!(host.is_in(&mut attacker).await);

    let mut owner = host.signed_in_by_code(&victim.email).await;
    assert!(host.is_in(&mut owner).await);
    assert!(!host.is_in(&mut attacker).await, "that session has ended");
    assert!(!host.opens(&victim.email, PASSWORD).await);
}

async fn attack_027_codes_work_in_one_browser(SignedOut(host, maren, mut browser): SignedOut) {
    let (signing_in, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let code = mailed.code.as_str();
    let resetting = host.ask_to_reset(&mut browser, &maren.email).await;
    // The code of one challenge opens no other.
    let reply = enter_reset(&mut browser, &resetting, code, NEW_PASSWORD).await;
    assert_eq!(reply.status, 422);
    // Nor does it work in another browser, which has a token of its own for that path.
    let mut thief = host.browser();
    let reply = thief
        .post_with_token(&signing_in.path, &[("code", code)])
        .await;
    assert_eq!(reply.status, 422);
    assert!(!host.is_in(&mut thief).await);
    // Fields that claim a step is done do nothing.
    let claims = [
        ("done", "true"),
        ("verified", "true"),
        ("purpose", "sign_in"),
    ];
    let reply = browser
        .submit(&signing_in, &code_form(&signing_in), &claims)
        .await;
    assert_eq!(reply.status, 422);
    enter(&mut browser, &signing_in, code).await;
    assert!(host.is_in(&mut browser).await, "the owner still gets in");
}

async fn attack_039_codes_are_counted_and_run_out(SignedOut(host, maren, mut browser): SignedOut) {
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    for left in ["4", "3", "2"] {
        let reply = enter(&mut browser, &page, mailed.wrong()).await;
        reply.assert_says_with("codes-code-wrong[other]", &[("left", left)]);
    }
    let reply = enter(&mut browser, &page, mailed.wrong()).await;
    reply.assert_says("codes-code-wrong[one]");
    enter(&mut browser, &page, mailed.wrong()).await;
    let right = enter(&mut browser, &page, &mailed.code).await;
    assert_eq!(right.status, 422, "the right code comes too late");
    right.assert_says("codes-code-over");
    for over in [right, browser.get(&page.path).await] {
        over.assert_says("codes-code-over");
        over.assert_count("input[name=code]", 0);
        over.assert_count("form[action$='/resend'] .wg-button-main", 1);
        over.assert_count(".wg-button-main", 1);
    }

    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    host.clock.advance(Duration::from_secs(601));
    must_refuse(enter(&mut browser, &page, &mailed.code).await);
    let elsewhere = host.browser().get(&mailed.link).await.text();
    assert!(!elsewhere.contains(&mailed.code), "{elsewhere}");
    host.clock.advance(HOUR);
    assert!(browser.get(&mailed.link).await.says("codes-over-title"));
    assert!(!host.is_in(&mut browser).await);
}

async fn attack_039_links_expire_with_their_code(SignedOut(host, maren, mut browser): SignedOut) {
    let (page, old) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let opened = browser.get(&old.link).await;
    host.clock.advance(10 * MINUTE);
    assert_eq!(browser.submit(&opened, &old.link, &[]).await.status, 422);
    assert!(!host.is_in(&mut browser).await);
    assert!(browser.get(&old.link).await.says("codes-over-title"));
    // A reader who did not ask can still say so, and one who did gets a new link.
    let decline = host.browser().get(&old.decline).await;
    assert_eq!(decline.count("form[action$='/decline']"), 1);
    browser.submit(&page, "/resend", &[]).await;
    let new = host.mailed_code(&maren.email).await.link;
    follow_link(&mut browser, &new).await;
    assert!(host.is_in(&mut browser).await);
}

async fn attack_040_one_of_many_resets_succeeds(SignedOut(host, maren, mut browser): SignedOut) {
    let (page, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    let link = browser.get(&mailed.link).await;
    let attempts = (0..50).map(async |number| {
        let mut browser = browser.clone();
        let password = format!("{NEW_PASSWORD} {number}");
        let reply = if number % 2 == 0 {
            enter_reset(&mut browser, &page, &mailed.code, &password).await
        } else {
            let fields = [("new_password", password.as_str())];
            browser.submit(&link, &mailed.link, &fields).await
        };
        (reply.status == 303).then_some(password)
    });
    let done: Vec<String> = at_once(attempts).await.into_iter().flatten().collect();
    // One, whose answer the same browser may have been given once more.
    assert!((1..=3).contains(&done.len()), "{done:?}");
    let mut opening = 0;
    for password in &done {
        opening += u32::from(host.opens(&maren.email, password).await);
    }
    assert_eq!(opening, 1, "{done:?}");
}

async fn attack_044_opening_a_link_spends_nothing(SignedOut(host, maren, mut browser): SignedOut) {
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    for path in [&mailed.link, &mailed.decline] {
        for _ in 0..3 {
            let scanned = must_show(host.browser().get(path).await);
            assert_eq!(scanned.header("referrer-policy"), "same-origin");
            assert_eq!(scanned.header("cache-control"), "no-store");
            let targets = scanned.targets();
            assert!(
                targets.iter().all(|own| own.starts_with('/')),
                "{targets:?}"
            );
        }
    }
    enter(&mut browser, &page, &mailed.code).await;
    assert!(host.is_in(&mut browser).await);
}
