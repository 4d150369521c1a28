//! Changing a password that there is.

use widgets_tests::prelude::*;

use widgets_core::stores::Names;
use widgets_core::widgets::security::{ChangePassword, SetPassword};
use widgets_tests::host::pages::VAULT;

use super::{CHANGE, SECURITY, change, set};

over_every_combination! {
    a_password_is_changed_and_its_owner_hears_of_it,
    a_refused_form_shows_no_password,
    both_passwords_are_faulted_in_one_answer,
    the_form_names_its_owner_to_password_managers,
    programs_change_passwords_in_json,
    hooks_refuse_changes_and_see_no_password,
    eight_characters_are_enough_beside_a_second_factor,
}

over_every_host! {
    the_password_fits_into_the_hosts_page,
}

async fn a_password_is_changed_and_its_owner_hears_of_it(host: TestHostBuilder) {
    let log = Log::default();
    let events = log.clone();
    let host = host.with(move |builder| events.events(builder));
    let SignedIn(host, maren, mut browser) = SignedIn::of(host).await;
    let overview = must_say(browser.get(SECURITY).await, "security-password-age");
    assert!(overview.links_to(CHANGE));
    assert_eq!(overview.count("nav a[aria-current=page]"), 1);
    assert!(browser.get("/account/profile").await.links_to(SECURITY));

    let before = host.hashes();
    let saved = change(&mut browser, PASSWORD, NEW_PASSWORD, true).await;
    assert_eq!(host.hashes() - before, 2, "one to compare, one to keep");
    saved.assert_told(SECURITY, "security.password_saved_others_ended");
    must_say(browser.follow(saved).await, "security-saved-others-ended");
    assert!(host.is_in(&mut browser).await, "this session stays");
    assert!(!host.opens(&maren.email, PASSWORD).await);
    assert!(host.opens(&maren.email, NEW_PASSWORD).await);
    let [mail] = &host.mails_to(&maren.email).await[..] else {
        panic!("one mail");
    };
    assert!(
        says(&mail.subject, "mail-changed-subject"),
        "{}",
        mail.subject
    );
    assert!(mail.text.contains("/account/reset"));
    assert!(!mail.text.contains(NEW_PASSWORD) && !mail.html.contains(NEW_PASSWORD));
    let heard = log.take();
    let changed: Vec<_> = heard
        .iter()
        .filter(|own| own.contains("\"password."))
        .collect();
    assert_eq!(changed.len(), 1, "{heard:?}");
    assert!(changed[0].contains("password.changed"));
    assert!(changed[0].contains("\"others_ended\": \"true\""));
    assert!(!heard.concat().contains(NEW_PASSWORD));
}

async fn a_refused_form_shows_no_password(SignedIn(host, maren, mut browser): SignedIn) {
    let names = Names::default().family_name(Name::parse("Okaforwinter").unwrap());
    host.users().set_names(&maren.account, names).await.unwrap();
    let before = host.hashes();
    let chosen = "input[name=end_others][type=checkbox][checked]";
    for (current, new, why) in [
        (PASSWORD, "", "password-empty"),
        (PASSWORD, "fourteen chars", "password-too-short"),
        (PASSWORD, PASSWORD, "password-unchanged"),
        (PASSWORD, "okaforwinter123", "password-own-words"),
        ("", NEW_PASSWORD, "security-current-empty"),
        ("", "short", "security-current-empty"),
    ] {
        let refused = must_refuse(change(&mut browser, current, new, false).await);
        refused.assert_says(why);
        assert_eq!(refused.count("input[type=password][value]"), 0);
        assert_eq!(refused.count(chosen), 0, "what was chosen stays");
    }
    assert_eq!(
        host.hashes() - before,
        4,
        "only the current one is compared"
    );
    let form = browser.get(CHANGE).await;
    assert_eq!(form.count(chosen), 1, "others are signed out by default");
    form.assert_says_with("password-hint[other]", &[("least", "15")]);
    assert!(host.opens(&maren.email, PASSWORD).await);
}

async fn both_passwords_are_faulted_in_one_answer(SignedIn(_, _, mut browser): SignedIn) {
    let refused = must_refuse(change(&mut browser, "wrong", "short", true).await);
    for field in ["current_password", "new_password"] {
        refused.assert_invalid(field);
    }
    refused.assert_says("security-current-wrong");
    refused.assert_says_with(
        "password-too-short[other]",
        &[("has", "5"), ("least", "15")],
    );
    // A right one next to a faulty new one is no fault, and no guess.
    let refused = must_refuse(change(&mut browser, PASSWORD, "short", true).await);
    refused.assert_count("[aria-invalid=true]", 1);
    // Guesses count, whatever the new one is; ten at once from a browser the account knows.
    let form = browser.get(CHANGE).await;
    let fields = [("current_password", "wrong"), ("new_password", "short")];
    let mut limited = false;
    for _ in 0..20 {
        let reply = browser.submit(&form, "/security/password", &fields).await;
        limited |= reply.status == 429;
    }
    assert!(limited, "guesses are not limited");
}

async fn the_form_names_its_owner_to_password_managers(SignedIn(_, _, mut browser): SignedIn) {
    let form = browser.get(CHANGE).await;
    for selector in [
        "input[autocomplete=username][readonly][value='maren@nordlicht.example']",
        "input[autocomplete=current-password][name=current_password]",
        "input[autocomplete=new-password][name=new_password]",
    ] {
        form.assert_count(selector, 1);
    }
    let forgot = "/account/reset?login_hint=maren%40nordlicht.example".to_owned();
    assert!(form.links_to(&forgot), "{:?}", form.targets());
}

async fn programs_change_passwords_in_json(SignedIn(host, maren, mut program): SignedIn) {
    let mut elsewhere = host.signed_in(&maren).await;
    let mut overview = program.get_json(SECURITY).await.json();
    let weak = overview
        .as_object_mut()
        .unwrap()
        .remove("check_up")
        .unwrap();
    assert_eq!(weak[0]["name"], "no_second_factor");
    let (is_set, set_at) = (true, host.clock.now());
    let password = json!({ "is_set": is_set, "set_at": set_at });
    let expected = json!({
        "authenticators": { "is_set": false, "set_at": null },
        "passkeys": { "is_set": false, "set_at": null },
        "password": password,
        "recovery_codes": { "is_set": false, "set_at": null, "left": 0 },
    });
    assert_eq!(overview, expected);
    let form = program.get_json(CHANGE).await.json();
    let expected = json!({
        "has_password": true,
        "email": maren.email,
        "end_others": true,
        "least": 15,
    });
    assert_eq!(form, expected);
    let wrong = json!({ "current_password": "wrong", "new_password": NEW_PASSWORD });
    let refused = program.post_json(CHANGE, &wrong).await;
    refused.assert_error_at("current_password");
    let stay = json!({
        "current_password": PASSWORD, "new_password": NEW_PASSWORD, "end_others": false,
    });
    must_show(program.post_json(CHANGE, &stay).await);
    assert!(host.is_in(&mut elsewhere).await);
    // A program that does not say that others stay signed in signs them out.
    let silent = json!({ "current_password": NEW_PASSWORD, "new_password": PASSWORD });
    must_show(program.post_json(CHANGE, &silent).await);
    assert!(!host.is_in(&mut elsewhere).await);
    assert!(host.is_in(&mut program).await);
}

async fn hooks_refuse_changes_and_see_no_password(host: TestHostBuilder) {
    let log = Log::default();
    let (seen, after) = (log.clone(), log.clone());
    let refuse = move |ctx: RequestCtx, input: Arc<ChangePassword>| {
        seen.push(format!("before {input:?}"));
        let email = ctx.user().unwrap().account.email.clone().unwrap();
        std::future::ready(match email.as_str().starts_with("maren") {
            true => Err(HookRefusal::at("new_password", "Not on a Friday.")),
            false => Ok(()),
        })
    };
    let host = host.with(move |builder| {
        let builder = after.after::<ChangePassword>(builder.before(refuse));
        after.after::<SetPassword>(builder)
    });
    let SignedIn(host, maren, mut browser) = SignedIn::of(host).await;
    let refused = must_refuse(change(&mut browser, PASSWORD, NEW_PASSWORD, true).await);
    refused.assert_shows("Not on a Friday.");
    refused.assert_invalid("new_password");
    assert!(host.opens(&maren.email, PASSWORD).await);
    let jonas = host.person("Jonas").await;
    let mut browser = host.signed_in(&jonas).await;
    let wrong = change(&mut browser, "wrong", NEW_PASSWORD, true).await;
    assert_eq!(wrong.status, 422, "of this no after-hook hears");
    must_accept(change(&mut browser, PASSWORD, NEW_PASSWORD, false).await);
    let aiko = host.bare("aiko").await;
    let mut browser = host.signed_in_by_code(&aiko.email).await;
    assert_eq!(set(&mut browser, NEW_PASSWORD).await.status, 303);
    let expected = [
        "before ChangePassword(end_others: true, ..)",
        "before ChangePassword(end_others: true, ..)",
        "before ChangePassword(end_others: false, ..)",
        "after ChangePassword(end_others: false, ..)",
        "after SetPassword(end_others: true, ..)",
    ];
    assert_eq!(log.take(), expected);
}

async fn the_password_fits_into_the_hosts_page(SignedIn(host, maren, mut browser): SignedIn) {
    let overview = browser.get(&format!("{VAULT}/show")).await;
    overview.assert_count("#wg-security", 1);
    overview.assert_says("security-password-age");
    overview.assert_count("input[type=password]", 0);
    assert_eq!(overview.count("h1"), 1, "the page's own");
    let page = format!("{VAULT}/password_form");
    let form = browser.get(&page).await;
    assert_eq!(form.count("#wg-security-current_password"), 1);
    let wrong = [("current_password", "wrong"), ("new_password", "short")];
    let refused = must_refuse(browser.submit(&form, "/security/password", &wrong).await);
    refused.assert_count("#wg-security-new_password[aria-invalid=true]", 1);
    let right = [
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
    ];
    let done = browser.submit(&refused, "/security/password", &right).await;
    done.assert_told(&page, "security.password_saved");
    assert!(host.opens(&maren.email, NEW_PASSWORD).await);
}

async fn eight_characters_are_enough_beside_a_second_factor(host: TestHost) {
    let short = "k7#Vq9!x";
    let jo = host.person("Jo").await;
    let mut browser = host.signed_in(&jo).await;
    let form = browser.get(CHANGE).await;
    form.assert_count("input#new_password[minlength='15']", 1);
    let refused = must_refuse(change(&mut browser, PASSWORD, short, false).await);
    refused.assert_says("password-too-short");

    let (maren, mut browser, _) = host.person_with_app("Maren").await;
    let form = browser.get(CHANGE).await;
    form.assert_count("input#new_password[minlength='8']", 1);
    form.assert_count("[data-wg-count='8']", 1);
    let shorter = must_refuse(change(&mut browser, PASSWORD, &short[1..], false).await);
    shorter.assert_says("password-too-short");
    shorter.assert_count("input#new_password[minlength='8']", 1);
    must_accept(change(&mut browser, PASSWORD, short, false).await);
    host.clock.advance(MINUTE);
    // A reset asks for as many as for everybody, whatever the account has.
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_reset(&mut browser, &maren.email).await;
    page.assert_count("input#new_password[minlength='15']", 1);
    let reset = enter_reset(&mut browser, &page, &mailed.code, "k8#Vq9!y").await;
    reset.assert_invalid("new_password");
}
