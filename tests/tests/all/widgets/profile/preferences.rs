//! The language and the time zone of a person.

use super::{PREFERENCES, save_names, save_preferences};
use widgets_tests::prelude::*;

over_every_combination! {
    preferences_are_saved_and_tell_the_time,
    a_language_is_spoken_from_the_next_page_on,
}

async fn preferences_are_saved_and_tell_the_time(SignedIn(_, _, mut browser): SignedIn) {
    let form = browser.get(PREFERENCES).await;
    assert!(
        form.count("select[name=time_zone] optgroup") >= 8,
        "{}",
        form.body
    );
    assert!(form.count("select[name=time_zone] option") > 400);
    // What is chosen is chosen.
    assert_eq!(form.count("select option[selected]"), 2);
    // Both are automatic.
    assert_eq!(form.count("select option[value=\"\"][selected]"), 2);

    let saved = save_preferences(&mut browser, "en", "Europe/Berlin").await;
    saved.assert_location("/account/profile?notice=profile.preferences_saved");
    let profile = browser.follow(saved).await;
    for text in ["Your preferences are saved.", "English", "Europe/Berlin"] {
        profile.assert_shows(&text);
    }
    // It is noon in London.
    profile.assert_shows("13:00 now");
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
        refused.assert_shows("is not on the list.");
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
        form.assert_count(&format!("option[value=\"{zone}\"][selected]"), 1);
    }
    assert_eq!(save_preferences(&mut browser, "", "").await.status, 303);
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(
        (&profile["language"], &profile["time_zone"]),
        (&json!(null), &json!(null))
    );
}

async fn a_language_is_spoken_from_the_next_page_on(SignedIn(_, _, mut browser): SignedIn) {
    let saved = save_preferences(&mut browser, "de", "").await;
    let profile = browser.follow(saved).await;
    profile.assert_count("html[lang=de]", 1);
    profile.assert_shows("Ihre Einstellungen sind gespeichert.");
    profile.assert_shows("Automatisch (UTC), dort ist es jetzt 12:00");
    let wrong = save_names(&mut browser, ["", "", &"x".repeat(101), ""]).await;
    wrong.assert_shows("Höchstens 100 Zeichen");
    let saved = save_preferences(&mut browser, "ar", "Asia/Riyadh").await;
    let profile = browser.follow(saved).await;
    assert_eq!(profile.count("html[lang=ar][dir=rtl]"), 1);
    profile.assert_shows("العربية");
    let saved = save_preferences(&mut browser, "", "").await;
    let page = browser.follow(saved).await;
    page.assert_says_with("profile-automatic", &[("value", "English")]);
}
