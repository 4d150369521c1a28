//! The language and the time zone of a person.

use super::{PREFERENCES, save_names, save_preferences};
use widgets_tests::prelude::*;

over_every_combination! {
    the_form_offers_every_time_zone,
    preferences_are_saved_and_tell_the_time,
    preferences_that_are_not_on_the_list_are_refused,
    time_zones_without_a_place_stay_chosen,
    a_language_is_spoken_from_the_next_page_on,
}

async fn preferences_are_saved_and_tell_the_time(SignedIn(_, _, mut browser): SignedIn) {
    let saved = save_preferences(&mut browser, "en", "Europe/Berlin").await;
    saved.assert_told("/account/profile", "profile.preferences_saved");
    let profile = must_say(browser.follow(saved).await, "profile-preferences-saved");
    profile.assert_shows("English");
    // It is noon in London.
    let now = [("zone", "Europe/Berlin"), ("time", "13:00")];
    profile.assert_says_with("profile-zone-now", &now);
    assert_chosen(&browser.get(PREFERENCES).await, "en", "Europe/Berlin");
}

async fn a_language_is_spoken_from_the_next_page_on(SignedIn(_, _, mut browser): SignedIn) {
    let saved = save_preferences(&mut browser, "de", "").await;
    let profile = browser.follow(saved).await;
    profile.assert_count("html[lang=de]", 1);
    profile.assert_shows("Einstellungen gespeichert.");
    profile.assert_shows("Nicht festgelegt (UTC)");
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

async fn the_form_offers_every_time_zone(SignedIn(_, _, mut browser): SignedIn) {
    let form = browser.get(PREFERENCES).await;
    assert!(form.count("select[name=time_zone] optgroup") >= 8);
    assert!(form.count("select[name=time_zone] option") > 400);
    assert_chosen(&form, "", "");
}

/// Asserts which options of the two lists are chosen.
fn assert_chosen(form: &Reply, language: &str, zone: &str) {
    form.assert_count("select option[selected]", 2);
    for (name, value) in [("language", language), ("time_zone", zone)] {
        let chosen = format!("select[name={name}] option[value='{value}'][selected]");
        form.assert_count(&chosen, 1);
    }
}

async fn preferences_that_are_not_on_the_list_are_refused(SignedIn(_, _, mut browser): SignedIn) {
    save_preferences(&mut browser, "en", "Europe/Berlin").await;
    for (language, zone, key) in [
        ("xx", "Europe/Berlin", "language-unknown"),
        ("en", "Mars/Jezero", "profile-time-zone-unknown"),
        ("<b>", "\"><b>", "language-unknown"),
    ] {
        let refused = must_refuse(save_preferences(&mut browser, language, zone).await);
        assert!(refused.count("select[aria-invalid=true]") >= 1, "{zone}");
        refused.assert_says(key);
        assert_eq!(refused.count("b"), 0);
    }
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["language"], "en");
    assert_eq!(profile["time_zone"], "Europe/Berlin");
}

/// So do the former names of places.
async fn time_zones_without_a_place_stay_chosen(SignedIn(_, _, mut browser): SignedIn) {
    for zone in ["UTC", "Etc/GMT+5", "Asia/Calcutta", ""] {
        assert_eq!(save_preferences(&mut browser, "", zone).await.status, 303);
        assert_chosen(&browser.get(PREFERENCES).await, "", zone);
    }
    let profile = browser.get_json("/account/profile").await.json();
    assert!(profile["language"].is_null() && profile["time_zone"].is_null());
}
