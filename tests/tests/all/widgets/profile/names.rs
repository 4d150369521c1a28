//! Names: how they are saved, shown and refused.

use super::{NAMES, fields, save_names, save_preferences};
use widgets_tests::prelude::*;

over_every_combination! {
    names_are_saved_and_stand_in_the_bar,
    the_bar_shows_the_best_name_given,
    an_invalid_name_shows_the_form_again,
    markup_in_names_is_text,
    two_tabs_do_not_undo_each_other,
}

async fn names_are_saved_and_stand_in_the_bar(SignedIn(_, _, mut browser): SignedIn) {
    let home = must_lead(browser.get("/account").await, "/account/profile");
    let profile = must_say(browser.follow(home).await, "profile-lead");
    profile.assert_says("profile-not-given");
    assert!(profile.target(NAMES).starts_with(NAMES));

    let names = ["  Maren ", "Ilse", "Okafor", "Mo Okafor"];
    let saved = save_names(&mut browser, names).await;
    saved.assert_told("/account/profile", "profile.names_saved");
    let profile = must_say(browser.follow(saved).await, "profile-names-saved");
    for text in ["Maren Ilse Okafor", "Mo Okafor"] {
        profile.assert_shows(text);
    }
    let form = browser.get(NAMES).await;
    for value in names {
        form.assert_count(&format!("input[value='{}']", value.trim()), 1);
    }
    for token in ["given-name", "additional-name", "family-name"] {
        form.assert_count(&format!("input[autocomplete={token}]"), 1);
    }
    assert_eq!(form.count("input[required]"), 0, "nobody needs a name");
    let sessions = browser.get("/account/sessions").await;
    sessions.assert_shows("Mo Okafor");

    let cleared = save_names(&mut browser, [""; 4]).await;
    let profile = browser.follow(cleared).await;
    assert!(!profile.text().contains("Okafor"), "{}", profile.text());
}

async fn the_bar_shows_the_best_name_given(SignedIn(_, maren, mut browser): SignedIn) {
    for (names, called) in [
        (["Ilse", "X", "Okafor", ""], "Ilse Okafor"),
        (["", "", "Okafor", ""], "Okafor"),
        (["Ilse", "", "Okafor", "Mo"], "Mo"),
        ([""; 4], &maren.email),
    ] {
        assert_eq!(save_names(&mut browser, names).await.status, 303);
        browser.get("/account/sessions").await.assert_shows(called);
    }
}

async fn an_invalid_name_shows_the_form_again(SignedIn(_, _, mut browser): SignedIn) {
    let long = "ü".repeat(201);
    let wrong = ["Maren", "li\u{202e}ne", long.as_str(), "two\nlines"];
    let refused = must_refuse(save_names(&mut browser, wrong).await);
    refused.assert_count("input[aria-invalid=true]", 3);
    let most = [("label", "Last name"), ("most", "100")];
    refused.assert_says_with("profile-name-too-long", &most);
    refused.assert_says_with("profile-name-unprintable", &[("label", "Middle name")]);
    assert_eq!(refused.count("input[name=given_name][value=Maren]"), 1);
    refused.assert_count(&format!("input[name=family_name][value={long}]"), 1);
    let refused = must_refuse(save_names(&mut browser, ["", "", "", &"x".repeat(2_000)]).await);

    // Nothing of it was saved, and mending it in the same form works.
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["given_name"], "");
    assert_eq!(profile["display_name"], "Maren");
    let mended = fields(["Maren", "", "Okafor", ""]);
    must_accept(browser.submit(&refused, "/profile/names", &mended).await);

    // A field that was left out is not cleared.
    let refused = must_refuse(browser.fill(NAMES, &[("given_name", "Ilse")]).await);
    refused.assert_says_with("profile-left-out", &[("label", "Last name")]);
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["family_name"], "Okafor");
}

async fn markup_in_names_is_text(SignedIn(_, _, mut browser): SignedIn) {
    let nasty = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' autofocus onfocus='alert(1)",
        "{{7*7}} ${7*7} &lt;b&gt; </title></main>",
    ];
    for name in nasty {
        must_accept(save_names(&mut browser, [name, name, name, name]).await);
        for path in ["/account/profile", NAMES, "/account/sessions"] {
            let page = must_show(browser.get(path).await);
            page.assert_count("script:not([src])", 0);
            assert_eq!(page.count("[onerror], [onfocus], img[src=x]"), 0, "{path}");
            assert_eq!(page.count("main"), 1);
            page.assert_shows(name);
        }
    }
}

async fn two_tabs_do_not_undo_each_other(SignedIn(_, _, mut browser): SignedIn) {
    let names = browser.get(NAMES).await;
    must_accept(save_preferences(&mut browser, "en", "Europe/Berlin").await);
    let typed = fields(["Maren", "", "Okafor", ""]);
    must_accept(browser.submit(&names, "/profile/names", &typed).await);
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["family_name"], "Okafor");
    assert_eq!(profile["time_zone"], "Europe/Berlin");
}
