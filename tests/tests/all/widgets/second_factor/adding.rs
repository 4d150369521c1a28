//! Adding, renaming and removing authenticator apps.

use widgets_tests::harness::factors::{ADD, App, MAKE, STEP, give, happened, key_on};
use widgets_tests::prelude::*;

use super::{WithApp, asked};

over_every_combination! {
    an_app_is_added_by_one_of_its_codes,
    a_reload_and_a_second_tab_show_the_same_key,
    attack_057_the_same_page_adds_one_app,
    apps_have_names,
    attack_059_the_last_app_takes_the_recovery_codes_with_it,
    attack_007_adding_an_app_ends_other_sessions_and_what_was_begun,
    attack_023_an_unverified_address_adds_no_app,
    attack_008_other_peoples_apps_are_missing,
    ten_apps_are_the_most,
}

const SECURITY: &str = "/account/security";

async fn an_app_is_added_by_one_of_its_codes(SignedIn(host, maren, mut browser): SignedIn) {
    let page = browser.get(SECURITY).await;
    page.assert_says("second-step-none");
    let page = browser.get(&page.target("/authenticators/add")).await;
    page.assert_says("authenticators-add");
    page.assert_count("svg.wg-qr[role=img][aria-label] path", 1);
    assert!(!page.body.contains("data:"), "{}", page.body);
    let key = key_on(&page);
    let app = App::new(&key);
    let wrong = app.wrong(&host);
    let fields = [("name", "Pixel 9"), ("code", wrong.as_str())];
    let again = must_refuse(browser.submit(&page, ADD, &fields).await);
    again.assert_says("authenticators-wrong");
    assert_eq!(key_on(&again), key, "what was scanned stays right");
    assert_eq!(again.field_value("name"), "Pixel 9");
    // Nothing is asked for yet.
    let mut other = host.signed_in(&maren).await;
    assert!(host.is_in(&mut other).await);
    let code = app.code(&host);
    let fields = [("name", "Pixel 9"), ("code", code.as_str())];
    let done = browser.submit(&again, ADD, &fields).await;
    must_tell(done, MAKE, "security.authenticator_added");
    let told = host.newest_mail(&maren.email).await;
    assert!(told.text.contains("Pixel"), "{}", told.text);
    assert!(
        told.subject.contains("authenticator app was added"),
        "{}",
        told.subject
    );
    let page = browser.get(SECURITY).await;
    page.assert_shows("Pixel 9");
    page.assert_says("authenticators-unused");
    page.assert_says("recovery-warning[0]");
    assert!(!page.body.contains(&key), "the secret is never shown again");
    let data = browser.get_json(SECURITY).await.json();
    assert_eq!(data["authenticators"]["items"][0]["name"], "Pixel 9");
    assert_eq!(data["recovery_codes"]["left"], 0);
    // The code that added it opens nothing.
    let mut browser = asked(&host, &maren).await;
    let page = must_refuse(give(&mut browser, &code).await);
    page.assert_says("second-code-used");
    host.clock.advance(STEP);
    must_accept(give(&mut browser, &app.code(&host)).await);
    let page = browser.get(SECURITY).await;
    page.assert_says("authenticators-used");
}

async fn a_reload_and_a_second_tab_show_the_same_key(SignedIn(host, maren, mut browser): SignedIn) {
    let page = browser.get(ADD).await;
    let key = key_on(&page);
    host.clock.advance(5 * MINUTE);
    let tab = browser.get(ADD).await;
    assert_eq!(key_on(&tab), key);
    assert_eq!(browser.get_json(ADD).await.json()["key"], key);
    // What the first page was given goes on.
    let app = App::new(&key);
    let code = app.code(&host);
    must_accept(browser.submit(&page, ADD, &[("code", &code)]).await);
    host.clock.advance(STEP);
    // The next app gets a secret of its own, and so does whoever signs in next here.
    let next = key_on(&browser.get(ADD).await);
    assert_ne!(next, key);
    browser.sign_out().await;
    let jo = host.person("Jo").await;
    must_accept(host.sign_in(&mut browser, &jo.email, PASSWORD).await);
    let theirs = key_on(&browser.get(ADD).await);
    assert!(theirs != key && theirs != next);
    // Not for ever.
    browser.sign_out().await;
    must_accept(host.sign_in(&mut browser, &jo.email, PASSWORD).await);
    let before = key_on(&browser.get(ADD).await);
    for _ in 0..4 {
        host.clock.advance(9 * MINUTE);
        let page = browser.get("/account/sign-in?prompt=login").await;
        must_accept(browser.submit(&page, "/sign-in", &jo.typed()).await);
    }
    assert_ne!(key_on(&browser.get(ADD).await), before);
    let _ = maren;
}

async fn attack_057_the_same_page_adds_one_app(SignedIn(host, _, mut browser): SignedIn) {
    let page = browser.get(ADD).await;
    let app = App::new(&key_on(&page));
    let code = app.code(&host);
    let fields = [("code", code.as_str())];
    let (_, one) = browser.filled_in(&page, ADD, &fields);
    let (_, two) = browser.filled_in(&page, ADD, &fields);
    let (mut first, mut second) = (browser.clone(), browser.clone());
    let (one, two) = tokio::join!(first.send(ADD, one), second.send(ADD, two));
    let accepted = [&one, &two].iter().filter(|own| own.status == 303).count();
    assert_eq!(accepted, 1, "{} {}", one.status, two.status);
    // In another session the page adds nothing.
    let jo = host.person("Jo").await;
    let mut other = host.signed_in(&jo).await;
    let setup = page.hidden(ADD, "setup").unwrap();
    host.clock.advance(STEP);
    let code = app.code(&host);
    let fields = [("setup", setup.as_str()), ("code", code.as_str())];
    let refused = must_refuse(other.post_with_token(ADD, &fields).await);
    refused.assert_says("authenticators-setup-over");
    // Nor after half an hour, nor changed.
    let mut changed = setup.clone();
    changed.replace_range(40..41, if &setup[40..41] == "A" { "B" } else { "A" });
    for (setup, wait) in [(&changed, Duration::ZERO), (&setup, 31 * MINUTE)] {
        host.clock.advance(wait);
        let mut again = browser.clone();
        let body = json!({ "setup": setup, "code": app.code(&host) });
        let refused = again.post_json(ADD, &body).await;
        assert!(
            [401, 422].contains(&refused.status.as_u16()),
            "{}",
            refused.body
        );
    }
}

async fn apps_have_names(WithApp(host, _, mut browser, _): WithApp) {
    let page = browser.get(SECURITY).await;
    let form = browser.get(&page.target("/name")).await;
    assert_eq!(form.field_value("name"), "Pixel 9");
    let action = form.path.clone();
    let long = "x".repeat(101);
    must_refuse(browser.submit(&form, &action, &[("name", &long)]).await).assert_invalid("name");
    let done = browser
        .submit(&form, &action, &[("name", "Work <b>phone")])
        .await;
    must_tell(done, SECURITY, "security.authenticator_renamed");
    browser.get(SECURITY).await.assert_shows("Work <b>phone");
    // Saving the same name is no change.
    let events = happened(&host, "authenticator.renamed").await;
    must_accept(
        browser
            .submit(&form, &action, &[("name", "Work <b>phone")])
            .await,
    );
    assert_eq!(happened(&host, "authenticator.renamed").await, events);
}

async fn attack_059_the_last_app_takes_the_recovery_codes_with_it(
    WithApp(host, maren, mut browser, app): WithApp,
) {
    host.recovery_codes(&mut browser).await;
    host.clock.advance(11 * MINUTE);
    let page = browser.get(SECURITY).await;
    let remove = page.target("/remove");
    // Not from a sign-in that is too old.
    browser
        .get(&remove)
        .await
        .assert_location_starts("/account/step-up?");
    let path = remove.split('?').next().unwrap();
    let refused = browser.post_json(path, &json!({})).await;
    refused.assert_problem(401, "stale");
    assert_eq!(
        refused.json()["step_up"]["methods"],
        json!(["authenticator", "recovery_code"])
    );
    let code = json!({ "code": app.code(&host) });
    must_show(
        browser
            .post_json("/account/step-up/authenticator", &code)
            .await,
    );
    let question = browser.get(&remove).await;
    question.assert_says("authenticators-remove-last");
    let done = browser.submit(&question, "/remove", &[]).await;
    must_tell(done, SECURITY, "security.authenticator_removed");
    let told = host.newest_mail(&maren.email).await;
    assert!(told.subject.contains("removed"), "{}", told.subject);
    let data = browser.get_json(SECURITY).await.json();
    assert_eq!(data["authenticators"]["is_set"], false);
    assert_eq!(data["recovery_codes"]["left"], 0);
    assert!(host.signed_in(&maren).await.has_session());
}

async fn attack_007_adding_an_app_ends_other_sessions_and_what_was_begun(
    SignedIn(host, maren, mut browser): SignedIn,
) {
    let mut other = host.signed_in(&maren).await;
    let link = host.sign_in_link(&maren, HOUR).await;
    let mut begun = host.browser();
    let (page, mailed) = host.code_to_sign_in(&mut begun, &maren.email).await;
    host.add_app(&mut browser, "Pixel 9").await;
    assert!(host.is_in(&mut browser).await);
    assert!(!host.is_in(&mut other).await);
    must_say(host.browser().get(&link).await, "sign-in-link-spent-title");
    must_refuse(enter(&mut begun, &page, &mailed.code).await);
    // Unless she chose otherwise.
    host.clock.advance(STEP);
    let jo = host.person("Jo").await;
    let (mut one, mut two) = (host.signed_in(&jo).await, host.signed_in(&jo).await);
    let page = must_show(one.get_json(ADD).await).json();
    let app = App::new(page["key"].as_str().unwrap());
    let body = json!({ "setup": page["setup"], "code": app.code(&host), "end_others": false });
    must_show(one.post_json(ADD, &body).await);
    assert!(host.is_in(&mut two).await);
}

async fn attack_023_an_unverified_address_adds_no_app(host: TestHost) {
    let unverified = user("Maren", Secret::password(PASSWORD)).verified(false);
    let maren = host.create(unverified).await;
    let link = host.sign_in_link(&maren, HOUR).await;
    let mut browser = host.browser();
    must_accept(follow_link(&mut browser, &link).await);
    let page = browser.get(ADD).await;
    let app = App::new(&key_on(&page));
    let code = app.code(&host);
    let refused = browser.submit(&page, ADD, &[("code", &code)]).await;
    must_refuse(refused).assert_says("authenticators-unverified");
    let data = browser.get_json(SECURITY).await.json();
    assert_eq!(data["authenticators"]["is_set"], false);
}

async fn attack_008_other_peoples_apps_are_missing(WithApp(host, _, mut victim, _): WithApp) {
    let (_, mut attacker, _) = host.person_with_app("Mallory").await;
    let data = victim.get_json(SECURITY).await.json();
    let theirs = data["authenticators"]["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for what in ["name", "remove"] {
        let path = format!("/account/security/authenticators/{theirs}/{what}");
        assert_eq!(attacker.get(&path).await.status, 404);
        must_answer(
            404,
            attacker.post_json(&path, &json!({ "name": "mine" })).await,
        );
    }
    let data = victim.get_json(SECURITY).await.json();
    assert_eq!(data["authenticators"]["items"][0]["name"], "Pixel 9");
}

async fn ten_apps_are_the_most(WithApp(host, _, mut browser, _): WithApp) {
    for number in 2..=10 {
        host.add_app(&mut browser, &format!("App {number}")).await;
        host.clock.advance(STEP);
    }
    let page = browser.get(SECURITY).await;
    page.assert_count("a[href*='/authenticators/add']", 0);
    let page = must_show(browser.get_json(ADD).await).json();
    let app = App::new(page["key"].as_str().unwrap());
    let body = json!({ "setup": page["setup"], "code": app.code(&host) });
    must_refuse(browser.post_json(ADD, &body).await);
    let data = browser.get_json(SECURITY).await.json();
    assert_eq!(
        data["authenticators"]["items"].as_array().unwrap().len(),
        10
    );
}
