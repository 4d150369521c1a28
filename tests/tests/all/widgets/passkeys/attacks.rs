//! What attackers try who have somebody's passkey, their browser, or their own passkey.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use widgets_tests::harness::factors::happened;
use widgets_tests::harness::passkeys::{
    ASK, ASK_STEP_UP, Authenticator, BACKED_UP, ELIGIBLE, PREPARE, PRESENT, VERIFIED, sent,
};
use widgets_tests::prelude::*;

use super::WithPasskey;

over_every_combination! {
    attack_063_an_answer_is_for_one_browser_one_purpose_and_one_time,
    attack_063_one_of_two_at_once_signs_in,
    attack_064_answers_for_other_origins_are_refused,
    attack_065_answers_for_other_domains_are_refused,
    attack_066_presence_and_verification_are_demanded,
    attack_067_a_registration_is_no_sign_in,
    attack_068_damaged_signatures_are_refused,
    attack_071_a_passkey_signs_in_whom_it_belongs_to,
    attack_072_a_copied_authenticator_is_refused_and_recorded,
    attack_073_contradictory_backup_flags_are_refused,
}

fn sign_in() -> Value {
    json!({ "purpose": "sign_in" })
}

/// Signs in with an authenticator that was tampered with, and is refused.
async fn refused(host: &TestHost, own: &Authenticator, tamper: fn(&mut Authenticator)) -> Reply {
    let mut own = own.clone();
    tamper(&mut own);
    must_refuse(host.browser().sign_in_by_passkey(&mut own).await)
}

async fn attack_063_an_answer_is_for_one_browser_one_purpose_and_one_time(
    WithPasskey(host, _, mut signed_in, mut own): WithPasskey,
) {
    let mut browser = host.browser();
    let begun = browser.asked(ASK, sign_in()).await;
    let challenge = begun["options"]["challenge"].as_str().unwrap();
    assert!(URL_SAFE_NO_PAD.decode(challenge).unwrap().len() >= 16);
    let answer = own.answer(&begun["options"]);
    // In another browser.
    let other = must_refuse(host.browser().send_passkey(&begun, &answer).await);
    other.assert_says("passkeys-over");
    must_accept(browser.send_passkey(&begun, &answer).await);
    // Again, in the same browser before and after it is somebody else's.
    let again = must_refuse(browser.send_passkey(&begun, &answer).await);
    again.assert_says("passkeys-over");
    // What was asked at step-up or to add one does not sign in.
    for (path, body) in [(ASK_STEP_UP, json!({})), (PREPARE, json!({}))] {
        let begun = signed_in.asked(path, body).await;
        let answer = own.answer(&begun["options"]);
        let swapped = must_refuse(signed_in.send_passkey(&begun, &answer).await);
        swapped.assert_says("passkeys-over");
    }
    // What was asked at sign-in does not step up.
    let begun = signed_in.asked(ASK, sign_in()).await;
    let [ceremony, credential] = sent(&begun, &own.answer(&begun["options"]));
    let fields = [("ceremony", &*ceremony.1), ("credential", &*credential.1)];
    let path = "/account/step-up/passkey";
    let swapped = must_refuse(signed_in.post_with_token(path, &fields).await);
    swapped.assert_says("passkeys-over");
    // The answer to one challenge is none to another.
    let mut browser = host.browser();
    let first = browser.asked(ASK, sign_in()).await;
    let second = browser.asked(ASK, sign_in()).await;
    let answer = own.answer(&first["options"]);
    let other = must_refuse(browser.send_passkey(&second, &answer).await);
    other.assert_says("passkeys-wrong");
    // After five minutes.
    let begun = browser.asked(ASK, sign_in()).await;
    let answer = own.answer(&begun["options"]);
    host.clock.advance(5 * MINUTE);
    let late = must_refuse(browser.send_passkey(&begun, &answer).await);
    late.assert_says("passkeys-over");
}

async fn attack_063_one_of_two_at_once_signs_in(WithPasskey(host, _, _, mut own): WithPasskey) {
    let mut browser = host.browser();
    let begun = browser.asked(ASK, sign_in()).await;
    let answer = own.answer(&begun["options"]);
    let (mut one, mut two) = (browser.clone(), browser);
    let (one, two) = tokio::join!(
        one.send_passkey(&begun, &answer),
        two.send_passkey(&begun, &answer)
    );
    let opened = [&one, &two]
        .iter()
        .filter(|own| own.opens_session())
        .count();
    assert_eq!(opened, 1, "{} {}", one.status, two.status);
}

async fn attack_064_answers_for_other_origins_are_refused(
    WithPasskey(host, _, _, own): WithPasskey,
) {
    let tampers: [fn(&mut Authenticator); 5] = [
        |own| own.origin = own.origin.replace("http:", "https:"),
        |own| own.origin = "http://localhost:1".to_owned(),
        |own| own.origin = own.origin.replace("localhost", "evil.localhost"),
        |own| own.origin = own.origin.replace("localhost", "localhost.evil.test"),
        |own| own.crossed = true,
    ];
    for tamper in tampers {
        refused(&host, &own, tamper)
            .await
            .assert_says("passkeys-other-site");
    }
}

async fn attack_065_answers_for_other_domains_are_refused(
    WithPasskey(host, _, _, own): WithPasskey,
) {
    let other = refused(&host, &own, |own| own.domain = "evil.test".to_owned()).await;
    other.assert_says("passkeys-other-site");
}

async fn attack_066_presence_and_verification_are_demanded(
    WithPasskey(host, _, _, own): WithPasskey,
) {
    let tampers: [fn(&mut Authenticator); 3] = [
        |own| own.flags = PRESENT,
        |own| own.flags = VERIFIED,
        |own| own.flags = 0,
    ];
    for tamper in tampers {
        refused(&host, &own, tamper)
            .await
            .assert_says("passkeys-not-verified");
    }
}

async fn attack_067_a_registration_is_no_sign_in(WithPasskey(host, _, _, own): WithPasskey) {
    let other = refused(&host, &own, |own| own.kind = Some("webauthn.create")).await;
    other.assert_says("passkeys-wrong");
}

async fn attack_068_damaged_signatures_are_refused(WithPasskey(host, _, _, mut own): WithPasskey) {
    let zero = vec![0x30, 6, 2, 1, 0, 2, 1, 0];
    let mut answers = vec![Vec::new(), zero, vec![0x30, 0x80], vec![0xff; 72]];
    for at in [4, 20, 60] {
        let begun = host.browser().asked(ASK, sign_in()).await;
        let answer = own.answer(&begun["options"]);
        let signature = answer["response"]["signature"].as_str().unwrap().to_owned();
        let mut bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
        bytes[at] ^= 1;
        answers.push(bytes);
    }
    for bytes in answers {
        let mut browser = host.browser();
        let begun = browser.asked(ASK, sign_in()).await;
        let mut answer = own.answer(&begun["options"]);
        answer["response"]["signature"] = json!(URL_SAFE_NO_PAD.encode(bytes));
        let damaged = must_refuse(browser.send_passkey(&begun, &answer).await);
        damaged.assert_says("passkeys-wrong");
    }
    // Nor what is no answer at all.
    for answer in [json!(null), json!({}), json!("x"), json!([1])] {
        let mut browser = host.browser();
        let begun = browser.asked(ASK, sign_in()).await;
        must_refuse(browser.send_passkey(&begun, &answer).await);
    }
}

async fn attack_071_a_passkey_signs_in_whom_it_belongs_to(
    WithPasskey(host, _, mut marens, own): WithPasskey,
) {
    // Without saying whose it is, or saying that it is somebody else's.
    let nobody = refused(&host, &own, |own| own.handle = None).await;
    nobody.assert_says("passkeys-wrong");
    let other = refused(&host, &own, |own| own.handle = Some(vec![7; 16])).await;
    other.assert_says("passkeys-wrong");
    // Somebody else's passkey does not step up.
    let jo = host.person("Jo").await;
    let mut jos = Authenticator::new(&host.origin, 2);
    must_accept(host.signed_in(&jo).await.add_passkey(&mut jos).await);
    let begun = marens.asked(ASK_STEP_UP, json!({})).await;
    let [ceremony, credential] = sent(&begun, &jos.answer(&begun["options"]));
    let fields = [("ceremony", &*ceremony.1), ("credential", &*credential.1)];
    let path = "/account/step-up/passkey";
    let refused = must_refuse(marens.post_with_token(path, &fields).await);
    refused.assert_says("passkeys-not-yours");
    // Nor is a key that calls itself as hers.
    let mut forged = Authenticator::new(&host.origin, 3);
    (forged.id, forged.handle) = (own.id.clone(), own.handle.clone());
    must_refuse(host.browser().sign_in_by_passkey(&mut forged).await);
}

async fn attack_072_a_copied_authenticator_is_refused_and_recorded(
    WithPasskey(host, _, mut browser, _): WithPasskey,
) {
    let mut own = Authenticator::new(&host.origin, 2);
    own.counter = 1;
    must_accept(browser.add_passkey(&mut own).await);
    let mut copy = own.clone();
    must_accept(host.browser().sign_in_by_passkey(&mut own).await);
    let refused = must_refuse(host.browser().sign_in_by_passkey(&mut copy).await);
    refused.assert_says("passkeys-copied");
    assert_eq!(happened(&host, "passkey.copied").await, 1);
    // The count does not come back to nothing either.
    copy.counter = 0;
    must_refuse(host.browser().sign_in_by_passkey(&mut copy).await);
    must_accept(host.browser().sign_in_by_passkey(&mut own).await);
}

async fn attack_073_contradictory_backup_flags_are_refused(
    WithPasskey(host, _, _, own): WithPasskey,
) {
    let tampers: [fn(&mut Authenticator); 2] = [
        |own| own.flags |= BACKED_UP,
        |own| own.flags |= ELIGIBLE | BACKED_UP,
    ];
    for tamper in tampers {
        refused(&host, &own, tamper)
            .await
            .assert_says("passkeys-wrong");
    }
}
