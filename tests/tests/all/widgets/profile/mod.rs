//! The widget of profiles, as browsers without JavaScript and programs see it.

mod external_store;
mod names;
mod preferences;

use std::sync::{Arc, Mutex};
use widgets_tests::prelude::*;

use widgets_core::RequestCtx;
use widgets_core::hooks::HookRefusal;
use widgets_core::name::Name;
use widgets_core::stores::*;
use widgets_core::time_zone::ZoneName;
use widgets_core::widgets::profile::{ChangeNames, ChangePreferences};

over_every_combination! {
    programs_read_and_change_profiles_in_json,
    a_page_reads_the_profile_once,
    hooks_hear_of_changes_and_refuse_them,
    the_back_end_sets_profiles,
}

const NAMES: &str = "/account/profile/names";
const PREFERENCES: &str = "/account/profile/preferences";

/// Opens the form of names, fills it in and submits it.
async fn save_names(browser: &mut Browser, names: [&str; 4]) -> Reply {
    let form = browser.get(NAMES).await;
    form.assert_status(200);
    browser
        .submit(&form, "/profile/names", &fields(names))
        .await
}

fn fields([given, middle, family, display]: [&str; 4]) -> [(&'static str, &str); 4] {
    [
        ("given_name", given),
        ("middle_name", middle),
        ("family_name", family),
        ("display_name", display),
    ]
}

async fn save_preferences(browser: &mut Browser, language: &str, zone: &str) -> Reply {
    let form = browser.get(PREFERENCES).await;
    form.assert_status(200);
    let fields = [("language", language), ("time_zone", zone)];
    browser.submit(&form, "/profile/preferences", &fields).await
}

async fn programs_read_and_change_profiles_in_json(SignedIn(_, _, mut program): SignedIn) {
    let profile = program.get_json("/account/profile").await;
    let expected = json!({
        "display_name": "Maren", "given_name": "", "middle_name": "", "family_name": "",
        "language": null, "time_zone": null, "email": "maren@nordlicht.example",
    });
    assert_eq!(profile.json(), expected);
    let form = program.get_json(NAMES).await.json();
    assert_eq!(form["display_name"], "Maren");

    // What was read can be sent back, nulls and all.
    let same = program.post_json(PREFERENCES, &profile.json()).await;
    same.assert_status(200);
    let names = json!({
        "display_name": "M.", "given_name": "Maren", "middle_name": "", "family_name": "Okafor",
    });
    let reply = program.post_json(NAMES, &names).await;
    reply.assert_status(200);
    let choices = program.get_json(PREFERENCES).await.json();
    assert!(
        choices["languages"]
            .as_array()
            .unwrap()
            .iter()
            .any(|own| own["tag"] == "en")
    );
    let areas = choices["time_zones"].as_array().unwrap();
    let europe = areas.iter().find(|own| own["area"] == "Europe").unwrap();
    let zones = europe["zones"].as_array().unwrap();
    assert!(zones.contains(&json!({ "name": "Europe/Berlin", "place": "Berlin" })));
    let chosen = json!({ "language": "en", "time_zone": "america/new_york" });
    let answer = program.post_json(PREFERENCES, &chosen).await;
    answer.assert_status(200);
    let profile = program.get_json("/account/profile").await.json();
    assert_eq!(profile["given_name"], "Maren");
    assert_eq!(profile["time_zone"], "America/New_York");

    let refused = program
        .post_json(NAMES, &json!({ "given_name": "M" }))
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    let told = refused.json()["errors"].as_array().unwrap().len();
    assert_eq!(
        told, 3,
        "what was left out is told field by field: {}",
        refused.body
    );
    let long = json!({
        "display_name": "x".repeat(101), "given_name": "", "middle_name": "", "family_name": "",
    });
    let refused = program.post_json(NAMES, &long).await;
    assert_eq!(refused.json()["errors"][0]["field"], "display_name");
    let unknown = json!({ "language": "xx", "time_zone": null });
    let refused = program.post_json(PREFERENCES, &unknown).await;
    assert_eq!(refused.json()["errors"][0]["field"], "language");
    let same = program.get_json("/account/profile").await.json();
    assert_eq!(same, profile, "what was refused changed nothing");
}

async fn a_page_reads_the_profile_once(SignedIn(host, _, mut browser): SignedIn) {
    let mut read = 0;
    let mut now = || {
        let before = read;
        read = host.counts.all().2;
        read - before
    };
    now();
    for page in [
        "/account/profile",
        NAMES,
        PREFERENCES,
        "/account/sessions",
        "/account/hello",
    ] {
        assert_eq!(browser.get(page).await.status, 200);
        assert_eq!(now(), 1, "{page}");
    }
    browser.get_json("/account/profile").await;
    assert_eq!(now(), 1);
    browser.get_json("/account/sessions").await;
    // Problems are told in one's own language, to programs too.
    assert_eq!(now(), 1);
    let missing = browser.get("/account/sessions/none/end").await;
    assert_eq!((missing.status.as_u16(), now()), (404, 1));
    let refused = save_names(&mut browser, ["a\nb", "", "", ""]).await;
    // The form, and the form again.
    assert_eq!((refused.status.as_u16(), now()), (422, 2));
    assert_eq!(host.browser().get("/account/profile").await.status, 303);
    assert_eq!(now(), 0, "nobody has no profile");
}

async fn hooks_hear_of_changes_and_refuse_them(host: TestHostBuilder) {
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let (heard, events) = (Arc::clone(&log), Arc::<Mutex<Vec<String>>>::default());
    let kept = Arc::clone(&events);
    let host = host
        .with(move |builder| {
            builder
                .before(|_: RequestCtx, input: Arc<ChangeNames>| async move {
                    if input.names.family_name.as_str() == "Admin" {
                        return Err(HookRefusal::at("family_name", "Not this one, please."));
                    }
                    Ok(())
                })
                .after(move |_: RequestCtx, input: Arc<ChangePreferences>| {
                    let heard = Arc::clone(&heard);
                    async move {
                        let zone = input
                            .preferences
                            .time_zone
                            .as_ref()
                            .map(ToString::to_string);
                        heard.lock().unwrap().extend(zone);
                    }
                })
                .subscribe(move |event| {
                    let kept = Arc::clone(&kept);
                    async move {
                        kept.lock().unwrap().push(format!("{event:?}"));
                        Ok(())
                    }
                })
        })
        .start()
        .await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    let refused = save_names(&mut browser, ["Root", "", "Admin", ""]).await;
    assert_eq!(refused.status, 422);
    refused.assert_shows("Not this one, please.");
    refused.assert_count("input[name=family_name][aria-invalid=true]", 1);
    assert_eq!(refused.count("input[name=given_name][value=Root]"), 1);
    save_names(&mut browser, ["Marenka", "", "Okafor", ""]).await;
    save_preferences(&mut browser, "", "Europe/Berlin").await;
    assert_eq!(*log.lock().unwrap(), ["Europe/Berlin"]);

    while host.widgets.worker().run_once().await.unwrap() > 0 {}
    let events = events.lock().unwrap();
    let count = |action: &str| events.iter().filter(|event| event.contains(action)).count();
    // The back end's, and the one that was accepted.
    assert_eq!(count("profile.names_changed"), 2);
    assert_eq!(count("profile.preferences_changed"), 1);
    assert_eq!(count("Marenka"), 0, "names stay out of events");
}

async fn the_back_end_sets_profiles(OnePerson(host, maren): OnePerson) {
    let users = host.users();
    let names = Names {
        given_name: Name::parse("Maren").unwrap(),
        family_name: Name::parse("Okafor").unwrap(),
        ..Names::default()
    };
    users
        .set_names(&maren.account, names.clone())
        .await
        .unwrap();
    let time_zone = ZoneName::parse("Europe/Berlin");
    let preferences = Preferences {
        time_zone,
        ..Preferences::default()
    };
    users
        .set_preferences(&maren.account, preferences.clone())
        .await
        .unwrap();
    let profile = users.profile(&maren.account).await.unwrap();
    assert_eq!(profile, Profile { names, preferences });
    let mut browser = host.signed_in(&maren).await;
    let page = browser.get("/account/profile").await;
    page.assert_shows("Maren Okafor");
}
