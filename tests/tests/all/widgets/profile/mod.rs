//! The room of profiles, as browsers without JavaScript and programs see it.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use serde_json::json;
use widgets_core::Visit;
use widgets_core::hooks::HookRefusal;
use widgets_core::id::AccountId;
use widgets_core::management::ManagementError;
use widgets_core::name::Name;
use widgets_core::profile::{ChangeNames, ChangePreferences};
use widgets_core::stores::*;
use widgets_core::time_zone::ZoneName;
use widgets_tests::{Browser, HouseBuilder, Reply};

over_every_house! {
    names_are_saved_and_stand_in_the_bar,
    the_bar_calls_people_by_what_they_gave,
    a_name_that_is_none_shows_the_form_again,
    markup_in_names_is_text,
    preferences_are_saved_and_tell_the_time,
    two_tabs_do_not_undo_each_other,
    programs_read_and_change_profiles_in_json,
    a_page_reads_the_profile_once,
    a_language_is_spoken_from_the_next_page_on,
    hooks_hear_of_changes_and_refuse_them,
    what_another_system_keeps_is_not_changed_here,
    without_profiles_other_pages_go_on,
    the_back_end_sets_profiles,
}

const NAMES: &str = "/account/profile/names";
const PREFERENCES: &str = "/account/profile/preferences";

/// Opens the form of names, fills it in and submits it.
async fn save_names(browser: &mut Browser, names: [&str; 4]) -> Reply {
    let form = browser.get(NAMES).await;
    assert_eq!(form.status, 200, "{}", form.text());
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
    assert_eq!(form.status, 200, "{}", form.text());
    let fields = [("language", language), ("time_zone", zone)];
    browser.submit(&form, "/profile/preferences", &fields).await
}

async fn names_are_saved_and_stand_in_the_bar(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let home = browser.get("/account").await;
    assert_eq!(home.location().unwrap(), "/account/profile");
    let profile = browser.follow(home).await;
    assert!(
        profile
            .text()
            .contains("How you appear to people you work with.")
    );
    assert!(profile.text().contains("Not given"), "{}", profile.text());
    assert!(profile.targets().iter().any(|to| to.starts_with(NAMES)));

    let names = ["  Maren ", "Ilse", "Okafor", "Mo Okafor"];
    let saved = save_names(&mut browser, names).await;
    assert_eq!(
        saved.location().unwrap(),
        "/account/profile?notice=profile.names_saved"
    );
    let profile = browser.follow(saved).await;
    for text in ["Your name is saved.", "Maren Ilse Okafor", "Mo Okafor"] {
        assert!(profile.text().contains(text), "{text}: {}", profile.text());
    }
    let form = browser.get(NAMES).await;
    for value in ["Maren", "Ilse", "Okafor", "Mo Okafor"] {
        assert_eq!(
            form.count(&format!("input[value=\"{value}\"]")),
            1,
            "{value}"
        );
    }
    for token in ["given-name", "additional-name", "family-name"] {
        assert_eq!(
            form.count(&format!("input[autocomplete={token}]")),
            1,
            "{token}"
        );
    }
    assert_eq!(form.count("input[required]"), 0, "nobody needs a name");
    let sessions = browser.get("/account/sessions").await;
    assert!(
        sessions.text().contains("Mo Okafor"),
        "the bar names the person"
    );

    let cleared = save_names(&mut browser, ["", "", "", ""]).await;
    let profile = browser.follow(cleared).await;
    assert!(!profile.text().contains("Okafor"), "{}", profile.text());
}

async fn the_bar_calls_people_by_what_they_gave(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let cases = [
        (["Ilse", "X", "Okafor", ""], "Ilse Okafor"),
        (["", "", "Okafor", ""], "Okafor"),
        (["Ilse", "", "Okafor", "Mo"], "Mo"),
        (["", "", "", ""], "maren@nordlicht.example"),
    ];
    for (names, called) in cases {
        assert_eq!(save_names(&mut browser, names).await.status, 303);
        let text = browser.get("/account/sessions").await.text();
        assert!(text.contains(called), "{called}: {text}");
    }
}

async fn a_name_that_is_none_shows_the_form_again(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let long = "ü".repeat(201);
    let wrong = ["Maren", "li\u{202e}ne", long.as_str(), "two\nlines"];
    let refused = save_names(&mut browser, wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.count("input[aria-invalid=true]"),
        3,
        "{}",
        refused.body
    );
    let text = refused.text();
    assert!(
        text.contains("Family name is too long. At most 100 characters fit."),
        "{text}"
    );
    assert!(
        text.contains("Middle name holds a character that cannot be shown"),
        "{text}"
    );
    assert_eq!(refused.count("input[name=given_name][value=Maren]"), 1);
    assert_eq!(
        refused.count(&format!("input[name=family_name][value={long}]")),
        1
    );
    let long = "x".repeat(2_000);
    let refused = save_names(&mut browser, ["", "", "", &long]).await;
    assert_eq!(refused.status, 422);

    // Nothing of it was saved, and mending it in the same form works.
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["given_name"], "");
    assert_eq!(profile["display_name"], "Maren");
    let mended = fields(["Maren", "", "Okafor", ""]);
    let saved = browser.submit(&refused, "/profile/names", &mended).await;
    assert_eq!(saved.status, 303);

    // A field that was left out is not cleared.
    let form = browser.get(NAMES).await;
    let refused = browser
        .submit(&form, "/profile/names", &[("given_name", "Ilse")])
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Family name was left out."));
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["family_name"], "Okafor");
}

async fn markup_in_names_is_text(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let nasty = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' autofocus onfocus='alert(1)",
        "{{7*7}} ${7*7} &lt;b&gt; </title></main>",
    ];
    for name in nasty {
        let saved = save_names(&mut browser, [name, name, name, name]).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        for path in ["/account/profile", NAMES, "/account/sessions"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200);
            assert_eq!(page.count("script:not([src])"), 0, "{path}: {}", page.body);
            assert_eq!(page.count("[onerror], [onfocus], img[src=x]"), 0, "{path}");
            assert_eq!(page.count("main"), 1);
            assert!(page.text().contains(name), "{path}: {}", page.text());
        }
    }
}

async fn preferences_are_saved_and_tell_the_time(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let form = browser.get(PREFERENCES).await;
    assert!(
        form.count("select[name=time_zone] optgroup") >= 8,
        "{}",
        form.body
    );
    assert!(form.count("select[name=time_zone] option") > 400);
    assert_eq!(
        form.count("select option[selected]"),
        2,
        "what is chosen is chosen"
    );
    assert_eq!(
        form.count("select option[value=\"\"][selected]"),
        2,
        "both are automatic"
    );

    let saved = save_preferences(&mut browser, "en", "Europe/Berlin").await;
    assert_eq!(
        saved.location().unwrap(),
        "/account/profile?notice=profile.preferences_saved"
    );
    let profile = browser.follow(saved).await;
    for text in ["Your preferences are saved.", "English", "Europe/Berlin"] {
        assert!(profile.text().contains(text), "{text}: {}", profile.text());
    }
    // It is noon in London.
    assert!(profile.text().contains("13:00 now"), "{}", profile.text());
    let form = browser.get(PREFERENCES).await;
    assert_eq!(form.count("option[value=\"Europe/Berlin\"][selected]"), 1);
    assert_eq!(form.count("option[value=en][selected]"), 1);

    for (language, zone) in [
        ("xx", "Europe/Berlin"),
        ("en", "Mars/Jezero"),
        ("<b>", "\"><b>"),
    ] {
        let refused = save_preferences(&mut browser, language, zone).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.count("select[aria-invalid=true]") >= 1,
            "{language} {zone}"
        );
        assert!(
            refused.text().contains("is not on the list."),
            "{}",
            refused.text()
        );
        assert_eq!(refused.count("b"), 0);
    }
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(
        (&profile["language"], &profile["time_zone"]),
        (&json!("en"), &json!("Europe/Berlin"))
    );

    // Zones that are no places, and former names, stay what they are when the form is shown.
    for zone in ["UTC", "Etc/GMT+5", "Asia/Calcutta"] {
        assert_eq!(save_preferences(&mut browser, "", zone).await.status, 303);
        let form = browser.get(PREFERENCES).await;
        assert_eq!(
            form.count(&format!("option[value=\"{zone}\"][selected]")),
            1,
            "{zone}"
        );
    }
    assert_eq!(save_preferences(&mut browser, "", "").await.status, 303);
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(
        (&profile["language"], &profile["time_zone"]),
        (&json!(null), &json!(null))
    );
}

async fn two_tabs_do_not_undo_each_other(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let names = browser.get(NAMES).await;
    let preferences = browser.get(PREFERENCES).await;
    let chosen = [("language", "en"), ("time_zone", "Europe/Berlin")];
    let saved = browser
        .submit(&preferences, "/profile/preferences", &chosen)
        .await;
    assert_eq!(saved.status, 303);
    let typed = fields(["Maren", "", "Okafor", ""]);
    assert_eq!(
        browser
            .submit(&names, "/profile/names", &typed)
            .await
            .status,
        303
    );
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["family_name"], "Okafor");
    assert_eq!(profile["time_zone"], "Europe/Berlin");
}

async fn programs_read_and_change_profiles_in_json(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut program = house.signed_in(&maren).await;
    let profile = program.get_json("/account/profile").await;
    let expected = json!({
        "display_name": "Maren", "given_name": "", "middle_name": "", "family_name": "",
        "language": null, "time_zone": null, "email": "maren@nordlicht.example",
    });
    assert_eq!(profile.json(), expected);
    let form = program.get_json(NAMES).await.json();
    assert_eq!(form["display_name"], "Maren");

    // What was read can be sent back, nulls and all.
    let same = program
        .post_json("/account", PREFERENCES, &profile.json())
        .await;
    assert_eq!(same.status, 200, "{}", same.body);
    let names = json!({
        "display_name": "M.", "given_name": "Maren", "middle_name": "", "family_name": "Okafor",
    });
    assert_eq!(
        program.post_json("/account", NAMES, &names).await.status,
        200
    );
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
    assert_eq!(
        program
            .post_json("/account", PREFERENCES, &chosen)
            .await
            .status,
        200
    );
    let profile = program.get_json("/account/profile").await.json();
    assert_eq!(profile["given_name"], "Maren");
    assert_eq!(profile["time_zone"], "America/New_York");

    let refused = program
        .post_json("/account", NAMES, &json!({ "given_name": "M" }))
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
    let refused = program.post_json("/account", NAMES, &long).await;
    assert_eq!(refused.json()["errors"][0]["field"], "display_name");
    let unknown = json!({ "language": "xx", "time_zone": null });
    let refused = program.post_json("/account", PREFERENCES, &unknown).await;
    assert_eq!(refused.json()["errors"][0]["field"], "language");
    let same = program.get_json("/account/profile").await.json();
    assert_eq!(same, profile, "what was refused changed nothing");
}

async fn a_page_reads_the_profile_once(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let mut read = 0;
    let mut now = || {
        let before = read;
        read = house.counts.all().2;
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
    assert_eq!(
        now(),
        1,
        "problems are told in one's own language, to programs too"
    );
    let missing = browser.get("/account/sessions/none/end").await;
    assert_eq!((missing.status.as_u16(), now()), (404, 1));
    let refused = save_names(&mut browser, ["a\nb", "", "", ""]).await;
    assert_eq!(
        (refused.status.as_u16(), now()),
        (422, 2),
        "the form, and the form again"
    );
    assert_eq!(house.browser().get("/account/profile").await.status, 303);
    assert_eq!(now(), 0, "nobody has no profile");
}

async fn a_language_is_spoken_from_the_next_page_on(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let saved = save_preferences(&mut browser, "de", "").await;
    let profile = browser.follow(saved).await;
    assert_eq!(profile.count("html[lang=de]"), 1, "{}", profile.body);
    assert!(
        profile
            .text()
            .contains("Ihre Einstellungen sind gespeichert.")
    );
    assert!(
        profile
            .text()
            .contains("Automatisch (UTC), dort ist es jetzt 12:00")
    );
    let wrong = save_names(&mut browser, ["", "", &"x".repeat(101), ""]).await;
    assert!(
        wrong.text().contains("Höchstens 100 Zeichen"),
        "{}",
        wrong.text()
    );
    let saved = save_preferences(&mut browser, "ar", "Asia/Riyadh").await;
    let profile = browser.follow(saved).await;
    assert_eq!(profile.count("html[lang=ar][dir=rtl]"), 1);
    assert!(profile.text().contains("العربية"), "{}", profile.text());
    let saved = save_preferences(&mut browser, "", "").await;
    assert!(
        browser
            .follow(saved)
            .await
            .text()
            .contains("Automatic (English)")
    );
}

async fn hooks_hear_of_changes_and_refuse_them(house: HouseBuilder) {
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let (heard, events) = (Arc::clone(&log), Arc::<Mutex<Vec<String>>>::default());
    let kept = Arc::clone(&events);
    let house = house
        .with(move |builder| {
            builder
                .before(|_: Visit, input: Arc<ChangeNames>| async move {
                    if input.names.family_name.as_str() == "Admin" {
                        return Err(HookRefusal::at("family_name", "Not this one, please."));
                    }
                    Ok(())
                })
                .after(move |_: Visit, input: Arc<ChangePreferences>| {
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
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let refused = save_names(&mut browser, ["Root", "", "Admin", ""]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Not this one, please."));
    assert_eq!(
        refused.count("input[name=family_name][aria-invalid=true]"),
        1
    );
    assert_eq!(refused.count("input[name=given_name][value=Root]"), 1);
    save_names(&mut browser, ["Marenka", "", "Okafor", ""]).await;
    save_preferences(&mut browser, "", "Europe/Berlin").await;
    assert_eq!(*log.lock().unwrap(), ["Europe/Berlin"]);

    while house.widgets.worker().run_once().await.unwrap() > 0 {}
    let events = events.lock().unwrap();
    let count = |action: &str| events.iter().filter(|event| event.contains(action)).count();
    assert_eq!(
        count("profile.names_changed"),
        2,
        "the back end's, and the one that was accepted"
    );
    assert_eq!(count("profile.preferences_changed"), 1);
    assert_eq!(count("Marenka"), 0, "names stay out of events");
}

/// Profiles of another system: found, but not changed here; or not even found.
struct Elsewhere {
    answers: bool,
}

#[async_trait]
impl Checked for Elsewhere {
    async fn problems(&self) -> StoreResult<Vec<String>> {
        Ok(Vec::new())
    }
}

#[async_trait]
impl ProfileStore for Elsewhere {
    async fn find_profile(&self, _: &AccountId) -> StoreResult<Option<Profile>> {
        if !self.answers {
            return Err(StoreError::unavailable("the other system is away"));
        }
        let names = Names {
            given_name: Name::lossy("Theirs"),
            ..Names::default()
        };
        Ok(Some(Profile {
            names,
            ..Profile::default()
        }))
    }

    async fn save_names(&self, _: &AccountId, _: Names, _: Change) -> StoreResult<Saving> {
        Ok(Saving::Elsewhere)
    }

    async fn save_preferences(
        &self,
        _: &AccountId,
        _: Preferences,
        _: Change,
    ) -> StoreResult<Saving> {
        Ok(Saving::Elsewhere)
    }

    async fn delete_profile(&self, _: &AccountId, _: Change) -> StoreResult<Saving> {
        Ok(Saving::Elsewhere)
    }
}

fn elsewhere(house: HouseBuilder, answers: bool) -> HouseBuilder {
    house.wrapping(move |stores| Stores {
        profile: Arc::new(Elsewhere { answers }),
        ..stores
    })
}

async fn what_another_system_keeps_is_not_changed_here(house: HouseBuilder) {
    let house = elsewhere(house, true).start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    assert!(
        browser
            .get("/account/profile")
            .await
            .text()
            .contains("Theirs")
    );
    let refused = save_names(&mut browser, ["Mine", "", "", ""]).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("kept by another system"),
        "{}",
        refused.text()
    );
    assert_eq!(refused.count("input[name=given_name][value=Mine]"), 1);
    let refused = save_preferences(&mut browser, "", "UTC").await;
    assert!(
        refused.text().contains("kept by another system"),
        "{}",
        refused.text()
    );
    let users = house.widgets.management("tests");
    let set = users
        .users()
        .set_names(&maren.account, Names::default())
        .await;
    assert!(matches!(set, Err(ManagementError::Elsewhere)), "{set:?}");
}

async fn without_profiles_other_pages_go_on(house: HouseBuilder) {
    let house = elsewhere(house, false).start().await;
    let maren = house.person("Maren").await;
    let mut browser = house.signed_in(&maren).await;
    let sessions = browser.get("/account/sessions").await;
    assert_eq!(sessions.status, 200);
    assert!(sessions.text().contains("maren@nordlicht.example"));
    // An outage never reads as an empty profile, which saving would make true.
    for path in ["/account/profile", NAMES, PREFERENCES] {
        assert_eq!(browser.get(path).await.status, 503, "{path}");
        assert_eq!(browser.get_json(path).await.status, 503, "{path}");
    }
}

async fn the_back_end_sets_profiles(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let management = house.widgets.management("tests");
    let users = management.users();
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
    let mut browser = house.signed_in(&maren).await;
    assert!(
        browser
            .get("/account/profile")
            .await
            .text()
            .contains("Maren Okafor")
    );
}
