//! Checks of removing what no longer has any effect.

use widgets_core::clock::Timestamp;
use widgets_core::stores::{ChallengePurpose, KeptForm, RememberDevice};

use crate::Fixture;
use crate::bench::mailboxes::MAREN;
use crate::bench::{Bench, CROWD, at};

/// Six rows that end at 100, one of each kind but two of sessions, and as many that end later.
async fn half_past(bench: &Bench) -> Later {
    let account = bench.account(MAREN).await;
    let accounts = &bench.stores.accounts;
    let mut later = Vec::new();
    for end in [at(100), at(200)] {
        let mut idle = bench.opening(&account, at(1));
        idle.session.session.idle_until = end;
        idle.device = Some(RememberDevice {
            token: bench.token(),
            expires_at: end,
        });
        later.push(bench.open(idle, at(1)).await.token);
        let mut old = bench.opening(&account, at(1));
        old.session.session.expires_at = end;
        later.push(bench.open(old, at(1)).await.token);
        bench.link(&account, end).await;
        let mut challenge = bench.new_challenge(ChallengePurpose::SignUp, None);
        challenge.expires_at = end;
        bench.begin(challenge).await;
        let form = KeptForm {
            token: bench.token(),
            sealed: vec![1],
            expires_at: end,
        };
        accounts.keep_form(form).await.unwrap();
    }
    Later(later.split_off(2))
}

/// The tokens of the sessions that end later.
struct Later(Vec<widgets_core::crypto::TokenHash>);

pub async fn what_is_past_is_swept_and_nothing_else(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let later = half_past(&bench).await;
    let trail = bench.trail().await;
    assert_eq!(sweep(&bench, at(99), None, 100).await, 0);
    assert_eq!(sweep(&bench, at(100), None, 100).await, 6);
    assert_eq!(sweep(&bench, at(100), None, 100).await, 0);
    for token in &later.0 {
        assert!(bench.is_admitted(token, at(199)).await);
    }
    assert_eq!(sweep(&bench, at(200), None, 100).await, 6);
    assert_eq!(bench.trail().await, trail, "sweeping appends nothing");
    assert!(bench.credentials(MAREN, None).await.is_some());
}

pub async fn a_sweep_is_bounded(fixture: Fixture) {
    let bench = Bench::new(fixture);
    half_past(&bench).await;
    assert_eq!(sweep(&bench, at(300), None, 0).await, 0);
    let mut swept = Vec::new();
    for _ in 0..4 {
        swept.push(sweep(&bench, at(300), None, 5).await);
    }
    assert_eq!(swept, [5, 5, 2, 0]);
}

pub async fn events_are_swept_when_they_are_older_than_asked(fixture: Fixture) {
    let bench = Bench::new(fixture);
    let account = bench.account(MAREN).await;
    bench.session(&account, at(100)).await;
    let kept = bench.session(&account, at(101)).await;
    assert_eq!(sweep(&bench, at(102), None, 100).await, 0, "not asked to");
    assert_eq!(sweep(&bench, at(102), Some(at(100)), 100).await, 1);
    assert_eq!(sweep(&bench, at(102), Some(at(101)), 100).await, 1);
    assert_eq!(sweep(&bench, at(102), Some(at(101)), 100).await, 0);
    assert!(bench.is_admitted(&kept.token, at(102)).await);
    assert_eq!(sweep(&bench, at(102), Some(at(102)), 0).await, 0);
    assert_eq!(sweep(&bench, at(102), Some(at(102)), 1).await, 1);
}

pub async fn a_crowd_sweeps_each_row_once(fixture: Fixture) {
    let bench = Bench::new(fixture);
    half_past(&bench).await;
    let answers = bench
        .crowd(|bench, _| async move { sweep(&bench, at(300), None, 100).await })
        .await;
    let swept = answers.iter();
    let swept = swept.map(|(count, times)| count.parse::<usize>().unwrap() * times);
    assert_eq!(swept.sum::<usize>(), 12, "{answers:?}");
    assert_eq!(answers.values().sum::<usize>(), CROWD);
}

async fn sweep(bench: &Bench, at: Timestamp, before: Option<Timestamp>, limit: u32) -> u64 {
    let accounts = &bench.stores.accounts;
    accounts.sweep_accounts(at, before, limit).await.unwrap()
}
