//! Checks of sessions that the host's staff opens in somebody's place.

use widgets_core::id::SessionId;
use widgets_core::stores::{
    Impersonation, OpenOutcome, OpenSession, Proof, Proofs, Redeem, SignInMethod,
};

use crate::Fixture;
use crate::setup::mailboxes::MAREN;
use crate::setup::{Checks, at};

pub async fn a_link_says_in_whose_place_its_session_acts(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    for own in [None, Some(ada())] {
        let mut link = checks.new_link(&account, at(100));
        link.impersonation.clone_from(&own);
        let token = link.token;
        let accounts = &checks.stores.accounts;
        accounts
            .issue_link(link, checks.change(at(1)))
            .await
            .unwrap();
        let found = accounts.find_link(&token, at(2)).await.unwrap();
        assert_eq!(found.expect("it works").impersonation, own);
    }
}

pub async fn everybody_who_looks_is_told_who_acts_in_whose_place(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    let open_session = open_session(&checks, &account).await;
    let session = open_session.session.clone();
    assert_eq!(checks.opens(open_session).await, OpenOutcome::Opened);
    let accounts = &checks.stores.accounts;
    let admission = accounts.admit(&session.token, None, at(11)).await.unwrap();
    let admitted = admission.expect("the session is live").session;
    let id = &session.session.id;
    let found = accounts.find_session(&account, id, at(11)).await.unwrap();
    let none = SessionId::parse("none").unwrap();
    let listed = accounts
        .list_sessions(&account, &none, None, 9, at(11))
        .await;
    for session in [
        admitted,
        found.expect("it is live"),
        listed.unwrap().remove(0),
    ] {
        assert_eq!(session.impersonation, Some(ada()));
        assert_eq!(session.proofs.first().method, SignInMethod::IMPERSONATION);
    }
}

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

/// A session for longer than it may act in somebody's place.
async fn open_session(checks: &Checks, account: &widgets_core::id::AccountId) -> OpenSession {
    let link = checks.link(account, at(100)).await;
    let mut open_session = checks.open_session(account, at(10));
    open_session.redeem = Some(Redeem::Link(link));
    let proof = Proof::new(SignInMethod::IMPERSONATION, at(10));
    open_session.session.session.proofs = Proofs::one(proof);
    open_session.session.session.impersonation = Some(ada());
    open_session
}
