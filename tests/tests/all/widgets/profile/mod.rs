//! The widget of profiles, as browsers without JavaScript and programs see it.

mod external_store;
mod names;
mod preferences;

use widgets_core::stores::*;
use widgets_core::time_zone::ZoneName;
use widgets_core::widgets::profile::{ChangeNames, ChangePreferences};
use widgets_tests::prelude::*;

over_every_combination! {
    programs_read_and_change_profiles_in_json,
    programs_get_an_error_for_each_field,
    a_page_reads_the_profile_once,
    hooks_hear_of_changes_and_refuse_them,
    the_back_end_sets_profiles,
}

const NAMES: &str = "/account/profile/names";
const PREFERENCES: &str = "/account/profile/preferences";

/// Opens the form of names, fills it in and submits it.
async fn save_names(browser: &mut Browser, names: [&str; 4]) -> Reply {
    browser.fill(NAMES, &fields(names)).await
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
    let fields = [("language", language), ("time_zone", zone)];
    browser.fill(PREFERENCES, &fields).await
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
    must_show(program.post_json(PREFERENCES, &profile.json()).await);
    let names = json!({
        "display_name": "M.", "given_name": "Maren", "middle_name": "", "family_name": "Okafor",
    });
    must_show(program.post_json(NAMES, &names).await);
    let choices = program.get_json(PREFERENCES).await.json();
    let has = |list: &Value, name: &str, value: &str| {
        let mut all = list.as_array().unwrap().iter();
        let found = all.find(|own| own[name] == value);
        found
            .unwrap_or_else(|| panic!("no {value} in {list}"))
            .clone()
    };
    has(&choices["languages"], "tag", "en");
    let europe = has(&choices["time_zones"], "area", "Europe");
    let berlin = has(&europe["zones"], "name", "Europe/Berlin");
    assert_eq!(berlin["place"], "Berlin");
    let chosen = json!({ "language": "en", "time_zone": "america/new_york" });
    must_show(program.post_json(PREFERENCES, &chosen).await);
    let profile = program.get_json("/account/profile").await.json();
    assert_eq!(profile["given_name"], "Maren");
    assert_eq!(profile["time_zone"], "America/New_York");
}

async fn a_page_reads_the_profile_once(SignedIn(host, _, mut browser): SignedIn) {
    let mut read = host.work().profiles;
    let mut reads = || host.work().profiles - std::mem::replace(&mut read, host.work().profiles);
    let sessions = "/account/sessions";
    for page in [
        "/account/profile",
        NAMES,
        PREFERENCES,
        sessions,
        "/account/hello",
    ] {
        assert_eq!(browser.get(page).await.status, 200);
        assert_eq!(reads(), 1, "{page}");
    }
    // Programs too are told problems in the language of the person.
    for path in ["/account/profile", sessions] {
        browser.get_json(path).await;
        assert_eq!(reads(), 1, "{path}");
    }
    let missing = browser.get("/account/sessions/none/end").await;
    assert_eq!((missing.status.as_u16(), reads()), (404, 1));
    let refused = save_names(&mut browser, ["a\nb", "", "", ""]).await;
    // The form, and the form again.
    assert_eq!((refused.status.as_u16(), reads()), (422, 2));
    assert_eq!(host.browser().get("/account/profile").await.status, 303);
    assert_eq!(reads(), 0, "nobody is signed in, so there is no profile");
}

async fn hooks_hear_of_changes_and_refuse_them(host: TestHostBuilder) {
    let (log, events) = (Log::default(), Log::default());
    let (heard, delivered) = (log.clone(), events.clone());
    let refuse = |_: RequestCtx, input: Arc<ChangeNames>| async move {
        match input.names.family_name.as_str() {
            "Admin" => Err(HookRefusal::at("family_name", "Not this one, please.")),
            _ => Ok(()),
        }
    };
    let host = host.with(move |builder| {
        delivered.events(heard.after::<ChangePreferences>(builder.before(refuse)))
    });
    let SignedIn(host, _, mut browser) = SignedIn::of(host).await;
    let refused = must_refuse(save_names(&mut browser, ["Root", "", "Admin", ""]).await);
    refused.assert_shows("Not this one, please.");
    refused.assert_invalid("family_name");
    assert_eq!(refused.count("input[name=given_name][value=Root]"), 1);
    save_names(&mut browser, ["Marenka", "", "Okafor", ""]).await;
    save_preferences(&mut browser, "", "Europe/Berlin").await;
    let log = log.take();
    assert!(
        log.len() == 1 && log[0].contains("Europe/Berlin"),
        "{log:?}"
    );

    host.deliver().await;
    let events = events.take();
    let count = |part: &str| events.iter().filter(|event| event.contains(part)).count();
    // By the back end, and by the form that was accepted.
    assert_eq!(count("profile.names_changed"), 2);
    assert_eq!(count("profile.preferences_changed"), 1);
    assert_eq!(count("Marenka"), 0, "names stay out of events");
}

async fn the_back_end_sets_profiles(SignedIn(host, maren, mut browser): SignedIn) {
    let users = host.users();
    let names = Names::default()
        .given_name(Name::parse("Maren").unwrap())
        .family_name(Name::parse("Okafor").unwrap());
    let set = users.set_names(&maren.account, names.clone()).await;
    set.unwrap();
    let preferences = Preferences::default().time_zone(ZoneName::parse("Europe/Berlin"));
    let set = users.set_preferences(&maren.account, preferences.clone());
    set.await.unwrap();
    let profile = users.profile(&maren.account).await.unwrap();
    assert_eq!(profile, Profile::new(names, preferences));
    let page = browser.get("/account/profile").await;
    page.assert_shows("Maren Okafor");
}

async fn programs_get_an_error_for_each_field(SignedIn(_, _, mut program): SignedIn) {
    let profile = program.get_json("/account/profile").await.json();
    let left_out = json!({ "given_name": "M" });
    let refused = must_refuse(program.post_json(NAMES, &left_out).await);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    let told = refused.json()["errors"].as_array().unwrap().len();
    assert_eq!(told, 3, "{}", refused.body);
    let long = json!({
        "display_name": "x".repeat(101), "given_name": "", "middle_name": "", "family_name": "",
    });
    let unknown = json!({ "language": "xx", "time_zone": null });
    for (path, body, field) in [
        (NAMES, long, "display_name"),
        (PREFERENCES, unknown, "language"),
    ] {
        let refused = program.post_json(path, &body).await;
        refused.assert_error_at(field);
    }
    let same = program.get_json("/account/profile").await.json();
    assert_eq!(same, profile, "what was refused changed nothing");
}
