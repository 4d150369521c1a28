//! The strength meter, as script and programs ask it.

use widgets_core::widgets::strength::MeasurePassword;
use widgets_tests::prelude::*;

const METER: &str = "/account/password-strength";

over_every_combination! {
    a_password_is_measured_in_the_readers_language,
    ones_own_words_are_weak,
    the_meter_keeps_and_shows_no_password,
    measuring_is_limited,
    every_form_for_a_new_password_names_the_meter,
}

async fn measured(browser: &mut Browser, body: Value) -> (String, String) {
    let told = browser.post_json(METER, &body).await;
    told.assert_status(200);
    let told = told.json();
    let part = |name: &str| told[name].as_str().unwrap_or_default().to_owned();
    (part("strength"), part("label"))
}

async fn a_password_is_measured_in_the_readers_language(Visitor(_, mut browser): Visitor) {
    for (password, strength, label) in [
        ("password", "very_weak", "Very weak"),
        ("abcabcabcabcabc", "very_weak", "Very weak"),
        ("four lamps beside a river", "strong", "Strong"),
    ] {
        let told = measured(&mut browser, json!({ "password": password })).await;
        assert_eq!(told, (strength.to_owned(), label.to_owned()), "{password}");
    }
    browser.plant("__Host-wg-locale", "de");
    let (_, german) = measured(&mut browser, json!({ "password": "password" })).await;
    assert_eq!(german, "Sehr schwach");
    let nothing = browser.post_json(METER, &json!({ "password": "" })).await;
    nothing.assert_problem(422, "invalid");
}

async fn ones_own_words_are_weak(SignedIn(host, _, mut browser): SignedIn) {
    let (own, _) = measured(&mut browser, json!({ "password": "maren-nordlicht" })).await;
    assert_eq!(own, "very_weak", "they are known of whoever is signed in");
    let mut visitor = host.browser();
    let password = "wintergarten";
    let (alone, _) = measured(&mut visitor, json!({ "password": password })).await;
    let beside = json!({ "password": password, "email": "wintergarten@nordlicht.example" });
    let (typed, _) = measured(&mut visitor, beside).await;
    assert_ne!(alone, "very_weak");
    assert_eq!(typed, "very_weak");
}

async fn the_meter_keeps_and_shows_no_password(host: TestHostBuilder) {
    let heard = Log::default();
    let hooks = heard.clone();
    let host = host.with(move |builder| hooks.events(hooks.after::<MeasurePassword>(builder)));
    let host = host.start().await;
    let mut browser = host.browser();
    let secret = "four lamps beside a river";
    let told = browser
        .post_json(METER, &json!({ "password": secret }))
        .await;
    assert!(!told.body.contains("river"), "{}", told.body);
    assert!(
        told.headers["cache-control"]
            .to_str()
            .unwrap()
            .contains("no-store")
    );
    assert_eq!(heard.take(), ["after MeasurePassword(..)"]);
    // A password does not fit into an address.
    let get = browser.get(&format!("{METER}?password=x")).await;
    get.assert_status(405);
    // No other site asks in the visitor's name.
    let body = json!({ "password": secret }).to_string();
    let forged = browser
        .send_json(Method::POST, METER, "forged", &body)
        .await;
    forged.assert_status(403);
}

async fn measuring_is_limited(Visitor(_, mut browser): Visitor) {
    let mut last = 200;
    for _ in 0..70 {
        let told = browser
            .post_json(METER, &json!({ "password": "password" }))
            .await;
        last = told.status.as_u16();
    }
    assert_eq!(last, 429);
}

async fn every_form_for_a_new_password_names_the_meter(SignedIn(host, _, mut browser): SignedIn) {
    let field = format!("[data-wg-strength='{METER}'][role=status]:empty");
    browser
        .get("/account/security/password")
        .await
        .assert_count(&field, 1);
    let mut visitor = host.browser();
    visitor
        .get("/account/sign-up")
        .await
        .assert_count(&field, 1);
}
