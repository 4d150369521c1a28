//! Codes and links by email: signing in with them, and setting a new password.

use std::time::Duration;

use serde_json::json;
use widgets_core::clock::Clock as _;
use widgets_core::management::{Secret, UserToCreate};
use widgets_core::stores::{LimitKey, Quota, Taken, Taking};
use widgets_tests::mails::{MailedCode, code_form};
use widgets_tests::people::PASSWORD;
use widgets_tests::signing_up::{self, at_once, enter};
use widgets_tests::{House, HouseBuilder, Reply};

over_every_house! {
    a_code_signs_in_and_leads_back,
    a_link_signs_in_where_it_was_asked_for,
    a_link_elsewhere_shows_the_code_to_type,
    a_code_works_through_json,
    signing_in_takes_two_steps,
    a_code_is_sent_again_after_a_pause,
    an_address_is_corrected_midway,
    whoever_did_not_ask_stops_the_code,
    mail_goes_to_the_address_as_it_is_stored,
    a_reset_sets_the_password_and_ends_every_session,
    a_refused_password_spends_no_try,
    attack_017_every_address_gets_the_same_page_for_the_same_work,
    attack_017_a_second_reset_tells_nothing_about_the_first,
    attack_023_a_proved_mailbox_throws_a_planted_password_out,
    attack_027_a_code_belongs_to_its_browser_and_purpose,
    attack_039_codes_are_counted_and_run_out,
    attack_039_a_link_lasts_no_longer_than_its_code,
    attack_040_of_many_redemptions_one_succeeds,
    attack_041_a_newer_reset_and_a_disabled_account_void_what_was_sent,
    attack_042_a_reset_signs_nobody_in,
    attack_044_opening_a_link_spends_nothing,
    attack_050_mails_are_limited,
    attack_050_what_strangers_used_up_leaves_known_browsers_their_codes,
}

const NEW_PASSWORD: &str = "a kettle on the windowsill";

async fn a_code_signs_in_and_leads_back(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let page = browser
        .get("/account/sign-in?return_to=%2Faccount%2Fprofile")
        .await;
    let fields = [("email", maren.email.as_str()), ("way", "email")];
    let reply = browser.submit(&page, "/sign-in", &fields).await;
    let page = browser.follow(reply).await;
    assert!(page.text().contains(&maren.email), "{}", page.text());
    let mailed = house.mailed_code(&maren.email).await;
    let reply = enter(&mut browser, &page, &mailed.code).await;
    assert_eq!(reply.location().as_deref(), Some("/account/profile"));
    let sessions = browser.get("/account/sessions").await;
    assert!(sessions.text().contains("Signed in with a code by email"));
    // A code is spent once.
    let again = enter(&mut house.browser(), &page, &mailed.code).await;
    assert_eq!(again.status, 403, "another browser has no token");
    let spent = browser.get(&mailed.link).await;
    assert!(spent.text().contains("This no longer works"));
}

async fn a_link_signs_in_where_it_was_asked_for(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    house.ask_to_sign_in(&mut browser, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    let page = browser.get(&mailed.link).await;
    let path = mailed.link.trim_start_matches("/account");
    let reply = browser.submit(&page, path, &[]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(house.is_in(&mut browser).await);
}

async fn a_link_elsewhere_shows_the_code_to_type(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let (mut desk, mut phone) = (house.browser(), house.browser());
    let page = house.ask_to_sign_in(&mut desk, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
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
    assert!(!house.is_in(&mut phone).await);
    // Its page has no form, but one of another page has a token.
    let other = phone.get("/account/sign-in").await;
    let (_, hidden) = other.form("/sign-in");
    let token = hidden
        .iter()
        .find(|(name, _)| name == "form_token")
        .unwrap();
    let forced = phone.post(&mailed.link, &[("form_token", &token.1)]).await;
    assert_eq!(forced.status, 422);
    assert!(!house.is_in(&mut phone).await);
    enter(&mut desk, &page, &mailed.code).await;
    assert!(house.is_in(&mut desk).await);
}

async fn a_code_works_through_json(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut program = house.browser();
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
    let mailed = house.mailed_code(&maren.email).await;
    let right = json!({ "code": mailed.code });
    let opened = program.post_json("/account", &path, &right).await;
    assert_eq!(opened.status, 200, "{}", opened.body);
    assert_eq!(opened.json()["account"], maren.account.as_str());
    assert!(house.is_in(&mut program).await);
}

async fn signing_in_takes_two_steps(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    for email in [maren.email.as_str(), "nobody@nordlicht.example"] {
        let before = house.counts.all();
        let page = browser.get("/account/sign-in").await;
        assert_eq!(page.count("input[type=password]"), 0);
        let second = browser.submit(&page, "/sign-in", &[("email", email)]).await;
        assert_eq!(second.status, 200);
        assert_eq!(second.count("input[type=password]"), 1);
        assert_eq!(second.count("input[name=email][readonly]"), 1);
        let (accounts, ..) = house.counts.all();
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

async fn a_code_is_sent_again_after_a_pause(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let page = house.ask_to_sign_in(&mut browser, &maren.email).await;
    let resend = format!("{}/resend", code_form(&page));
    let first = house.mailed_code(&maren.email).await;
    assert!(page.text().contains("in 30 seconds"), "{}", page.text());
    let early = browser.submit(&page, &resend, &[]).await;
    assert_eq!(early.status, 422);
    assert!(early.text().contains("only just sent"), "{}", early.text());
    assert_eq!(early.count("#form-error"), 1);
    assert_eq!(
        early.count("#code[autofocus][aria-describedby^=form-error]"),
        1
    );
    house.clock.advance(Duration::from_secs(31));
    let reply = browser.submit(&page, &resend, &[]).await;
    let page = browser.follow(reply).await;
    assert!(
        page.text().contains("We sent a new code"),
        "{}",
        page.text()
    );
    let second = house.mailed_code(&maren.email).await;
    assert_ne!(first.code, second.code);
    let old = enter(&mut browser, &page, &first.code).await;
    assert_eq!(old.status, 422);
    assert!(
        browser
            .get(&first.link)
            .await
            .text()
            .contains("This no longer works")
    );
    // The pause grows, and the fifth mail is the last.
    for (mails, pause) in [(3, 61), (4, 121), (5, 241)] {
        house.clock.advance(Duration::from_secs(pause));
        let reply = browser.submit(&page, &resend, &[]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        assert_eq!(house.mails_to(&maren.email).await.len(), mails);
    }
    house.clock.advance(Duration::from_secs(590));
    let last = house.mailed_code(&maren.email).await;
    let over = browser.submit(&page, &resend, &[]).await;
    assert!(over.text().contains("last code"), "{}", over.text());
    enter(&mut browser, &page, &last.code).await;
    assert!(house.is_in(&mut browser).await);
}

async fn an_address_is_corrected_midway(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let page = house
        .ask_to_sign_in(&mut browser, "mraen@nordlicht.example")
        .await;
    let path = format!("{}/address", code_form(&page));
    let form = browser.get(&format!("/account{path}")).await;
    let wrong = browser.submit(&form, &path, &[("email", "maren")]).await;
    assert_eq!(wrong.status, 422);
    let fields = [("email", maren.email.as_str())];
    let reply = browser.submit(&wrong, &path, &fields).await;
    let corrected = browser.follow(reply).await;
    let mailed = house.mailed_code(&maren.email).await;
    let old = browser.get(&page.path).await;
    assert!(
        old.text().contains("This no longer works"),
        "{}",
        old.text()
    );
    enter(&mut browser, &corrected, &mailed.code).await;
    assert!(house.is_in(&mut browser).await);
}

async fn whoever_did_not_ask_stops_the_code(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let (mut thief, mut owner) = (house.browser(), house.browser());
    let page = house.ask_to_sign_in(&mut thief, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    let ask = owner.get(&mailed.decline).await;
    assert!(ask.text().contains("Was this not you?"), "{}", ask.text());
    let path = mailed.decline.trim_start_matches("/account");
    let reply = owner.submit(&ask, path, &[]).await;
    let done = owner.follow(reply).await;
    assert!(
        done.text().contains("The code is stopped"),
        "{}",
        done.text()
    );
    let twice = owner.submit(&ask, path, &[]).await;
    assert_eq!(twice.status, 303, "twice is as good as once");
    let late = enter(&mut thief, &page, &mailed.code).await;
    assert_eq!(late.status, 422);
    assert!(!house.is_in(&mut thief).await);
}

async fn mail_goes_to_the_address_as_it_is_stored(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let typed = "Maren@Nordlicht.Example";
    let mut browser = house.browser();
    let page = house.ask_to_sign_in(&mut browser, typed).await;
    assert!(page.text().contains("Maren@Nordlicht.Example"), "as typed");
    house.clock.advance(Duration::from_secs(31));
    let resend = format!("{}/resend", code_form(&page));
    house.deliver().await;
    browser.submit(&page, &resend, &[]).await;
    house.deliver().await;
    let page = house.ask_to_reset(&mut browser, typed).await;
    let mailed = house.mailed_code(&maren.email).await;
    let fields = [
        ("code", mailed.code.as_str()),
        ("new_password", NEW_PASSWORD),
    ];
    let reset = browser.submit(&page, &code_form(&page), &fields).await;
    assert_eq!(reset.status, 303, "{}", reset.text());
    signing_up::begin(&mut house.browser(), typed).await;
    // A code, a code again, a code to reset, the news of it, and that there is an account.
    assert_eq!(house.mails_to(&maren.email).await.len(), 5);
    assert_eq!(house.mailbox.mails().len(), 5);
}

async fn a_reset_sets_the_password_and_ends_every_session(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut elsewhere = house.signed_in(&maren).await;
    let mut browser = house.browser();
    let page = house.ask_to_reset(&mut browser, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    let fields = [
        ("code", mailed.code.as_str()),
        ("new_password", NEW_PASSWORD),
    ];
    let reply = browser.submit(&page, &code_form(&page), &fields).await;
    let done = browser.follow(reply).await;
    assert!(
        done.text().contains("Your new password is set"),
        "{}",
        done.text()
    );
    assert!(!house.is_in(&mut elsewhere).await);
    let old = house
        .sign_in(&mut house.browser(), &maren.email, PASSWORD)
        .await;
    assert_eq!(old.status, 422);
    let new = house
        .sign_in(&mut browser, &maren.email, NEW_PASSWORD)
        .await;
    assert_eq!(new.status, 303);
    let mails = house.mails_to(&maren.email).await;
    let notice = mails.last().unwrap();
    assert!(notice.subject.contains("password"), "{}", notice.subject);
    // By the link too, in the browser that asked.
    let mut again = house.browser();
    house.ask_to_reset(&mut again, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    let page = again.get(&mailed.link).await;
    let path = mailed.link.trim_start_matches("/account");
    let fields = [("new_password", "three spoons in the drawer")];
    assert_eq!(again.submit(&page, path, &fields).await.status, 303);
    assert!(!house.is_in(&mut browser).await);
}

async fn a_refused_password_spends_no_try(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let page = house.ask_to_reset(&mut browser, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
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
    assert_eq!(
        browser
            .submit(&page, &code_form(&page), &fields)
            .await
            .status,
        303
    );
}

/// An account for each way of being somebody.
async fn strangers(house: &House) {
    let management = house.widgets.management("tests");
    house.person("known").await;
    let disabled = house.person("disabled").await;
    management.users().disable(&disabled.account).await.unwrap();
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
        management.users().create(user).await.unwrap();
    }
}

async fn attack_017_every_address_gets_the_same_page_for_the_same_work(house: HouseBuilder) {
    let house = house.start().await;
    strangers(&house).await;
    let mut answers = Vec::new();
    for name in ["known", "unknown", "disabled", "unverified", "passwordless"] {
        let email = format!("{name}@nordlicht.example");
        for asking in ["/sign-in", "/reset"] {
            let mut browser = house.browser();
            let page = browser.get(&house.path(asking)).await;
            let before = work(&house);
            let fields = [("email", email.as_str()), ("way", "email")];
            let asked = browser.submit(&page, asking, &fields).await;
            let shown = browser.follow(asked).await;
            let wrong = [("code", "00000000"), ("new_password", NEW_PASSWORD)];
            let wrong = browser.submit(&shown, &code_form(&shown), &wrong).await;
            house.clock.advance(Duration::from_secs(31));
            let resend = format!("{}/resend", code_form(&shown));
            let again = browser.submit(&shown, &resend, &[]).await;
            let again = browser.follow(again).await;
            let after = work(&house);
            let text = |reply: &Reply| {
                let id = code_form(&shown);
                let text = reply.text().replace(&email, "ADDRESS");
                (reply.status, text.replace(&id, "CODE"), reply.headers.len())
            };
            let done = [after.0 - before.0, after.1 - before.1, after.2 - before.2];
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
    house.deliver().await;
    let mut to: Vec<_> = house
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

async fn attack_017_a_second_reset_tells_nothing_about_the_first(house: HouseBuilder) {
    let house = house.start().await;
    strangers(&house).await;
    for name in ["known", "unknown", "disabled", "unverified", "passwordless"] {
        let email = format!("{name}@nordlicht.example");
        let (mut first, mut second) = (house.browser(), house.browser());
        let begun = house.ask_to_reset(&mut first, &email).await;
        let others = house
            .ask_to_reset(&mut first, "other@nordlicht.example")
            .await;
        house.ask_to_reset(&mut second, &email).await;
        let ended = first.get(&begun.path).await;
        assert!(ended.text().contains("This no longer works"), "{name}");
        let stays = first.get(&others.path).await;
        assert_eq!(stays.count("input[name=code]"), 1, "{name}");
        house.clock.advance(Duration::from_secs(60 * 60));
    }
}

fn work(house: &House) -> (u64, u64, u64) {
    let (accounts, limits, _) = house.counts.all();
    (accounts, limits, house.widgets.password_hashes().computed())
}

async fn attack_023_a_proved_mailbox_throws_a_planted_password_out(house: HouseBuilder) {
    let house = house.start().await;
    let users = house.widgets.management("tests");
    let user = UserToCreate {
        email: "victim@nordlicht.example".to_owned(),
        verified: false,
        display_name: String::new(),
        secret: Secret::password(PASSWORD),
    };
    let account = users.users().create(user).await.unwrap();
    // Whoever planted it got a session by a link of the back end.
    let hour = Duration::from_secs(60 * 60);
    let link = users.users().sign_in_link(&account, hour).await.unwrap();
    let mut attacker = house.browser();
    let path = link.reveal().split_once("/account").unwrap().1.to_owned();
    let page = attacker.get(&house.path(&path)).await;
    attacker.submit(&page, &path, &[]).await;
    assert!(house.is_in(&mut attacker).await);

    let mut owner = house.browser();
    let page = house
        .ask_to_sign_in(&mut owner, "victim@nordlicht.example")
        .await;
    let mailed = house.mailed_code("victim@nordlicht.example").await;
    enter(&mut owner, &page, &mailed.code).await;
    assert!(house.is_in(&mut owner).await);
    assert!(
        !house.is_in(&mut attacker).await,
        "the planted session has ended"
    );
    let planted = house
        .sign_in(&mut attacker, "victim@nordlicht.example", PASSWORD)
        .await;
    assert_eq!(planted.status, 422, "the planted password is gone");
}

async fn attack_027_a_code_belongs_to_its_browser_and_purpose(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let (mut browser, mut thief) = (house.browser(), house.browser());
    let signing_in = house.ask_to_sign_in(&mut browser, &maren.email).await;
    let code = house.mailed_code(&maren.email).await.code;
    let resetting = house.ask_to_reset(&mut browser, &maren.email).await;
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
        .find(|(name, _)| name == "form_token")
        .unwrap()
        .1;
    let fields = [("form_token", token.as_str()), ("code", code.as_str())];
    let reply = thief.post(&signing_in.path, &fields).await;
    assert_eq!(reply.status, 422);
    assert!(!house.is_in(&mut thief).await);
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
    assert!(house.is_in(&mut browser).await, "the owner still gets in");
}

async fn attack_039_codes_are_counted_and_run_out(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let page = house.ask_to_sign_in(&mut browser, &maren.email).await;
    let code = house.mailed_code(&maren.email).await.code;
    let wrong = if code.starts_with('1') {
        "2345 6789"
    } else {
        "1345 6789"
    };
    for left in [4, 3, 2] {
        let reply = enter(&mut browser, &page, wrong).await;
        assert!(
            reply.text().contains(&format!("{left} more times")),
            "{}",
            reply.text()
        );
    }
    assert!(
        enter(&mut browser, &page, wrong)
            .await
            .text()
            .contains("try once more")
    );
    enter(&mut browser, &page, wrong).await;
    let right = enter(&mut browser, &page, &code).await;
    assert_eq!(right.status, 422, "the right code comes too late");
    assert!(right.text().contains("tried too often"), "{}", right.text());

    let page = house.ask_to_sign_in(&mut browser, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    house.clock.advance(Duration::from_secs(601));
    let expired = enter(&mut browser, &page, &mailed.code).await;
    assert_eq!(expired.status, 422);
    let elsewhere = house.browser().get(&mailed.link).await;
    assert!(
        !elsewhere.text().contains(&mailed.code),
        "{}",
        elsewhere.text()
    );
    house.clock.advance(Duration::from_secs(60 * 60));
    assert!(
        browser
            .get(&mailed.link)
            .await
            .text()
            .contains("This no longer works")
    );
    assert!(!house.is_in(&mut browser).await);
}

async fn attack_039_a_link_lasts_no_longer_than_its_code(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let page = house.ask_to_sign_in(&mut browser, &maren.email).await;
    let old = house.mailed_code(&maren.email).await.link;
    let path = old.trim_start_matches("/account");
    let opened = browser.get(&old).await;
    house.clock.advance(Duration::from_secs(600));
    assert_eq!(browser.submit(&opened, path, &[]).await.status, 422);
    assert!(!house.is_in(&mut browser).await);
    let over = browser.get(&old).await;
    assert!(
        over.text().contains("This no longer works"),
        "{}",
        over.text()
    );
    // Whoever did not ask can say so all the same, and whoever did gets a new one.
    let decline = house.browser().get(&format!("{old}/decline")).await;
    assert_eq!(decline.count("form[action$='/decline']"), 1);
    browser.submit(&page, "/resend", &[]).await;
    let new = house.mailed_code(&maren.email).await.link;
    let page = browser.get(&new).await;
    let path = new.trim_start_matches("/account");
    browser.submit(&page, path, &[]).await;
    assert!(house.is_in(&mut browser).await);
}

async fn attack_040_of_many_redemptions_one_succeeds(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let page = house.ask_to_reset(&mut browser, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    let link = browser.get(&mailed.link).await;
    let path = mailed.link.trim_start_matches("/account").to_owned();
    let attempts = (0..50).map(|number| {
        let (mut browser, page, link) = (browser.clone(), page.clone(), link.clone());
        let (path, code) = (path.clone(), mailed.code.clone());
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
    let reply = house
        .sign_in(&mut house.browser(), &maren.email, &done[0])
        .await;
    assert_eq!(reply.status, 303);
}

async fn attack_041_a_newer_reset_and_a_disabled_account_void_what_was_sent(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let first = house.ask_to_reset(&mut browser, &maren.email).await;
    let old = house.mailed_code(&maren.email).await;
    let second = house.ask_to_reset(&mut browser, &maren.email).await;
    let signing_in = house.ask_to_sign_in(&mut browser, &maren.email).await;
    let code = house.mailed_code(&maren.email).await;
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
    assert!(
        browser
            .get(&old.link)
            .await
            .text()
            .contains("This no longer works")
    );
    assert_eq!(browser.get(&second.path).await.count("input[name=code]"), 1);
    // Disabling voids what was sent, and enabling again revives nothing.
    let management = house.widgets.management("tests");
    management.users().disable(&maren.account).await.unwrap();
    management.users().enable(&maren.account).await.unwrap();
    let reply = enter(&mut browser, &signing_in, &code.code).await;
    assert_eq!(reply.status, 422);
    let gone = browser.get(&second.path).await;
    assert!(
        gone.text().contains("This no longer works"),
        "{}",
        gone.text()
    );
}

async fn attack_042_a_reset_signs_nobody_in(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let page = house.ask_to_reset(&mut browser, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    let fields = [
        ("code", mailed.code.as_str()),
        ("new_password", NEW_PASSWORD),
    ];
    let reply = browser.submit(&page, &code_form(&page), &fields).await;
    assert_eq!(
        reply.location().as_deref(),
        Some("/account/sign-in?notice=reset.done")
    );
    assert!(!house.is_in(&mut browser).await);
    assert!(!browser.cookies.contains_key("__Host-wg"));
}

async fn attack_044_opening_a_link_spends_nothing(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut browser = house.browser();
    let page = house.ask_to_sign_in(&mut browser, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    for path in [&mailed.link, &mailed.decline] {
        for _ in 0..3 {
            let scanned = house.browser().get(path).await;
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
    assert!(house.is_in(&mut browser).await);
}

async fn attack_050_mails_are_limited(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut own = house.signed_in(&maren).await;
    let page = own.get("/account/sign-out").await;
    own.submit(&page, "/sign-out", &[]).await;
    // A hundred at once from as many clients: the address is what is counted.
    let asked = (0..100).map(|number| {
        let (mut browser, address) = (house.browser(), maren.email.clone());
        async move {
            let asking = if number % 2 == 0 {
                "/sign-in"
            } else {
                "/reset"
            };
            let page = browser.get(&format!("/account{asking}")).await;
            let fields = [("email", address.as_str()), ("way", "email")];
            browser.submit(&page, asking, &fields).await.status
        }
    });
    let asked = at_once(asked).await;
    let sent = asked.iter().filter(|status| **status == 303).count();
    assert_eq!(sent, 5, "{asked:?}");
    assert!(asked.iter().all(|status| *status == 303 || *status == 429));
    house.deliver().await;
    assert_eq!(house.mailbox.mails().len(), 5);
    // The owner's own browser has a quota of its own.
    house.ask_to_sign_in(&mut own, &maren.email).await;
    // One client cannot go through all addresses either.
    let mut client = house.browser();
    let mut refused = 0;
    for number in 0..30 {
        let page = client.get("/account/reset").await;
        let address = format!("person{number}@nordlicht.example");
        let reply = client.submit(&page, "/reset", &[("email", &address)]).await;
        refused += usize::from(reply.status == 429);
    }
    assert_eq!(refused, 10);
    // Nor does a form of another site, or one without cookies, send anything.
    let before = house.mails_to(&maren.email).await.len();
    let mut stranger = house.browser();
    let reply = stranger
        .post("/account/reset", &[("email", &maren.email)])
        .await;
    assert_eq!(reply.status, 403);
    assert_eq!(house.mails_to(&maren.email).await.len(), before);
}

async fn attack_050_what_strangers_used_up_leaves_known_browsers_their_codes(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("maren").await;
    let mut own = house.signed_in(&maren).await;
    let page = own.get("/account/sign-out").await;
    own.submit(&page, "/sign-out", &[]).await;
    // As many mails as all strangers together may ask for, at once.
    let everybody = Taking {
        key: LimitKey::new("codes.everybody", ""),
        quota: Quota::new(1, Duration::from_millis(200 * 1000)),
    };
    let limits = &house.storage.stores.limits;
    let taken = limits.take(&[everybody], house.clock.now()).await.unwrap();
    assert_eq!(taken, Taken::Granted);
    for asking in ["/sign-in", "/reset", "/sign-up"] {
        let mut stranger = house.browser();
        let page = stranger.get(&house.path(asking)).await;
        let fields = [
            ("email", "nobody@nordlicht.example"),
            ("way", "email"),
            ("password", PASSWORD),
        ];
        let reply = stranger.submit(&page, asking, &fields).await;
        assert_eq!(reply.status, 429, "{asking}: {}", reply.text());
    }
    house.ask_to_sign_in(&mut own, &maren.email).await;
    assert_eq!(house.mails_to(&maren.email).await.len(), 1);
    assert_eq!(house.mailbox.mails().len(), 1);
}
