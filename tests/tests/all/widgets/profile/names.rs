//! Names: how they are saved, shown and refused.

use super::{NAMES, PREFERENCES, fields, save_names};
use widgets_tests::prelude::*;

over_every_combination! {
    names_are_saved_and_stand_in_the_bar,
    the_bar_calls_people_by_what_they_gave,
    a_name_that_is_none_shows_the_form_again,
    markup_in_names_is_text,
    two_tabs_do_not_undo_each_other,
}

async fn names_are_saved_and_stand_in_the_bar(SignedIn(_, _, mut browser): SignedIn) {
    let home = browser.get("/account").await;
    home.assert_location("/account/profile");
    let profile = browser.follow(home).await;
    profile.assert_says("profile-lead");
    profile.assert_says("profile-not-given");
    assert!(profile.targets().iter().any(|to| to.starts_with(NAMES)));

    let names = ["  Maren ", "Ilse", "Okafor", "Mo Okafor"];
    let saved = save_names(&mut browser, names).await;
    saved.assert_location("/account/profile?notice=profile.names_saved");
    let profile = browser.follow(saved).await;
    for text in ["Your name is saved.", "Maren Ilse Okafor", "Mo Okafor"] {
        profile.assert_shows(&text);
    }
    let form = browser.get(NAMES).await;
    for value in ["Maren", "Ilse", "Okafor", "Mo Okafor"] {
        form.assert_count(&format!("input[value=\"{value}\"]"), 1);
    }
    for token in ["given-name", "additional-name", "family-name"] {
        form.assert_count(&format!("input[autocomplete={token}]"), 1);
    }
    assert_eq!(form.count("input[required]"), 0, "nobody needs a name");
    let sessions = browser.get("/account/sessions").await;
    // The bar names the person.
    assert!(sessions.text().contains("Mo Okafor"));

    let cleared = save_names(&mut browser, ["", "", "", ""]).await;
    let profile = browser.follow(cleared).await;
    assert!(!profile.text().contains("Okafor"), "{}", profile.text());
}

async fn the_bar_calls_people_by_what_they_gave(SignedIn(_, _, mut browser): SignedIn) {
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

async fn a_name_that_is_none_shows_the_form_again(SignedIn(_, _, mut browser): SignedIn) {
    let long = "ü".repeat(201);
    let wrong = ["Maren", "li\u{202e}ne", long.as_str(), "two\nlines"];
    let refused = save_names(&mut browser, wrong).await;
    assert_eq!(refused.status, 422);
    refused.assert_count("input[aria-invalid=true]", 3);
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
    refused.assert_count(&format!("input[name=family_name][value={long}]"), 1);
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
    refused.assert_shows("Family name was left out.");
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
        let saved = save_names(&mut browser, [name, name, name, name]).await;
        saved.assert_status(303);
        for path in ["/account/profile", NAMES, "/account/sessions"] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200);
            page.assert_count("script:not([src])", 0);
            assert_eq!(page.count("[onerror], [onfocus], img[src=x]"), 0, "{path}");
            assert_eq!(page.count("main"), 1);
            page.assert_shows(&name);
        }
    }
}

async fn two_tabs_do_not_undo_each_other(SignedIn(_, _, mut browser): SignedIn) {
    let names = browser.get(NAMES).await;
    let preferences = browser.get(PREFERENCES).await;
    let chosen = [("language", "en"), ("time_zone", "Europe/Berlin")];
    let saved = browser
        .submit(&preferences, "/profile/preferences", &chosen)
        .await;
    assert_eq!(saved.status, 303);
    let typed = fields(["Maren", "", "Okafor", ""]);
    let reply = browser.submit(&names, "/profile/names", &typed).await;
    reply.assert_status(303);
    let profile = browser.get_json("/account/profile").await.json();
    assert_eq!(profile["family_name"], "Okafor");
    assert_eq!(profile["time_zone"], "Europe/Berlin");
}
