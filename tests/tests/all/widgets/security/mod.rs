//! The room of security: setting and changing a password, as browsers without JavaScript and programs
//! see it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use widgets_core::Visit;
use widgets_core::hooks::HookRefusal;
use widgets_core::management::{Secret, UserToCreate};
use widgets_core::name::Name;
use widgets_core::security::{ChangePassword, SetPassword};
use widgets_core::stores::Names;
use widgets_tests::harness::mail::{MailedCode, code_form};
use widgets_tests::harness::person::{PASSWORD, Person};
use widgets_tests::harness::signing_up::at_once;
use widgets_tests::host::pages::VAULT;
use widgets_tests::{Browser, House, HouseBuilder, Reply};

over_every_house! {
    a_password_is_changed_and_its_owner_hears_of_it,
    a_first_password_is_set,
    a_first_password_asks_for_a_fresh_sign_in,
    a_refused_form_says_why_and_shows_no_password,
    the_form_names_its_owner_to_password_managers,
    programs_change_passwords_in_json,
    hooks_refuse_changes_and_see_no_password,
    attack_001_a_copied_cookie_is_worth_nothing_after_a_change,
    attack_007_a_change_voids_what_was_begun_and_ends_others_if_chosen,
    attack_007_a_reset_voids_what_was_begun_and_ends_every_session,
    attack_035_a_change_needs_the_current_password,
    attack_035_guesses_at_the_current_password_are_limited,
    attack_035_nobody_sets_a_first_password_twice,
    attack_035_of_many_changes_one_takes_place,
    attack_035_of_many_first_passwords_one_is_set,
    attack_041_a_change_voids_links_and_resets,
}

over_every_host! {
    the_password_fits_into_the_hosts_page,
}

const SECURITY: &str = "/account/security";
const CHANGE: &str = "/account/security/password";
const SET: &str = "/account/security/password/set";
const NEW_PASSWORD: &str = "a kettle on the windowsill";

/// Opens the form that changes a password, fills it in and submits it.
async fn change(browser: &mut Browser, current: &str, new: &str, end_others: bool) -> Reply {
    let form = browser.get(CHANGE).await;
    assert_eq!(form.status, 200, "{}", form.text());
    let mut fields = vec![("current_password", current), ("new_password", new)];
    fields.extend(end_others.then_some(("end_others", "true")));
    browser.submit(&form, "/security/password", &fields).await
}

/// The same for a first password.
async fn set(browser: &mut Browser, new: &str) -> Reply {
    let form = browser.get(SET).await;
    assert_eq!(form.status, 200, "{}", form.text());
    let fields = [("new_password", new), ("end_others", "true")];
    browser
        .submit(&form, "/security/password/set", &fields)
        .await
}

/// Somebody without a password.
async fn bare(house: &House, name: &str) -> Person {
    let email = format!("{name}@nordlicht.example");
    let user = UserToCreate {
        email: email.clone(),
        verified: true,
        display_name: String::new(),
        secret: Secret::None,
    };
    let users = house.widgets.management("tests");
    let account = users.users().create(user).await.unwrap();
    Person { account, email }
}

/// A fresh browser in which that person signed in with a code.
async fn signed_in_by_code(house: &House, person: &Person) -> Browser {
    let mut browser = house.browser();
    let page = house.ask_to_sign_in(&mut browser, &person.email).await;
    let code = house.mailed_code(&person.email).await.code;
    let reply = enter(&mut browser, &page, &[("code", &code)]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    browser
}

async fn enter(browser: &mut Browser, page: &Reply, fields: &[(&str, &str)]) -> Reply {
    browser.submit(page, &code_form(page), fields).await
}

/// Whether that password signs in.
async fn opens(house: &House, person: &Person, password: &str) -> bool {
    let mut browser = house.browser();
    let reply = house.sign_in(&mut browser, &person.email, password).await;
    assert!([303, 422].contains(&reply.status.as_u16()));
    reply.status == 303
}

fn hashes(house: &House) -> u64 {
    house.widgets.password_hashes().computed()
}

async fn a_password_is_changed_and_its_owner_hears_of_it(house: HouseBuilder) {
    let heard = Arc::<Mutex<Vec<String>>>::default();
    let kept = Arc::clone(&heard);
    let house = house
        .with(move |builder| {
            builder.subscribe(move |event| {
                let kept = Arc::clone(&kept);
                async move {
                    let told = format!("{} {:?}", event.action, event.details);
                    kept.lock().unwrap().push(told);
                    Ok(())
                }
            })
        })
        .start()
        .await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let overview = browser.get(SECURITY).await;
    assert!(overview.text().contains("A password is set."));
    assert!(overview.targets().contains(&CHANGE.to_owned()));
    assert_eq!(overview.count("nav a[aria-current=page]"), 1);
    let profile = browser.get("/account/profile").await;
    assert!(profile.targets().contains(&SECURITY.to_owned()));

    let before = hashes(&house);
    let saved = change(&mut browser, PASSWORD, NEW_PASSWORD, true).await;
    assert_eq!(hashes(&house) - before, 2, "one to compare, one to keep");
    let notice = format!("{SECURITY}?notice=security.password_saved_others_ended");
    assert_eq!(saved.location().unwrap(), notice, "{}", saved.text());
    let overview = browser.follow(saved).await;
    assert!(overview.text().contains("Your new password is saved, and"));
    assert!(house.is_in(&mut browser).await, "this session stays");
    assert!(!opens(&house, &maren, PASSWORD).await);
    assert!(opens(&house, &maren, NEW_PASSWORD).await);
    let mails = house.mails_to(&maren.email).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject.contains("was changed"));
    assert!(mails[0].text.contains("/account/reset"));
    for mail in &mails {
        assert!(!mail.text.contains(NEW_PASSWORD) && !mail.html.contains(NEW_PASSWORD));
    }
    house.deliver().await;
    let heard = heard.lock().unwrap();
    let changed: Vec<_> = heard
        .iter()
        .filter(|event| event.starts_with("password."))
        .collect();
    assert_eq!(changed.len(), 1, "{heard:?}");
    assert!(changed[0].starts_with("password.changed"));
    assert!(changed[0].contains("\"others_ended\": \"true\""));
    assert!(!heard.concat().contains(NEW_PASSWORD));
}

async fn a_first_password_is_set(house: HouseBuilder) {
    let house = house.start().await;
    let aiko = bare(&house, "aiko").await;
    let mut browser = signed_in_by_code(&house, &aiko).await;
    let overview = browser.get(SECURITY).await;
    assert!(
        overview.text().contains("No password is set."),
        "{}",
        overview.text()
    );
    assert!(overview.targets().contains(&SET.to_owned()));
    let other = browser.get(CHANGE).await;
    assert_eq!(other.count("input[type=password]"), 0, "nothing to change");
    assert!(other.targets().contains(&SET.to_owned()));

    let mut elsewhere = signed_in_by_code(&house, &aiko).await;
    for (weak, why) in [
        ("", "Choose a password."),
        ("short", "at least 15"),
        ("aiko@nordlicht.example", "mostly your name"),
    ] {
        let refused = set(&mut browser, weak).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains(why), "{}", refused.text());
    }
    let saved = set(&mut browser, NEW_PASSWORD).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let overview = browser.follow(saved).await;
    assert!(
        overview.text().contains("A password is set."),
        "{}",
        overview.text()
    );
    assert!(!house.is_in(&mut elsewhere).await);
    assert!(house.is_in(&mut browser).await);
    assert!(opens(&house, &aiko, NEW_PASSWORD).await);
    let mails = house.mails_to(&aiko.email).await;
    assert!(mails.last().unwrap().subject.contains("was set"));
}

async fn a_first_password_asks_for_a_fresh_sign_in(house: HouseBuilder) {
    let house = house.start().await;
    let aiko = bare(&house, "aiko").await;
    let mut browser = signed_in_by_code(&house, &aiko).await;
    let form = browser.get(SET).await;
    house.clock.advance(Duration::from_secs(11 * 60));
    let again = browser.get(SET).await;
    assert_eq!(again.status, 303);
    let fields = [("new_password", NEW_PASSWORD)];
    let late = browser
        .submit(&form, "/security/password/set", &fields)
        .await;
    assert_eq!(late.status, 303);
    assert!(!late.location().unwrap().starts_with(SECURITY));
    let body = json!({ "new_password": NEW_PASSWORD });
    let program = browser.post_json("/account", SET, &body).await;
    assert_eq!(program.status, 401);
    assert_eq!(program.json()["code"], "stale");
    assert!(!opens(&house, &aiko, NEW_PASSWORD).await);
    assert_eq!(
        browser.get(SECURITY).await.status,
        200,
        "looking needs none"
    );
}

async fn a_refused_form_says_why_and_shows_no_password(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let management = house.widgets.management("tests");
    let names = Names {
        family_name: Name::parse("Okaforwinter").unwrap(),
        ..Names::default()
    };
    management
        .users()
        .set_names(&maren.account, names)
        .await
        .unwrap();
    let mut browser = house.signed_in(&maren).await;
    let before = hashes(&house);
    for (current, new, why) in [
        (PASSWORD, "", "Choose a password."),
        (PASSWORD, "fourteen chars", "at least 15"),
        (PASSWORD, PASSWORD, "This is the password you have now."),
        (PASSWORD, "okaforwinter123", "mostly your name"),
        ("", NEW_PASSWORD, "Enter the password you have now."),
        ("", "short", "Please check what you entered"),
    ] {
        let refused = change(&mut browser, current, new, false).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains(why), "{why}: {}", refused.text());
        assert_eq!(refused.count("input[type=password][value]"), 0);
        let chosen = refused.count("input[name=end_others][type=checkbox][checked]");
        assert_eq!(chosen, 0, "what was chosen stays");
    }
    assert_eq!(hashes(&house), before, "nothing was compared");
    let form = browser.get(CHANGE).await;
    let chosen = "input[name=end_others][type=checkbox][checked]";
    assert_eq!(form.count(chosen), 1, "others are signed out by default");
    assert!(form.text().contains("At least 15 characters."));
    assert!(opens(&house, &maren, PASSWORD).await);
}

async fn the_form_names_its_owner_to_password_managers(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let form = browser.get(CHANGE).await;
    for selector in [
        "input[autocomplete=username][readonly][value='maren@nordlicht.example']",
        "input[autocomplete=current-password][name=current_password]",
        "input[autocomplete=new-password][name=new_password]",
    ] {
        assert_eq!(form.count(selector), 1, "{selector}: {}", form.body);
    }
    let forgot = "/account/reset?login_hint=maren%40nordlicht.example".to_owned();
    assert!(form.targets().contains(&forgot), "{:?}", form.targets());
}

async fn programs_change_passwords_in_json(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut program = house.signed_in(&maren).await;
    let mut elsewhere = house.signed_in(&maren).await;
    let overview = program.get_json(SECURITY).await.json();
    assert_eq!(overview, json!({ "has_password": true }));
    let form = program.get_json(CHANGE).await.json();
    let expected = json!({ "has_password": true, "email": maren.email, "end_others": true });
    assert_eq!(form, expected);
    let wrong = json!({ "current_password": "wrong", "new_password": NEW_PASSWORD });
    let refused = program.post_json("/account", CHANGE, &wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.json()["errors"][0]["field"], "current_password");
    let stay = json!({
        "current_password": PASSWORD, "new_password": NEW_PASSWORD, "end_others": false,
    });
    let done = program.post_json("/account", CHANGE, &stay).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(house.is_in(&mut elsewhere).await);
    // Who does not say that others stay signed in signs them out.
    let silent = json!({ "current_password": NEW_PASSWORD, "new_password": PASSWORD });
    let done = program.post_json("/account", CHANGE, &silent).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(!house.is_in(&mut elsewhere).await);
    assert!(house.is_in(&mut program).await);
}

async fn hooks_refuse_changes_and_see_no_password(house: HouseBuilder) {
    let log = Arc::<Mutex<Vec<String>>>::default();
    let (seen, changed, first) = (Arc::clone(&log), Arc::clone(&log), Arc::clone(&log));
    let house = house
        .with(move |builder| {
            builder
                .before(move |visit: Visit, input: Arc<ChangePassword>| {
                    let seen = Arc::clone(&seen);
                    async move {
                        seen.lock().unwrap().push(format!("before {input:?}"));
                        let email = &visit.user().unwrap().account.email;
                        if email.as_str().starts_with("maren") {
                            return Err(HookRefusal::at("new_password", "Not on a Friday."));
                        }
                        Ok(())
                    }
                })
                .after(move |_: Visit, input: Arc<ChangePassword>| {
                    let changed = Arc::clone(&changed);
                    async move { changed.lock().unwrap().push(format!("after {input:?}")) }
                })
                .after(move |_: Visit, input: Arc<SetPassword>| {
                    let first = Arc::clone(&first);
                    async move { first.lock().unwrap().push(format!("after {input:?}")) }
                })
        })
        .start()
        .await;
    let (maren, jonas) = (house.person("Maren").await, house.person("Jonas").await);
    let mut browser = house.signed_in(&maren).await;
    let refused = change(&mut browser, PASSWORD, NEW_PASSWORD, true).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("Not on a Friday."),
        "{}",
        refused.text()
    );
    assert_eq!(
        refused.count("input[name=new_password][aria-invalid=true]"),
        1
    );
    assert!(opens(&house, &maren, PASSWORD).await);
    let mut browser = house.signed_in(&jonas).await;
    let wrong = change(&mut browser, "wrong", NEW_PASSWORD, true).await;
    assert_eq!(wrong.status, 422, "of this no after-hook hears");
    let done = change(&mut browser, PASSWORD, NEW_PASSWORD, false).await;
    assert_eq!(done.status, 303);
    let aiko = bare(&house, "aiko").await;
    let mut browser = signed_in_by_code(&house, &aiko).await;
    assert_eq!(set(&mut browser, NEW_PASSWORD).await.status, 303);
    let log = log.lock().unwrap();
    assert_eq!(
        *log,
        [
            "before ChangePassword { end_others: true }",
            "before ChangePassword { end_others: true }",
            "before ChangePassword { end_others: false }",
            "after ChangePassword { end_others: false }",
            "after SetPassword { end_others: true }",
        ]
    );
}

/// What was begun for somebody before a change: a sign-in and a reset by code, each in a browser of
/// its own, and a link of the host's back end.
struct Begun {
    sign_in: (Browser, Reply, MailedCode),
    reset: (Browser, Reply, MailedCode),
    link: String,
}

impl Begun {
    async fn for_person(house: &House, person: &Person) -> Self {
        // Mails of before come before.
        house.deliver().await;
        let mut browser = house.browser();
        let page = house.ask_to_sign_in(&mut browser, &person.email).await;
        let sign_in = (browser, page, house.mailed_code(&person.email).await);
        let mut browser = house.browser();
        let page = house.ask_to_reset(&mut browser, &person.email).await;
        let reset = (browser, page, house.mailed_code(&person.email).await);
        let management = house.widgets.management("tests");
        let hour = Duration::from_secs(60 * 60);
        let link = management.users().sign_in_link(&person.account, hour).await;
        let link = link.unwrap().reveal().to_owned();
        let (_, token) = link.rsplit_once('/').unwrap();
        Self {
            sign_in,
            reset,
            link: format!("/account/sign-in/link/{token}"),
        }
    }

    async fn comes_to_nothing(mut self, house: &House) {
        let (browser, page, mailed) = &mut self.sign_in;
        let late = enter(browser, page, &[("code", &mailed.code)]).await;
        assert_eq!(late.status, 422);
        let link = browser.get(&mailed.link).await;
        assert!(link.text().contains("This no longer works"));
        assert!(!house.is_in(browser).await);
        let (browser, page, mailed) = &mut self.reset;
        let fields = [
            ("code", mailed.code.as_str()),
            ("new_password", "three spoons in the drawer"),
        ];
        assert_eq!(enter(browser, page, &fields).await.status, 422);
        let link = browser.get(&mailed.link).await;
        assert!(link.text().contains("This no longer works"));
        let spent = house.browser().get(&self.link).await;
        assert!(spent.text().contains("This link no longer works"));
    }
}

async fn attack_001_a_copied_cookie_is_worth_nothing_after_a_change(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let mut thief = browser.clone();
    let reply = change(&mut browser, PASSWORD, NEW_PASSWORD, false).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(house.is_in(&mut browser).await);
    assert!(!house.is_in(&mut thief).await);
}

async fn attack_007_a_change_voids_what_was_begun_and_ends_others_if_chosen(house: HouseBuilder) {
    let house = house.start().await;
    for (name, end_others) in [("Maren", true), ("Jonas", false)] {
        let person = house.person(name).await;
        let mut browser = house.signed_in(&person).await;
        let mut elsewhere = house.signed_in(&person).await;
        let begun = Begun::for_person(&house, &person).await;
        let done = change(&mut browser, PASSWORD, NEW_PASSWORD, end_others).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert!(house.is_in(&mut browser).await);
        assert_eq!(house.is_in(&mut elsewhere).await, !end_others);
        begun.comes_to_nothing(&house).await;
        assert!(opens(&house, &person, NEW_PASSWORD).await);
    }
}

async fn attack_007_a_reset_voids_what_was_begun_and_ends_every_session(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut here = house.signed_in(&maren).await;
    let mut elsewhere = house.signed_in(&maren).await;
    let mut begun = Begun::for_person(&house, &maren).await;
    let page = house.ask_to_reset(&mut here, &maren.email).await;
    let mailed = house.mailed_code(&maren.email).await;
    let fields = [
        ("code", mailed.code.as_str()),
        ("new_password", NEW_PASSWORD),
    ];
    let reply = enter(&mut here, &page, &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    for browser in [&mut here, &mut elsewhere, &mut begun.sign_in.0] {
        assert!(!house.is_in(browser).await);
    }
    begun.comes_to_nothing(&house).await;
    assert!(opens(&house, &maren, NEW_PASSWORD).await);
}

async fn attack_035_a_change_needs_the_current_password(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let before = hashes(&house);
    let wrong = change(&mut browser, "not the password", NEW_PASSWORD, true).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(hashes(&house) - before, 1, "as much as a right one costs");
    let text = wrong.text();
    assert!(
        text.contains("This is not the password you have now."),
        "{text}"
    );
    assert_eq!(
        wrong.count("#current_password[autofocus][aria-invalid=true]"),
        1
    );
    // Left out, under another name, or claimed to be proved: it is not there.
    let bodies = [
        json!({ "new_password": NEW_PASSWORD }),
        json!({ "password": PASSWORD, "new_password": NEW_PASSWORD }),
        json!({ "new_password": NEW_PASSWORD, "verified": true, "current_password": null }),
    ];
    for body in bodies {
        let refused = browser.post_json("/account", CHANGE, &body).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert_eq!(refused.json()["errors"][0]["field"], "current_password");
    }
    // Somebody else's password is not the one either.
    let jonas = house.person("Jonas").await;
    let mut other = house.signed_in(&jonas).await;
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
    assert!(opens(&house, &maren, PASSWORD).await);
    assert!(house.mails_to(&maren.email).await.is_empty());
}

async fn attack_035_guesses_at_the_current_password_are_limited(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let browser = house.signed_in(&maren).await;
    let form = browser.clone().get(CHANGE).await;
    let before = hashes(&house);
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
    assert_eq!(hashes(&house) - before, 10);
    // They count where somebody signs in with this browser, too; the right one after a wait begins
    // anew.
    let mut own = browser.clone();
    let page = own.get("/account/sign-in?prompt=login").await;
    let fields = [("email", maren.email.as_str()), ("password", PASSWORD)];
    assert_eq!(own.submit(&page, "/sign-in", &fields).await.status, 429);
    house.clock.advance(Duration::from_secs(61));
    let done = change(&mut own, PASSWORD, NEW_PASSWORD, true).await;
    assert_eq!(done.status, 303, "{}", done.text());
    for _ in 0..9 {
        let wrong = change(&mut own, "wrong", PASSWORD, true).await;
        assert_eq!(wrong.status, 422);
    }
}

async fn attack_035_nobody_sets_a_first_password_twice(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    // The form is not shown, so the token comes from another.
    let shown = browser.get(SET).await;
    assert_eq!(shown.count("input[type=password]"), 0);
    assert!(shown.targets().contains(&CHANGE.to_owned()));
    let form = browser.get(CHANGE).await;
    let (_, hidden) = form.form("/security/password");
    let mut fields: Vec<_> = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    fields.push(("new_password", NEW_PASSWORD));
    let refused = browser.post(SET, &fields).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    let text = refused.text();
    assert!(text.contains("has a password already"), "{text}");
    let body = json!({ "new_password": NEW_PASSWORD, "has_password": false });
    let refused = browser.post_json("/account", SET, &body).await;
    assert_eq!(refused.status, 422);
    let told = refused.json()["errors"][0]["message"].clone();
    assert!(told.as_str().unwrap().contains("has a password already"));
    assert!(opens(&house, &maren, PASSWORD).await);
    assert!(!opens(&house, &maren, NEW_PASSWORD).await);
    assert!(house.mails_to(&maren.email).await.is_empty());
    // Nor is there anything to change where there is none, for the same work.
    let aiko = bare(&house, "aiko").await;
    let mut browser = signed_in_by_code(&house, &aiko).await;
    let before = hashes(&house);
    let body = json!({ "current_password": "anything", "new_password": NEW_PASSWORD });
    let refused = browser.post_json("/account", CHANGE, &body).await;
    assert_eq!(refused.status, 422);
    let told = refused.json()["errors"][0]["message"].clone();
    assert!(told.as_str().unwrap().contains("has no password yet"));
    assert_eq!(hashes(&house) - before, 1);
    assert!(!opens(&house, &aiko, NEW_PASSWORD).await);
}

async fn attack_035_of_many_changes_one_takes_place(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    // As many browsers, so that their own limits hold none of them back.
    let mut browsers = Vec::new();
    for _ in 0..10 {
        browsers.push(house.signed_in(&maren).await);
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
            let reply = browser.post_json("/account", CHANGE, &body).await;
            let status = reply.status.as_u16();
            // The session has another token from the first one on.
            assert!([200, 401, 403, 422].contains(&status), "{}", reply.body);
            (status == 200).then_some(new)
        }
    });
    let done: Vec<String> = at_once(attempts).await.into_iter().flatten().collect();
    assert_eq!(done.len(), 1, "{done:?}");
    assert!(opens(&house, &maren, &done[0]).await);
    assert!(!opens(&house, &maren, PASSWORD).await);
    assert_eq!(house.mails_to(&maren.email).await.len(), 1);
}

async fn attack_035_of_many_first_passwords_one_is_set(house: HouseBuilder) {
    let house = house.start().await;
    let aiko = bare(&house, "aiko").await;
    let browser = signed_in_by_code(&house, &aiko).await;
    let before = house.mails_to(&aiko.email).await.len();
    let attempts = (0..20).map(|number| {
        let mut browser = browser.clone();
        async move {
            let new = format!("{NEW_PASSWORD} {number}");
            let body = json!({ "new_password": new });
            let reply = browser.post_json("/account", SET, &body).await;
            let status = reply.status.as_u16();
            // The session has another token from the first one on.
            assert!([200, 401, 403, 422].contains(&status), "{}", reply.body);
            (status == 200).then_some(new)
        }
    });
    let done: Vec<String> = at_once(attempts).await.into_iter().flatten().collect();
    assert_eq!(done.len(), 1, "{done:?}");
    assert!(opens(&house, &aiko, &done[0]).await);
    assert_eq!(house.mails_to(&aiko.email).await.len(), before + 1);
}

async fn attack_041_a_change_voids_links_and_resets(house: HouseBuilder) {
    let house = house.start().await;
    let aiko = bare(&house, "aiko").await;
    let mut browser = signed_in_by_code(&house, &aiko).await;
    // A first password too: whoever asked for a code before it does not get in by it.
    let begun = Begun::for_person(&house, &aiko).await;
    assert_eq!(set(&mut browser, NEW_PASSWORD).await.status, 303);
    begun.comes_to_nothing(&house).await;
    let begun = Begun::for_person(&house, &aiko).await;
    let done = change(&mut browser, NEW_PASSWORD, PASSWORD, false).await;
    assert_eq!(done.status, 303, "{}", done.text());
    begun.comes_to_nothing(&house).await;
    // What is asked for afterwards works.
    house.clock.advance(Duration::from_secs(60 * 60));
    let mut later = signed_in_by_code(&house, &aiko).await;
    assert!(house.is_in(&mut later).await);
}

async fn the_password_fits_into_the_hosts_page(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let overview = browser.get(&format!("{VAULT}/show")).await;
    assert_eq!(overview.count("#wg-security"), 1, "{}", overview.body);
    assert_eq!(overview.count("h1"), 1, "the page's own");
    let page = format!("{VAULT}/password_form");
    let form = browser.get(&page).await;
    assert_eq!(form.count("#wg-security-current_password"), 1);
    let wrong = [("current_password", "wrong"), ("new_password", "short")];
    let refused = browser.submit(&form, "/security/password", &wrong).await;
    assert_eq!(refused.status, 422);
    let invalid = "#wg-security-new_password[aria-invalid=true]";
    assert_eq!(refused.count(invalid), 1, "{}", refused.body);
    let right = [
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
    ];
    let done = browser.submit(&refused, "/security/password", &right).await;
    let location = format!("{page}?notice=security.password_saved");
    assert_eq!(done.location(), Some(location), "{}", done.body);
    assert!(opens(&house, &maren, NEW_PASSWORD).await);
}
