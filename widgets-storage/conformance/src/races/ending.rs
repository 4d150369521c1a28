//! Races with what ends everything an account has, and with sweeping.

use widgets_core::stores::{
    AccountStatus, ChallengePurpose, EndOutcome, Epoch, OpenOutcome, PageRequest, PendingForm,
};

use super::crowd;
use crate::setup::{CROWD, Checks, MAREN, assert_one, at};

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Disabling,
    Deleting,
    EndingAll,
}

pub async fn attack_006_no_session_outlives_a_race_with_disabling(checks: Checks) {
    no_session_outlives(checks, End::Disabling).await;
}

pub async fn attack_006_no_session_outlives_a_race_with_deleting(checks: Checks) {
    no_session_outlives(checks, End::Deleting).await;
}

pub async fn no_session_outlives_a_race_with_ending_all(checks: Checks) {
    no_session_outlives(checks, End::EndingAll).await;
}

/// One of a crowd ends the sessions that all others open.
async fn no_session_outlives(checks: Checks, end: End) {
    for round in 0..5 {
        let account = checks
            .account(&format!("round-{round}@nordlicht.example"))
            .await;
        // Ending all raised the epoch of every account before, and of those to come.
        let before = if end == End::EndingAll { round } else { 0 };
        let epoch = Epoch(before * Epoch::OF_ALL);
        let open = (0..CROWD).map(|_| {
            let mut open = checks.open_session(&account, at(10));
            open.epoch = epoch;
            open
        });
        let open: Vec<_> = open.collect();
        let answers = checks.crowd(|checks, number| {
            let (account, open) = (account.clone(), open[number].clone());
            let (change, off) = (checks.change(at(10)), AccountStatus::Disabled);
            async move {
                let accounts = checks.accounts();
                let done = match end {
                    _ if number != CROWD / 2 => accounts
                        .open_session(open, change)
                        .await
                        .map(|_| "opened or refused"),
                    End::Disabling => {
                        let switched = accounts.set_account_status(&account, off, change);
                        switched.await.map(|_| "ended")
                    }
                    End::Deleting => accounts
                        .delete_account(&account, change)
                        .await
                        .map(|_| "ended"),
                    End::EndingAll => accounts.end_all_sessions(change).await.map(|_| "ended"),
                };
                done.unwrap()
            }
        });
        answers.await;
        if end == End::Disabling {
            checks.switch(&account, AccountStatus::Active).await;
        }
        for open in &open {
            assert!(!checks.is_admitted(&open.session.token, at(10)).await);
        }
    }
}

/// Their rows are still there, until they are swept.
pub async fn attack_009_nothing_revives_a_session_that_ended_with_all_others(checks: Checks) {
    let account = checks.account(MAREN).await;
    let held = checks.session(&account, at(5)).await;
    let other = checks.session(&account, at(5)).await;
    let accounts = checks.accounts();
    let ending = accounts.end_all_sessions(checks.change(at(10)));
    ending.await.unwrap();

    let id = &held.session.id;
    let found = accounts.find_account(&account).await.unwrap().unwrap();
    let mut renewal = checks.renewal(&held, at(11));
    renewal.epoch = found.epoch;
    let renewed = accounts.renew_session(renewal, checks.change(at(11)));
    assert_eq!(renewed.await.unwrap(), OpenOutcome::Refused);
    let used = accounts.touch_session(id, at(11), at(3_000));
    used.await.unwrap();
    assert!(!checks.is_admitted(&held.token, at(12)).await);
    assert!(!accounts.has_session(id, at(12)).await.unwrap());
    assert!(
        accounts
            .find_session(&account, id, at(12))
            .await
            .unwrap()
            .is_none()
    );
    let page = PageRequest::new(None, 9);
    let none = checks.session_id();
    let listed = accounts.list_sessions(&account, &none, &page, at(12));
    assert!(listed.await.unwrap().rows.is_empty());
    let ended = accounts.end_session(&account, id, false, checks.change(at(12)));
    assert_eq!(ended.await.unwrap(), EndOutcome::Missing);

    let mut open = checks.open_session(&account, at(13));
    open.epoch = found.epoch;
    let new = checks.open(open, at(13)).await;
    for left in [1, 1, 0] {
        let swept = accounts.sweep_accounts(at(14), None, 1).await.unwrap();
        assert_eq!(
            swept, left,
            "{:?} and {:?}",
            held.session.id, other.session.id
        );
    }
    assert!(checks.is_admitted(&new.token, at(14)).await);
}

pub async fn attack_156_one_of_a_crowd_deletes_an_account(checks: Checks) {
    let own = checks.populated(true).await;
    let answers = crowd!(checks, accounts.delete_account(&account, change);
        account = own.account.clone(), change = checks.change(at(10)));
    assert_one(&answers, "Deleted", "Missing");
}

/// One row of each kind that ends, but two of sessions.
pub async fn a_crowd_sweeps_each_row_once(checks: Checks) {
    let (account, end) = (checks.account(MAREN).await, at(100));
    let mut idle = checks.open_session(&account, at(1));
    idle.session.session.idle_until = end;
    idle.device = Some(checks.device(checks.token(), end));
    checks.open(idle, at(1)).await;
    let mut old = checks.open_session(&account, at(1));
    old.session.session.expires_at = end;
    checks.open(old, at(1)).await;
    checks.link(&account, end).await;
    let mut challenge = checks.new_challenge(ChallengePurpose::SIGN_UP, None);
    challenge.expires_at = end;
    checks.begin(challenge).await;
    let form = PendingForm::new(checks.token(), vec![1], end);
    checks.accounts().add_pending_form(form).await.unwrap();

    let answers = crowd!(checks, accounts.sweep_accounts(moment, None, 100); moment = at(300));
    let swept = answers.iter();
    let swept = swept.map(|(count, times)| count.parse::<usize>().unwrap() * times);
    assert_eq!(swept.sum::<usize>(), 6, "{answers:?}");
}
