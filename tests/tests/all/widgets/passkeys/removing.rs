//! Removing passkeys.

use widgets_tests::prelude::*;

use super::{SECURITY, WithPasskey};

over_every_combination! {
    attack_076_a_passkey_is_removed_after_a_fresh_proof_by_its_owner,
}

async fn attack_076_a_passkey_is_removed_after_a_fresh_proof_by_its_owner(
    WithPasskey(host, maren, mut browser, mut own): WithPasskey,
) {
    let page = browser.get(SECURITY).await;
    let path = page.target("/remove");
    let jo = host.person("Jo").await;
    let mut other = host.signed_in(&jo).await;
    other.post_with_token(&path, &[]).await.assert_status(404);
    host.clock.advance(11 * MINUTE);
    let asked = browser.post_with_token(&path, &[]).await;
    asked.assert_location_starts("/account/step-up");
    let mut browser = host.signed_in(&maren).await;
    let page = browser.get(&path).await;
    page.assert_says("passkeys-remove-text");
    let done = browser.submit(&page, &path, &[]).await;
    must_tell(done, SECURITY, "security.passkey_removed");
    let told = host.newest_mail(&maren.email).await;
    assert!(
        told.subject.contains("passkey was removed"),
        "{}",
        told.subject
    );
    // It signs nobody in any more, and the browser is told which site has forgotten it.
    let refused = must_refuse(host.browser().sign_in_by_passkey(&mut own).await);
    refused.assert_says("passkeys-unknown");
    refused.assert_count("[data-wg-passkey-unknown=localhost]", 1);
}
