//! Races with what ends everything an account has, and with sweeping.

use widgets_core::stores::{AccountStatus, ChallengePurpose, PendingForm, RememberDevice};

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
        let open = (0..CROWD).map(|_| checks.open_session(&account, at(10)));
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
    idle.device = Some(RememberDevice::new(checks.token(), end));
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
