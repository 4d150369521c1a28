//! Checks of removing what no longer has any effect.

use widgets_core::clock::Timestamp;
use widgets_core::stores::{ChallengePurpose, PendingForm, RememberDevice};

use crate::Fixture;
use crate::setup::mailboxes::MAREN;
use crate::setup::{CROWD, Checks, at};

/// Six rows that end at 100, one of each kind but two of sessions, and as many that end later.
async fn half_past(checks: &Checks) -> Later {
    let account = checks.account(MAREN).await;
    let accounts = &checks.stores.accounts;
    let mut later = Vec::new();
    for end in [at(100), at(200)] {
        let mut idle = checks.open_session(&account, at(1));
        idle.session.session.idle_until = end;
        idle.device = Some(RememberDevice::new(checks.token(), end));
        later.push(checks.open(idle, at(1)).await.token);
        let mut old = checks.open_session(&account, at(1));
        old.session.session.expires_at = end;
        later.push(checks.open(old, at(1)).await.token);
        checks.link(&account, end).await;
        let mut challenge = checks.new_challenge(ChallengePurpose::SIGN_UP, None);
        challenge.expires_at = end;
        checks.begin(challenge).await;
        let form = PendingForm::new(checks.token(), vec![1], end);
        accounts.add_pending_form(form).await.unwrap();
    }
    Later(later.split_off(2))
}

/// The tokens of the sessions that end later.
struct Later(Vec<widgets_core::crypto::TokenHash>);

pub async fn what_is_past_is_swept_and_nothing_else(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let later = half_past(&checks).await;
    let trail = checks.trail().await;
    assert_eq!(sweep(&checks, at(99), None, 100).await, 0);
    assert_eq!(sweep(&checks, at(100), None, 100).await, 6);
    assert_eq!(sweep(&checks, at(100), None, 100).await, 0);
    for token in &later.0 {
        assert!(checks.is_admitted(token, at(199)).await);
    }
    assert_eq!(sweep(&checks, at(200), None, 100).await, 6);
    assert_eq!(checks.trail().await, trail, "sweeping appends nothing");
    assert!(checks.credentials(MAREN, None).await.is_some());
}

pub async fn a_sweep_is_bounded(fixture: Fixture) {
    let checks = Checks::new(fixture);
    half_past(&checks).await;
    assert_eq!(sweep(&checks, at(300), None, 0).await, 0);
    let mut swept = Vec::new();
    for _ in 0..4 {
        swept.push(sweep(&checks, at(300), None, 5).await);
    }
    assert_eq!(swept, [5, 5, 2, 0]);
}

pub async fn events_are_swept_when_they_are_older_than_asked(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let account = checks.account(MAREN).await;
    checks.session(&account, at(100)).await;
    let kept = checks.session(&account, at(101)).await;
    assert_eq!(sweep(&checks, at(102), None, 100).await, 0, "not asked to");
    assert_eq!(sweep(&checks, at(102), Some(at(100)), 100).await, 1);
    assert_eq!(sweep(&checks, at(102), Some(at(101)), 100).await, 1);
    assert_eq!(sweep(&checks, at(102), Some(at(101)), 100).await, 0);
    assert!(checks.is_admitted(&kept.token, at(102)).await);
    assert_eq!(sweep(&checks, at(102), Some(at(102)), 0).await, 0);
    assert_eq!(sweep(&checks, at(102), Some(at(102)), 1).await, 1);
}

pub async fn a_crowd_sweeps_each_row_once(fixture: Fixture) {
    let checks = Checks::new(fixture);
    half_past(&checks).await;
    let answers = checks
        .crowd(|checks, _| async move { sweep(&checks, at(300), None, 100).await })
        .await;
    let swept = answers.iter();
    let swept = swept.map(|(count, times)| count.parse::<usize>().unwrap() * times);
    assert_eq!(swept.sum::<usize>(), 12, "{answers:?}");
    assert_eq!(answers.values().sum::<usize>(), CROWD);
}

async fn sweep(checks: &Checks, at: Timestamp, before: Option<Timestamp>, limit: u32) -> u64 {
    let accounts = &checks.stores.accounts;
    accounts.sweep_accounts(at, before, limit).await.unwrap()
}
