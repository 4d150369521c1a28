//! Signing in with a code or a link.

use std::time::Duration;

use serde_json::json;
use widgets_tests::TestHostBuilder;
use widgets_tests::harness::mail::code_form;
use widgets_tests::harness::person::PASSWORD;
use widgets_tests::harness::signing_up::{self, enter};

use super::NEW_PASSWORD;

over_every_combination! {
    a_code_signs_in_and_leads_back,
    a_link_signs_in_where_it_was_asked_for,
    a_link_elsewhere_shows_the_code_to_type,
    a_code_works_through_json,
    signing_in_takes_two_steps,
    a_code_is_sent_again_after_a_pause,
    an_address_is_corrected_midway,
    whoever_did_not_ask_stops_the_code,
    mail_goes_to_the_address_as_it_is_stored,
}

async fn a_code_signs_in_and_leads_back(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("maren").await;
    let mut browser = host.browser();
    let page = browser
        .get("/account/sign-in?return_to=%2Faccount%2Fprofile")
        .await;
    let fields = [("email", maren.email.as_str()), ("way", "email")];
    let reply = browser.submit(&page, "/sign-in", &fields).await;
    let page = browser.follow(reply).await;
    assert!(page.text().contains(&maren.email), "{}", page.text());
    let mailed = host.mailed_code(&maren.email).await;
    let reply = enter(&mut browser, &page, &mailed.code).await;
    assert_eq!(reply.location().as_deref(), Some("/account/profile"));
    let sessions = browser.get("/account/sessions").await;
    assert!(sessions.says("sessions-by-email"));
    // A code is spent once.
    let again = enter(&mut host.browser(), &page, &mailed.code).await;
    assert_eq!(again.status, 403, "another browser has no token");
    let spent = browser.get(&mailed.link).await;
    assert!(spent.says("codes-over-title"));
}

async fn a_link_signs_in_where_it_was_asked_for(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("maren").await;
    let mut browser = host.browser();
    host.ask_to_sign_in(&mut browser, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    let page = browser.get(&mailed.link).await;
    let path = mailed.link.trim_start_matches("/account");
    let reply = browser.submit(&page, path, &[]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(host.is_in(&mut browser).await);
}

async fn a_link_elsewhere_shows_the_code_to_type(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("maren").await;
    let (mut desk, mut phone) = (host.browser(), host.browser());
    let page = host.ask_to_sign_in(&mut desk, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    let shown = phone.get(&mailed.link).await;
    let here = shown.targets().iter().any(|own| own.contains("/link/"));
    assert!(!here, "nothing is done here");
    let (first, second) = mailed.code.split_at(4);
    let grouped = format!("{first} {}", second.trim());
    assert!(shown.text().contains(&grouped), "{}", shown.text());
    // Who listens hears digits, and not two numbers of thousands.
    let digits: Vec<_> = grouped.chars().filter(|own| *own != ' ').collect();
    let [a, b, c, d, e, f, g, h] = digits[..] else {
        panic!("{grouped} is no code");
    };
    let spoken = format!("{a} {b} {c} {d}, {e} {f} {g} {h}");
    assert!(shown.text().contains(&spoken), "{}", shown.text());
    assert_eq!(shown.count("p > [aria-hidden=true]"), 1);
    assert!(!host.is_in(&mut phone).await);
    // Its page has no form, but one of another page has a token.
    let other = phone.get("/account/sign-in").await;
    let (_, hidden) = other.form("/sign-in");
    let token = hidden
        .iter()
        .find(|(name, _)| name == "csrf_token")
        .unwrap();
    let forced = phone.post(&mailed.link, &[("csrf_token", &token.1)]).await;
    assert_eq!(forced.status, 422);
    assert!(!host.is_in(&mut phone).await);
    enter(&mut desk, &page, &mailed.code).await;
    assert!(host.is_in(&mut desk).await);
}

async fn a_code_works_through_json(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("maren").await;
    let mut program = host.browser();
    let wish = json!({ "email": maren.email, "way": "email", "keep": true });
    let asked = program
        .post_json("/account", "/account/sign-in", &wish)
        .await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    let path = asked.json()["code"].as_str().unwrap().to_owned();
    let shown = program.get_json(&path).await.json();
    assert_eq!(shown["purpose"], "sign_in");
    assert!(shown["resend_at"].is_string() && shown.get("code").is_none());
    let wrong = json!({ "code": "00000000" });
    let refused = program.post_json("/account", &path, &wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["errors"][0]["field"], "code");
    let mailed = host.mailed_code(&maren.email).await;
    let right = json!({ "code": mailed.code });
    let opened = program.post_json("/account", &path, &right).await;
    assert_eq!(opened.status, 200, "{}", opened.body);
    assert_eq!(opened.json()["account"], maren.account.as_str());
    assert!(host.is_in(&mut program).await);
}

async fn signing_in_takes_two_steps(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("maren").await;
    let mut browser = host.browser();
    for email in [maren.email.as_str(), "nobody@nordlicht.example"] {
        let before = host.counts.all();
        let page = browser.get("/account/sign-in").await;
        assert_eq!(page.count("input[type=password]"), 0);
        let second = browser.submit(&page, "/sign-in", &[("email", email)]).await;
        assert_eq!(second.status, 200);
        assert_eq!(second.count("input[type=password]"), 1);
        assert_eq!(second.count("input[name=email][readonly]"), 1);
        let (accounts, ..) = host.counts.all();
        assert_eq!(accounts, before.0, "nobody is looked up");
    }
    let hinted = browser
        .get("/account/sign-in?login_hint=maren%40nordlicht.example")
        .await;
    let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
    assert_eq!(
        browser.submit(&hinted, "/sign-in", &fields).await.status,
        303
    );
    // Whoever is signed in goes on, unless they are to choose or to prove it again.
    assert_eq!(browser.get("/account/sign-in").await.status, 303);
    let choose = browser.get("/account/sign-in?prompt=select_account").await;
    assert!(
        choose
            .text()
            .contains(&format!("Continue as {}", maren.email))
    );
    assert_eq!(
        browser.get("/account/sign-in?prompt=login").await.status,
        200
    );
    let create = browser
        .get("/account/sign-in?prompt=create&login_hint=a%40b.example")
        .await;
    let location = create.location().unwrap();
    assert_eq!(location, "/account/sign-up?login_hint=a%40b.example");
    let create = browser
        .get("/account/sign-in?prompt=create&return_to=/orders")
        .await;
    let location = create.location().unwrap();
    assert_eq!(location, "/account/sign-up?return_to=/orders");
}

async fn a_code_is_sent_again_after_a_pause(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("maren").await;
    let mut browser = host.browser();
    let page = host.ask_to_sign_in(&mut browser, &maren.email).await;
    let resend = format!("{}/resend", code_form(&page));
    let first = host.mailed_code(&maren.email).await;
    assert!(
        page.says_with("codes-resend-wait", &[("seconds", "30")]),
        "{}",
        page.text()
    );
    let early = browser.submit(&page, &resend, &[]).await;
    assert_eq!(early.status, 422);
    assert!(early.says("codes-resend-early"), "{}", early.text());
    assert_eq!(early.count("#form-error"), 1);
    assert_eq!(
        early.count("#code[autofocus][aria-describedby^=form-error]"),
        1
    );
    host.clock.advance(Duration::from_secs(31));
    let reply = browser.submit(&page, &resend, &[]).await;
    let page = browser.follow(reply).await;
    assert!(page.says("codes-sent-again"), "{}", page.text());
    let second = host.mailed_code(&maren.email).await;
    assert_ne!(first.code, second.code);
    let old = enter(&mut browser, &page, &first.code).await;
    assert_eq!(old.status, 422);
    assert!(browser.get(&first.link).await.says("codes-over-title"));
    // The pause grows, and the fifth mail is the last.
    for (mails, pause) in [(3, 61), (4, 121), (5, 241)] {
        host.clock.advance(Duration::from_secs(pause));
        let reply = browser.submit(&page, &resend, &[]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        assert_eq!(host.mails_to(&maren.email).await.len(), mails);
    }
    host.clock.advance(Duration::from_secs(590));
    let last = host.mailed_code(&maren.email).await;
    let over = browser.submit(&page, &resend, &[]).await;
    assert!(over.says("codes-resend-over"), "{}", over.text());
    enter(&mut browser, &page, &last.code).await;
    assert!(host.is_in(&mut browser).await);
}

async fn an_address_is_corrected_midway(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("maren").await;
    let mut browser = host.browser();
    let page = host
        .ask_to_sign_in(&mut browser, "mraen@nordlicht.example")
        .await;
    let path = format!("{}/address", code_form(&page));
    let form = browser.get(&format!("/account{path}")).await;
    let wrong = browser.submit(&form, &path, &[("email", "maren")]).await;
    assert_eq!(wrong.status, 422);
    let fields = [("email", maren.email.as_str())];
    let reply = browser.submit(&wrong, &path, &fields).await;
    let corrected = browser.follow(reply).await;
    let mailed = host.mailed_code(&maren.email).await;
    let old = browser.get(&page.path).await;
    assert!(old.says("codes-over-title"), "{}", old.text());
    enter(&mut browser, &corrected, &mailed.code).await;
    assert!(host.is_in(&mut browser).await);
}

async fn whoever_did_not_ask_stops_the_code(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("maren").await;
    let (mut thief, mut owner) = (host.browser(), host.browser());
    let page = host.ask_to_sign_in(&mut thief, &maren.email).await;
    let mailed = host.mailed_code(&maren.email).await;
    let ask = owner.get(&mailed.decline).await;
    assert!(ask.says("codes-decline-title"), "{}", ask.text());
    let path = mailed.decline.trim_start_matches("/account");
    let reply = owner.submit(&ask, path, &[]).await;
    let done = owner.follow(reply).await;
    assert!(done.says("codes-declined-title"), "{}", done.text());
    let twice = owner.submit(&ask, path, &[]).await;
    assert_eq!(twice.status, 303, "twice is as good as once");
    let late = enter(&mut thief, &page, &mailed.code).await;
    assert_eq!(late.status, 422);
    assert!(!host.is_in(&mut thief).await);
}

async fn mail_goes_to_the_address_as_it_is_stored(host: TestHostBuilder) {
    let host = host.start().await;
    let maren = host.person("maren").await;
    let typed = "Maren@Nordlicht.Example";
    let mut browser = host.browser();
    let page = host.ask_to_sign_in(&mut browser, typed).await;
    assert!(page.text().contains("Maren@Nordlicht.Example"), "as typed");
    host.clock.advance(Duration::from_secs(31));
    let resend = format!("{}/resend", code_form(&page));
    host.deliver().await;
    browser.submit(&page, &resend, &[]).await;
    host.deliver().await;
    let page = host.ask_to_reset(&mut browser, typed).await;
    let mailed = host.mailed_code(&maren.email).await;
    let fields = [
        ("code", mailed.code.as_str()),
        ("new_password", NEW_PASSWORD),
    ];
    let reset = browser.submit(&page, &code_form(&page), &fields).await;
    assert_eq!(reset.status, 303, "{}", reset.text());
    signing_up::begin(&mut host.browser(), typed).await;
    // A code, a code again, a code to reset, the news of it, and that there is an account.
    assert_eq!(host.mails_to(&maren.email).await.len(), 5);
    assert_eq!(host.mailbox.mails().len(), 5);
}
