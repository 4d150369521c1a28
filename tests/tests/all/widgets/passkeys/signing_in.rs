//! Signing in, the second step and step-up by a passkey.

use widgets_tests::harness::factors::SECOND;
use widgets_tests::harness::passkeys::{ASK, ASK_STEP_UP, sent};
use widgets_tests::prelude::*;

use super::{SECURITY, WithPasskey};

over_every_combination! {
    a_passkey_signs_in_without_an_address,
    the_page_offers_it_and_says_why_none_was_given,
    a_passkey_is_both_factors,
    a_passkey_completes_a_sign_in,
    a_passkey_confirms,
}

const FRESH: &str = "/account/probe/fresh";

async fn a_passkey_signs_in_without_an_address(
    WithPasskey(host, _, mut first, mut own): WithPasskey,
) {
    let mut browser = host.browser();
    let done = browser.sign_in_by_passkey(&mut own).await;
    assert!(must_accept(done).opens_session());
    assert!(host.is_in(&mut browser).await);
    let page = browser.get(SECURITY).await;
    page.assert_says("passkeys-used");
    let sessions = browser.get_json("/account/sessions").await.json();
    let proofs = &sessions["sessions"][0]["proofs"];
    assert_eq!(proofs[0]["method"], "passkey", "{sessions}");
    assert!(host.is_in(&mut first).await);
}

async fn the_page_offers_it_and_says_why_none_was_given(WithPasskey(host, ..): WithPasskey) {
    let mut browser = host.browser();
    let page = browser.get("/account/sign-in").await;
    page.assert_count("input[autocomplete='username webauthn']", 1);
    page.assert_count("form[data-wg-passkey=offer] button", 1);
    for (failure, says) in [
        ("", "passkeys-no-script"),
        ("NotAllowedError", "passkeys-not-given"),
        ("TypeError", "passkeys-unsupported"),
    ] {
        let fields = [("way", "passkey"), ("failure", failure)];
        let refused = browser.post_with_token("/account/sign-in", &fields).await;
        let refused = must_refuse(refused);
        refused.assert_says(says);
        refused.assert_count("input[name=email]:not([readonly])", 1);
    }
}

async fn a_passkey_is_both_factors(WithPasskey(host, _, mut browser, mut own): WithPasskey) {
    host.add_app(&mut browser, "Pixel 9").await;
    let mut other = host.browser();
    let done = other.sign_in_by_passkey(&mut own).await;
    assert!(must_accept(done).opens_session());
}

async fn a_passkey_completes_a_sign_in(
    WithPasskey(host, maren, mut browser, mut own): WithPasskey,
) {
    host.add_app(&mut browser, "Pixel 9").await;
    let mut other = host.browser();
    let reply = host.sign_in(&mut other, &maren.email, PASSWORD).await;
    must_lead(reply, SECOND);
    let page = other.get(&format!("{SECOND}?way=passkey")).await;
    let begun = other.asked(ASK, json!({ "purpose": "second" })).await;
    assert_eq!(
        begun["options"]["allowCredentials"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let answer = own.answer(&begun["options"]);
    let [ceremony, credential] = sent(&begun, &answer);
    let fields = [("ceremony", &*ceremony.1), ("credential", &*credential.1)];
    let done = other
        .submit(&page, "/sign-in/second/passkey", &fields)
        .await;
    assert!(must_accept(done).opens_session());
    assert!(host.is_in(&mut other).await);
}

async fn a_passkey_confirms(WithPasskey(host, _, mut browser, mut own): WithPasskey) {
    host.clock.advance(11 * MINUTE);
    assert_eq!(browser.get(FRESH).await.status, 303);
    let page = browser.get("/account/step-up").await;
    let asked = browser.get_json("/account/step-up").await.json();
    assert_eq!(asked["methods"][0], "passkey", "it comes first");
    let begun = browser.asked(ASK_STEP_UP, json!({})).await;
    let answer = own.answer(&begun["options"]);
    let [ceremony, credential] = sent(&begun, &answer);
    let fields = [("ceremony", &*ceremony.1), ("credential", &*credential.1)];
    must_accept(browser.submit(&page, "/step-up/passkey", &fields).await);
    assert_eq!(browser.get(FRESH).await.status, 200);
}
