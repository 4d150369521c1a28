//! Signing in with a code or a link.

use widgets_tests::prelude::*;

over_every_combination! {
    a_code_signs_in_and_leads_back,
    a_link_signs_in_where_it_was_asked_for,
    a_link_elsewhere_shows_the_code_to_type,
    a_code_works_through_json,
    signing_in_takes_two_steps,
    a_code_is_sent_again_after_a_pause,
    an_address_is_corrected_while_signing_in,
    the_owner_of_an_address_stops_a_code,
    a_challenge_is_read_once_a_request,
    mail_goes_to_the_address_as_it_is_stored,
}

async fn a_code_signs_in_and_leads_back(SignedOut(host, maren, mut browser): SignedOut) {
    let path = "/account/sign-in?return_to=%2Faccount%2Fprofile";
    let fields = [("email", maren.email.as_str()), ("way", "email")];
    let page = browser.fill_through(path, &fields).await;
    page.assert_shows(&maren.email);
    let mailed = host.mailed_code(&maren.email).await;
    let reply = enter(&mut browser, &page, &mailed.code).await;
    reply.assert_location("/account/profile");
    must_say(browser.get("/account/sessions").await, "sessions-by-email");
    // A code is spent once.
    let again = enter(&mut host.browser(), &page, &mailed.code).await;
    assert_eq!(again.status, 403, "another browser has no token");
    assert!(browser.get(&mailed.link).await.says("codes-over-title"));
}

async fn a_link_signs_in_where_it_was_asked_for(SignedOut(host, maren, mut browser): SignedOut) {
    let (_, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    must_accept(follow_link(&mut browser, &mailed.link).await);
    assert!(host.is_in(&mut browser).await);
}

async fn a_link_elsewhere_shows_the_code_to_type(SignedOut(host, maren, mut desk): SignedOut) {
    let mut phone = host.browser();
    let (page, mailed) = host.code_to_sign_in(&mut desk, &maren.email).await;
    let shown = phone.get(&mailed.link).await;
    let here = shown.targets().iter().any(|own| own.contains("/link/"));
    assert!(!here, "nothing is done here");
    shown.assert_shows(&mailed.code);
    // A screen reader says digits, and not two numbers of thousands.
    let spaced = |half: &str| half.split("").collect::<Vec<_>>().join(" ");
    let (first, second) = mailed.code.split_once(' ').unwrap();
    let spoken = format!("{}, {}", spaced(first).trim(), spaced(second).trim());
    shown.assert_shows(&spoken);
    assert_eq!(shown.count("p > [aria-hidden=true]"), 1);
    assert!(!host.is_in(&mut phone).await);
    // Its page has no form, but the browser can have a token.
    must_refuse(phone.post_with_token(&mailed.link, &[]).await);
    assert!(!host.is_in(&mut phone).await);
    enter(&mut desk, &page, &mailed.code).await;
    assert!(host.is_in(&mut desk).await);
}

async fn a_code_works_through_json(SignedOut(host, maren, mut program): SignedOut) {
    let wish = json!({ "email": maren.email, "way": "email", "keep": true });
    let asked = must_show(program.post_json("/account/sign-in", &wish).await);
    let path = asked.json()["code"].as_str().unwrap().to_owned();
    let shown = program.get_json(&path).await.json();
    assert_eq!(shown["purpose"], "sign_in");
    assert!(shown["resend_at"].is_string() && shown.get("code").is_none());
    let wrong = json!({ "code": "00000000" });
    let refused = program.post_json(&path, &wrong).await;
    refused.assert_error_at("code");
    let mailed = host.mailed_code(&maren.email).await;
    let right = json!({ "code": mailed.code });
    let opened = must_show(program.post_json(&path, &right).await);
    assert_eq!(opened.json()["account"], maren.account.as_str());
    assert!(host.is_in(&mut program).await);
}

async fn signing_in_takes_two_steps(SignedOut(host, maren, mut browser): SignedOut) {
    for email in [maren.email.as_str(), "nobody@nordlicht.example"] {
        let before = host.work().accounts;
        let page = browser.get("/account/sign-in").await;
        // A password manager fills in both fields; nobody else sees the second one.
        assert_eq!(page.count("input[type=password]"), 1);
        assert_eq!(
            page.count("input[type=password][tabindex='-1'][aria-hidden=true]"),
            1
        );
        let second = browser.submit(&page, "/sign-in", &[("email", email)]).await;
        second.assert_location(PROOF);
        let second = browser.follow(second).await;
        assert_eq!(second.count("input[type=password]"), 1);
        assert_eq!(second.count("input[name=email][readonly]"), 1);
        assert_eq!(host.work().accounts, before, "nobody is looked up");
    }
    let hinted = "/account/sign-in?login_hint=maren%40nordlicht.example";
    let page = browser.get(hinted).await;
    must_accept(browser.submit(&page, PROOF, &maren.typed()).await);
    // Somebody who is signed in goes on, unless they are to choose or to prove it again.
    assert_eq!(browser.get("/account/sign-in").await.status, 303);
    let choose = browser.get("/account/sign-in?prompt=select_account").await;
    choose.assert_says_with("sign-in-as", &[("name", &maren.email)]);
    must_show(browser.get("/account/sign-in?prompt=login").await);
    for query in ["login_hint=a%40b.example", "return_to=/orders"] {
        let path = format!("/account/sign-in?prompt=create&{query}");
        let create = browser.get(&path).await;
        create.assert_location(&format!("/account/sign-up?{query}"));
    }
}

async fn a_code_is_sent_again_after_a_pause(SignedOut(host, maren, mut browser): SignedOut) {
    let page = host.ask_to_sign_in(&mut browser, &maren.email).await;
    let resend = format!("{}/resend", code_form(&page));
    let first = host.mailed_code(&maren.email).await;
    page.assert_says_with("codes-resend-wait", &[("seconds", "30")]);
    assert!(!page.says("codes-taken"), "whoever signs in has one");
    let early = must_refuse(browser.submit(&page, &resend, &[]).await);
    early.assert_says("codes-resend-early");
    assert!(!early.says("codes-resend-wait"), "the wait is told once");
    assert_eq!(early.count("#form-error"), 1);
    early.assert_count("#code[autofocus][aria-describedby^=form-error]", 1);
    host.clock.advance(Duration::from_secs(31));
    let page = browser.through(&page, &resend, &[]).await;
    page.assert_says("codes-sent-again");
    page.assert_says_with("codes-resend-wait", &[("seconds", "60")]);
    page.assert_count("#code[autofocus]", 1);
    let second = host.mailed_code(&maren.email).await;
    assert_ne!(first.code, second.code);
    must_refuse(enter(&mut browser, &page, &first.code).await);
    assert!(browser.get(&first.link).await.says("codes-over-title"));
    // The pause grows, and the fifth mail is the last.
    for (mails, pause) in [(3, 61), (4, 121), (5, 241)] {
        host.clock.advance(Duration::from_secs(pause));
        must_accept(browser.submit(&page, &resend, &[]).await);
        assert_eq!(host.mails_to(&maren.email).await.len(), mails);
    }
    host.clock.advance(Duration::from_secs(590));
    let last = host.mailed_code(&maren.email).await;
    let over = browser.submit(&page, &resend, &[]).await;
    over.assert_says("codes-resend-over");
    enter(&mut browser, &page, &last.code).await;
    assert!(host.is_in(&mut browser).await);
}

async fn an_address_is_corrected_while_signing_in(SignedOut(host, maren, mut browser): SignedOut) {
    let typo = "mraen@nordlicht.example";
    let page = host.ask_to_sign_in(&mut browser, typo).await;
    let wrong = must_refuse(correct_address(&mut browser, &page, "maren").await);
    let fields = [("email", maren.email.as_str())];
    let corrected = browser.through(&wrong, "/address", &fields).await;
    let mailed = host.mailed_code(&maren.email).await;
    assert!(browser.get(&page.path).await.says("codes-over-title"));
    enter(&mut browser, &corrected, &mailed.code).await;
    assert!(host.is_in(&mut browser).await);
}

async fn the_owner_of_an_address_stops_a_code(OnePerson(host, maren): OnePerson) {
    let (mut thief, mut owner) = (host.browser(), host.browser());
    let (page, mailed) = host.code_to_sign_in(&mut thief, &maren.email).await;
    let ask = must_say(owner.get(&mailed.decline).await, "codes-decline-title");
    let done = owner.through(&ask, &mailed.decline, &[]).await;
    done.assert_says("codes-declined-title");
    let twice = owner.submit(&ask, &mailed.decline, &[]).await;
    assert_eq!(twice.status, 303, "twice is as good as once");
    must_refuse(enter(&mut thief, &page, &mailed.code).await);
    assert!(!host.is_in(&mut thief).await);
}

async fn a_challenge_is_read_once_a_request(OnePerson(host, maren): OnePerson) {
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let calls = || host.work().accounts;
    let before = calls();
    let early = browser.submit(&page, "/resend", &[]).await;
    early.assert_status(422);
    assert_eq!(
        calls() - before,
        1,
        "the form is shown again from what was read"
    );
    // The count of a try is a write of its own, and so are what the code allows, or that it was wrong, and
    // keeping the answer.
    let wrong = if mailed.code == "12345678" {
        "87654321"
    } else {
        "12345678"
    };
    for (code, status, cost) in [(wrong, 422, 3), (mailed.code.as_str(), 303, 4)] {
        let before = calls();
        let reply = enter(&mut browser, &page, code).await;
        reply.assert_status(status);
        assert_eq!(calls() - before, cost, "{status}");
    }
}

async fn mail_goes_to_the_address_as_it_is_stored(SignedOut(host, maren, mut browser): SignedOut) {
    let typed = "Maren@Nordlicht.Example";
    let page = host.ask_to_sign_in(&mut browser, typed).await;
    page.assert_shows(typed);
    host.clock.advance(Duration::from_secs(31));
    host.deliver().await;
    browser.submit(&page, "/resend", &[]).await;
    host.deliver().await;
    let page = host.ask_to_reset(&mut browser, typed).await;
    let mailed = host.mailed_code(&maren.email).await;
    let reset = enter_reset(&mut browser, &page, &mailed.code, NEW_PASSWORD).await;
    reset.assert_status(303);
    begin(&mut host.browser(), typed).await;
    // A code, a code again, a code to reset, the news of it, and that there is an account.
    assert_eq!(host.mails_to(&maren.email).await.len(), 5);
    assert_eq!(host.mailbox.mails().len(), 5);
}
