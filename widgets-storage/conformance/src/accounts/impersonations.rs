//! Checks of impersonated sessions.

use widgets_core::stores::{
    Impersonation, OpenOutcome, OpenSession, Proof, Proofs, Redeem, SignInMethod,
};

use crate::Fixture;
use crate::setup::mailboxes::MAREN;
use crate::setup::{Checks, at};

pub async fn acting_in_somebodys_place_ends_however_much_it_is_used(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    let open_session = open_session(&checks, &account).await;
    let mut held = open_session.session.clone();
    assert_eq!(checks.opens(open_session).await, OpenOutcome::Opened);
    let accounts = &checks.stores.accounts;
    let touched = accounts.touch_session(&held.session.id, at(50), at(9_000));
    touched.await.unwrap();
    assert!(checks.is_admitted(&held.token, at(599)).await);
    assert!(!checks.is_admitted(&held.token, at(600)).await);

    // Renewing it as one's own changes neither.
    held.session.impersonation = None;
    let mut renewal = checks.renewal(&held, at(60));
    renewal.session.session.idle_until = at(9_000);
    renewal.session.session.expires_at = at(9_000);
    let token = renewal.session.token;
    let renewed = accounts.renew_session(renewal, checks.change(at(60))).await;
    assert_eq!(renewed.unwrap(), OpenOutcome::Opened);
    let admission = accounts.admit(&token, None, at(599)).await.unwrap();
    let session = admission.expect("the session is live").session;
    assert_eq!(session.impersonation, Some(ada()));
    assert_eq!(session.expires_at, at(600));
    assert!(!checks.is_admitted(&token, at(600)).await);
}

fn ada() -> Impersonation {
    Impersonation::new(
        "Ada <support>".to_owned(),
        "Ticket 7: \"ä ☕\"".to_owned(),
        at(600),
    )
}

/// A session that would outlast its impersonation.
async fn open_session(checks: &Checks, account: &widgets_core::id::AccountId) -> OpenSession {
    let link = checks.link(account, at(100)).await;
    let mut open_session = checks.open_session(account, at(10));
    open_session.redeem = Some(Redeem::Link(link));
    let proof = Proof::new(SignInMethod::IMPERSONATION, at(10));
    open_session.session.session.proofs = Proofs::one(proof);
    open_session.session.session.impersonation = Some(ada());
    open_session
}
