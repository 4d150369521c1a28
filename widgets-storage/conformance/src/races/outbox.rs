//! Races for rows of the outbox.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use widgets_core::id::OutboxId;
use widgets_core::stores::{ClaimedRow, Holder, OutboxRow, Sealed};

use super::crowd;
use crate::setup::{CROWD, Checks, MAREN, assert_one, at};

pub async fn attack_156_a_row_is_given_to_one_of_a_crowd(checks: Checks) {
    post(&checks, 1).await;
    let answers =
        checks.crowd(|checks, number| async move { claim(&checks, number, 5).await.len() });
    assert_one(&answers.await, "1", "0");
}

pub async fn attack_156_a_crowd_shares_the_rows_without_a_quarrel(checks: Checks) {
    post(&checks, 100).await;
    let claimed = Arc::new(Mutex::new(Vec::new()));
    let claiming = checks.crowd(|checks, number| {
        let claimed = Arc::clone(&claimed);
        async move {
            for _ in 0..10 {
                let rows = claim(&checks, number, 3).await;
                claimed
                    .lock()
                    .unwrap()
                    .extend(rows.into_iter().map(|row| row.id));
            }
        }
    });
    claiming.await;
    let mut claimed = claimed.lock().unwrap().clone();
    let rest = claim(&checks, CROWD, 100).await;
    claimed.extend(rest.into_iter().map(|row| row.id));
    assert_eq!(claimed.len(), 100, "a row was given to two or to nobody");
    assert_eq!(claimed.iter().collect::<BTreeSet<_>>().len(), 100);
}

pub async fn attack_164_one_of_a_crowd_seals_a_row_anew(checks: Checks) {
    let rows = post(&checks, 2).await;
    let answers = crowd!(checks, number => outbox.reseal_row(&old, new);
        old = rows[0].clone(), new = format!("anew by {number}").into_bytes());
    assert_one(&answers, "true", "false");
    let others = checks.stores.outbox.sealed_rows(Some(&rows[0].id), 9).await;
    assert_eq!(others.unwrap(), rows[1..]);
}

/// Lets so many rows enter with a write.
async fn post(checks: &Checks, count: usize) -> Vec<Sealed<OutboxId>> {
    let id = |number| OutboxId::parse(format!("row-{number:03}")).unwrap();
    let rows = (0..count).map(|number| Sealed::new(id(number), vec![0, 1, 255]));
    let rows: Vec<_> = rows.collect();
    let mut change = checks.change(at(0));
    let row = |own: &Sealed<OutboxId>| {
        OutboxRow::new(own.id.clone(), "check", own.sealed.clone(), at(10))
    };
    change.outbox = rows.iter().map(row).collect();
    let account = checks.new_account(MAREN);
    checks
        .accounts()
        .create_account(account, change)
        .await
        .unwrap();
    rows
}

/// What a worker of that number gets.
async fn claim(checks: &Checks, worker: usize, limit: u32) -> Vec<ClaimedRow> {
    let holder = Holder(format!("worker {worker}"));
    let outbox = &checks.stores.outbox;
    let claimed = outbox.claim(&holder, "check", limit, at(10), at(70));
    claimed.await.unwrap()
}
