//! Checks of the sessions of an account.

use std::time::Duration;

use widgets_core::id::SessionId;
use widgets_core::stores::{AccountStatus, EndOutcome, Session};

use crate::Fixture;
use crate::setup::{Checks, at, just_before};

pub async fn attack_002_only_the_right_token_is_admitted(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    checks.session(&account, at(10)).await;
    assert!(!checks.is_admitted(&checks.token(), at(10)).await);
}

pub async fn attack_004_a_session_ends_at_its_idle_and_absolute_limits(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let other = checks.account("other@nordlicht.example").await;
    let mut idle = checks.open_session(&account, at(0));
    idle.session.session.idle_until = at(100);
    idle.session.session.expires_at = at(200);
    let mut absolute = checks.open_session(&other, at(0));
    absolute.session.session.idle_until = at(300);
    absolute.session.session.expires_at = at(200);
    for (open_session, end) in [(idle, at(100)), (absolute, at(200))] {
        let opened = checks.open(open_session, at(0)).await;
        let (account, id) = (&opened.session.account, &opened.session.id);
        let none = SessionId::parse("none").unwrap();
        for (moment, live) in [(just_before(end), true), (end, false)] {
            assert_eq!(checks.is_admitted(&opened.token, moment).await, live);
            let found = checks.accounts().find_session(account, id, moment).await;
            assert_eq!(found.unwrap().is_some(), live);
            let there = checks.accounts().has_session(id, moment).await;
            assert_eq!(there.unwrap(), live);
            let list = checks
                .accounts()
                .list_sessions(account, &none, None, 9, moment)
                .await;
            assert_eq!(list.unwrap().len(), usize::from(live));
        }
    }
}

pub async fn attack_006_a_disabled_account_is_not_admitted(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let opened = checks.session(&account, at(10)).await;
    checks.switch(&account, AccountStatus::Disabled).await;
    assert!(!checks.is_admitted(&opened.token, at(11)).await);
    let there = checks.accounts().has_session(&opened.session.id, at(11));
    assert!(!there.await.unwrap());
    checks.switch(&account, AccountStatus::Active).await;
    assert!(
        !checks.is_admitted(&opened.token, at(12)).await,
        "its sessions are gone"
    );
}

pub async fn attack_004_touching_never_passes_the_absolute_limit(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let opened = checks.session(&account, at(0)).await;
    let id = &opened.session.id;
    let touched = checks
        .accounts()
        .touch_session(id, at(3_000), at(1_000_000))
        .await;
    touched.unwrap();
    let end = opened.session.expires_at;
    let found = checks
        .accounts()
        .find_session(&account, id, just_before(end))
        .await;
    assert_eq!(found.unwrap().expect("the session is live").idle_until, end);
    assert!(!checks.is_admitted(&opened.token, end).await);
}

pub async fn attack_008_a_session_of_somebody_else_reads_as_missing(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let stranger = checks.account("stranger@nordlicht.example").await;
    let opened = checks.session(&account, at(10)).await;
    let id = &opened.session.id;
    let accounts = &checks.stores.accounts;
    let own = accounts.find_session(&account, id, at(11)).await.unwrap();
    assert_same(&own.expect("it is their own"), &opened.session);
    assert!(
        accounts
            .find_session(&stranger, id, at(11))
            .await
            .unwrap()
            .is_none()
    );
    let ending = checks.is_refused(at(11), async |change| {
        accounts.end_session(&stranger, id, change).await.unwrap()
    });
    assert_eq!(ending.await, EndOutcome::Missing);
    assert!(checks.is_admitted(&opened.token, at(11)).await);
}

pub async fn attack_003_an_ended_session_is_gone(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account("maren@nordlicht.example").await;
    let opened = checks.session(&account, at(10)).await;
    let stays = checks.session(&account, at(10)).await;
    let accounts = &checks.stores.accounts;
    let end = async |change| {
        accounts
            .end_session(&account, &opened.session.id, change)
            .await
            .unwrap()
    };
    assert_eq!(checks.takes_place(at(11), end).await, EndOutcome::Ended);
    assert!(!checks.is_admitted(&opened.token, at(11)).await);
    assert!(checks.is_admitted(&stays.token, at(11)).await);
    assert_eq!(checks.is_refused(at(12), end).await, EndOutcome::Missing);
}

pub(super) fn assert_same(one: &Session, other: &Session) {
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
    assert!(one.is_live(just_before(one.idle_until.min(one.expires_at))));
    assert!(one.expires_at.since(one.created_at) > Duration::ZERO);
}
