//! Changing a password that there is.

use std::sync::{Arc, Mutex};
use widgets_tests::prelude::*;

use widgets_core::RequestCtx;
use widgets_core::hooks::HookRefusal;
use widgets_core::name::Name;
use widgets_core::stores::Names;
use widgets_core::widgets::security::{ChangePassword, SetPassword};
use widgets_tests::host::pages::VAULT;

use super::{CHANGE, NEW_PASSWORD, SECURITY, bare, change, hashes, opens, set, signed_in_by_code};

over_every_combination! {
    a_password_is_changed_and_its_owner_hears_of_it,
    a_refused_form_says_why_and_shows_no_password,
    the_form_names_its_owner_to_password_managers,
    programs_change_passwords_in_json,
    hooks_refuse_changes_and_see_no_password,
}

over_every_host! {
    the_password_fits_into_the_hosts_page,
}

async fn a_password_is_changed_and_its_owner_hears_of_it(host: TestHostBuilder) {
    let heard = Arc::<Mutex<Vec<String>>>::default();
    let kept = Arc::clone(&heard);
    let host = host
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
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    let overview = browser.get(SECURITY).await;
    overview.assert_says("security-password-set");
    assert!(overview.links_to(CHANGE));
    assert_eq!(overview.count("nav a[aria-current=page]"), 1);
    let profile = browser.get("/account/profile").await;
    assert!(profile.links_to(SECURITY));

    let before = hashes(&host);
    let saved = change(&mut browser, PASSWORD, NEW_PASSWORD, true).await;
    assert_eq!(hashes(&host) - before, 2, "one to compare, one to keep");
    let notice = format!("{SECURITY}?notice=security.password_saved_others_ended");
    saved.assert_location(&notice);
    let overview = browser.follow(saved).await;
    overview.assert_says("security-saved-others-ended");
    assert!(host.is_in(&mut browser).await, "this session stays");
    assert!(!opens(&host, &maren, PASSWORD).await);
    assert!(opens(&host, &maren, NEW_PASSWORD).await);
    let mails = host.mails_to(&maren.email).await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].subject.contains("was changed"));
    assert!(mails[0].text.contains("/account/reset"));
    for mail in &mails {
        assert!(!mail.text.contains(NEW_PASSWORD) && !mail.html.contains(NEW_PASSWORD));
    }
    host.deliver().await;
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

async fn a_refused_form_says_why_and_shows_no_password(OnePerson(host, maren): OnePerson) {
    let names = Names {
        family_name: Name::parse("Okaforwinter").unwrap(),
        ..Names::default()
    };
    host.users().set_names(&maren.account, names).await.unwrap();
    let mut browser = host.signed_in(&maren).await;
    let before = hashes(&host);
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
        refused.assert_shows(&why);
        assert_eq!(refused.count("input[type=password][value]"), 0);
        let chosen = refused.count("input[name=end_others][type=checkbox][checked]");
        assert_eq!(chosen, 0, "what was chosen stays");
    }
    assert_eq!(hashes(&host), before, "nothing was compared");
    let form = browser.get(CHANGE).await;
    let chosen = "input[name=end_others][type=checkbox][checked]";
    assert_eq!(form.count(chosen), 1, "others are signed out by default");
    form.assert_shows("At least 15 characters.");
    assert!(opens(&host, &maren, PASSWORD).await);
}

async fn the_form_names_its_owner_to_password_managers(SignedIn(_, _, mut browser): SignedIn) {
    let form = browser.get(CHANGE).await;
    for selector in [
        "input[autocomplete=username][readonly][value='maren@nordlicht.example']",
        "input[autocomplete=current-password][name=current_password]",
        "input[autocomplete=new-password][name=new_password]",
    ] {
        form.assert_count(&selector, 1);
    }
    let forgot = "/account/reset?login_hint=maren%40nordlicht.example".to_owned();
    assert!(form.links_to(&forgot), "{:?}", form.targets());
}

async fn programs_change_passwords_in_json(SignedIn(host, maren, mut program): SignedIn) {
    let mut elsewhere = host.signed_in(&maren).await;
    let overview = program.get_json(SECURITY).await.json();
    assert_eq!(overview, json!({ "has_password": true }));
    let form = program.get_json(CHANGE).await.json();
    let expected = json!({ "has_password": true, "email": maren.email, "end_others": true });
    assert_eq!(form, expected);
    let wrong = json!({ "current_password": "wrong", "new_password": NEW_PASSWORD });
    let refused = program.post_json(CHANGE, &wrong).await;
    refused.assert_error_at("current_password");
    let stay = json!({
        "current_password": PASSWORD, "new_password": NEW_PASSWORD, "end_others": false,
    });
    let done = program.post_json(CHANGE, &stay).await;
    done.assert_status(200);
    assert!(host.is_in(&mut elsewhere).await);
    // Who does not say that others stay signed in signs them out.
    let silent = json!({ "current_password": NEW_PASSWORD, "new_password": PASSWORD });
    let done = program.post_json(CHANGE, &silent).await;
    done.assert_status(200);
    assert!(!host.is_in(&mut elsewhere).await);
    assert!(host.is_in(&mut program).await);
}

async fn hooks_refuse_changes_and_see_no_password(host: TestHostBuilder) {
    let log = Arc::<Mutex<Vec<String>>>::default();
    let (seen, changed, first) = (Arc::clone(&log), Arc::clone(&log), Arc::clone(&log));
    let host = host
        .with(move |builder| {
            builder
                .before(move |ctx: RequestCtx, input: Arc<ChangePassword>| {
                    let seen = Arc::clone(&seen);
                    async move {
                        seen.lock().unwrap().push(format!("before {input:?}"));
                        let email = &ctx.user().unwrap().account.email;
                        if email.as_str().starts_with("maren") {
                            return Err(HookRefusal::at("new_password", "Not on a Friday."));
                        }
                        Ok(())
                    }
                })
                .after(move |_: RequestCtx, input: Arc<ChangePassword>| {
                    let changed = Arc::clone(&changed);
                    async move { changed.lock().unwrap().push(format!("after {input:?}")) }
                })
                .after(move |_: RequestCtx, input: Arc<SetPassword>| {
                    let first = Arc::clone(&first);
                    async move { first.lock().unwrap().push(format!("after {input:?}")) }
                })
        })
        .start()
        .await;
    let (maren, jonas) = (host.person("Maren").await, host.person("Jonas").await);
    let mut browser = host.signed_in(&maren).await;
    let refused = change(&mut browser, PASSWORD, NEW_PASSWORD, true).await;
    assert_eq!(refused.status, 422);
    refused.assert_shows("Not on a Friday.");
    refused.assert_count("input[name=new_password][aria-invalid=true]", 1);
    assert!(opens(&host, &maren, PASSWORD).await);
    let mut browser = host.signed_in(&jonas).await;
    let wrong = change(&mut browser, "wrong", NEW_PASSWORD, true).await;
    assert_eq!(wrong.status, 422, "of this no after-hook hears");
    let done = change(&mut browser, PASSWORD, NEW_PASSWORD, false).await;
    assert_eq!(done.status, 303);
    let aiko = bare(&host, "aiko").await;
    let mut browser = signed_in_by_code(&host, &aiko).await;
    assert_eq!(set(&mut browser, NEW_PASSWORD).await.status, 303);
    let log = log.lock().unwrap();
    assert_eq!(
        *log,
        [
            "before ChangePassword(end_others: true, ..)",
            "before ChangePassword(end_others: true, ..)",
            "before ChangePassword(end_others: false, ..)",
            "after ChangePassword(end_others: false, ..)",
            "after SetPassword(end_others: true, ..)",
        ]
    );
}

async fn the_password_fits_into_the_hosts_page(SignedIn(host, maren, mut browser): SignedIn) {
    let overview = browser.get(&format!("{VAULT}/show")).await;
    overview.assert_count("#wg-security", 1);
    assert_eq!(overview.count("h1"), 1, "the page's own");
    let page = format!("{VAULT}/password_form");
    let form = browser.get(&page).await;
    assert_eq!(form.count("#wg-security-current_password"), 1);
    let wrong = [("current_password", "wrong"), ("new_password", "short")];
    let refused = browser.submit(&form, "/security/password", &wrong).await;
    assert_eq!(refused.status, 422);
    let invalid = "#wg-security-new_password[aria-invalid=true]";
    refused.assert_count(&invalid, 1);
    let right = [
        ("current_password", PASSWORD),
        ("new_password", NEW_PASSWORD),
    ];
    let done = browser.submit(&refused, "/security/password", &right).await;
    let location = format!("{page}?notice=security.password_saved");
    assert_eq!(done.location(), Some(location), "{}", done.body);
    assert!(opens(&host, &maren, NEW_PASSWORD).await);
}
