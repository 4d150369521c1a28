//! Adding and renaming passkeys.

use widgets_tests::harness::passkeys::{
    ADD, Authenticator, BACKED_UP, ELIGIBLE, PREPARE, VERIFIED,
};
use widgets_tests::prelude::*;

use super::{ByName, SECURITY, WithPasskey};

over_every_combination! {
    a_passkey_is_added_and_shown,
    without_an_authenticator_the_page_says_what_is_needed,
    attack_063_a_passkey_is_added_once_in_its_session_and_in_time,
    attack_064_a_passkey_made_elsewhere_is_not_added,
    attack_023_an_unverified_address_adds_no_passkey,
    passkeys_have_names,
    there_are_none_where_the_site_has_no_name,
}

async fn a_passkey_is_added_and_shown(ByName(host, maren, mut browser): ByName) {
    let page = browser.get(SECURITY).await;
    page.assert_says("passkeys-none");
    let begun = browser.asked(PREPARE, json!({})).await;
    let options = &begun["options"];
    assert_eq!(options["rp"]["id"], "localhost");
    assert_eq!(options["user"]["name"], maren.email.as_str());
    let selection = &options["authenticatorSelection"];
    assert_eq!(selection["residentKey"], "required");
    assert_eq!(selection["userVerification"], "required");
    let mut own = Authenticator::new(&host.origin, 1);
    own.aaguid = *b"\xfb\xfc\x30\x07\x15\x4e\x4e\xcc\x8c\x0b\x6e\x02\x05\x57\xd7\xbd";
    own.flags |= ELIGIBLE | BACKED_UP;
    let made = own.make(options);
    let done = browser.send_new_passkey(&begun, &made).await;
    must_tell(done, SECURITY, "security.passkey_added");
    let page = browser.get(SECURITY).await;
    page.assert_shows("Apple Passwords");
    page.assert_says("passkeys-synced");
    page.assert_says("passkeys-unused");
    let data = browser.get_json(SECURITY).await.json();
    assert_eq!(data["passkeys"]["items"][0]["name"], "Apple Passwords");
    let told = host.newest_mail(&maren.email).await;
    assert!(
        told.subject.contains("passkey was added"),
        "{}",
        told.subject
    );
    // An authenticator that has it is told so, and makes no other.
    let begun = browser.asked(PREPARE, json!({})).await;
    let has = begun["options"]["excludeCredentials"].as_array().unwrap();
    assert_eq!(has.len(), 1);
}

async fn without_an_authenticator_the_page_says_what_is_needed(ByName(_, _, mut browser): ByName) {
    let page = browser.get(ADD).await;
    for (failure, says) in [
        ("", "passkeys-no-script"),
        ("NotSupportedError", "passkeys-unsupported"),
        ("NotAllowedError", "passkeys-not-made"),
        ("InvalidStateError", "passkeys-has-one"),
        ("SecurityError", "passkeys-other-site"),
    ] {
        let fields = [("failure", failure), ("name", "Pixel 9")];
        let refused = must_refuse(browser.submit(&page, ADD, &fields).await);
        refused.assert_says(says);
        assert_eq!(refused.field_value("name"), "Pixel 9");
    }
}

async fn attack_063_a_passkey_is_added_once_in_its_session_and_in_time(
    ByName(host, _, mut browser): ByName,
) {
    let begun = browser.asked(PREPARE, json!({})).await;
    let mut own = Authenticator::new(&host.origin, 1);
    let made = own.make(&begun["options"]);
    // Of another person.
    let jo = host.person("Jo").await;
    let mut other = host.signed_in(&jo).await;
    let refused = must_refuse(other.send_new_passkey(&begun, &made).await);
    refused.assert_says("passkeys-over");
    must_accept(browser.send_new_passkey(&begun, &made).await);
    // Again.
    let refused = must_refuse(browser.send_new_passkey(&begun, &made).await);
    refused.assert_says("passkeys-over");
    // The same passkey for another account.
    let begun = other.asked(PREPARE, json!({})).await;
    let stolen = own.clone().make(&begun["options"]);
    let refused = must_refuse(other.send_new_passkey(&begun, &stolen).await);
    refused.assert_says("passkeys-taken");
    // Too late.
    let begun = browser.asked(PREPARE, json!({})).await;
    let mut late = Authenticator::new(&host.origin, 2);
    let made = late.make(&begun["options"]);
    host.clock.advance(5 * MINUTE);
    let refused = must_refuse(browser.send_new_passkey(&begun, &made).await);
    refused.assert_says("passkeys-over");
}

async fn attack_064_a_passkey_made_elsewhere_is_not_added(ByName(host, _, mut browser): ByName) {
    let tampered: [(fn(&mut Authenticator), &str); 6] = [
        (
            |own| own.origin = "http://localhost:1".to_owned(),
            "passkeys-other-site",
        ),
        (
            |own| own.domain = "evil.example".to_owned(),
            "passkeys-other-site",
        ),
        (|own| own.crossed = true, "passkeys-other-site"),
        (|own| own.flags &= !VERIFIED, "passkeys-not-verified"),
        (|own| own.kind = Some("webauthn.get"), "passkeys-wrong"),
        (|own| own.flags |= BACKED_UP, "passkeys-wrong"),
    ];
    for (tamper, says) in tampered {
        let mut own = Authenticator::new(&host.origin, 1);
        tamper(&mut own);
        let refused = must_refuse(browser.add_passkey(&mut own).await);
        refused.assert_says(says);
    }
    let data = browser.get_json(SECURITY).await.json();
    assert_eq!(data["passkeys"]["is_set"], false);
}

async fn attack_023_an_unverified_address_adds_no_passkey(ByName(host, _, _): ByName) {
    let unverified = user("Jo", Secret::password(PASSWORD)).verified(false);
    let jo = host.create(unverified).await;
    let link = host.sign_in_link(&jo, HOUR).await;
    let mut browser = host.browser();
    must_accept(follow_link(&mut browser, &link).await);
    let mut own = Authenticator::new(&host.origin, 1);
    let refused = must_refuse(browser.add_passkey(&mut own).await);
    refused.assert_says("passkeys-unverified");
}

async fn passkeys_have_names(WithPasskey(host, _, mut browser, _): WithPasskey) {
    let page = browser.get(SECURITY).await;
    let path = page.target("/name");
    let page = browser.get(&path).await;
    let done = browser.submit(&page, &path, &[("name", "Pixel 9")]).await;
    must_tell(done, SECURITY, "security.passkey_renamed");
    browser.get(SECURITY).await.assert_shows("Pixel 9");
    let long = "x".repeat(200);
    must_refuse(
        browser
            .submit(&page, &path, &[("name", long.as_str())])
            .await,
    );
    let jo = host.person("Jo").await;
    let mut other = host.signed_in(&jo).await;
    let missing = other.post_with_token(&path, &[("name", "Mine")]).await;
    missing.assert_status(404);
}

async fn there_are_none_where_the_site_has_no_name(SignedIn(_, _, mut browser): SignedIn) {
    browser.get(SECURITY).await.assert_says("passkeys-no-site");
    let page = browser.get(ADD).await;
    let refused = must_refuse(browser.submit(&page, ADD, &[]).await);
    refused.assert_says("passkeys-no-site");
}
