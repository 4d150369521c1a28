//! Checks of the worker's side of the outbox.

pub mod sealed_rows;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use widgets_core::clock::Timestamp;
use widgets_core::id::OutboxId;
use widgets_core::stores::{ClaimedRow, CreateOutcome, Finish, Holder, OutboxRow};

use crate::Fixture;
use crate::setup::{CROWD, Checks, at};

pub async fn a_ready_outbox_has_no_problems(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let stores = &checks.stores;
    assert_eq!(
        stores.outbox.problems().await.unwrap(),
        Vec::<String>::new()
    );
}

pub async fn attack_156_a_row_is_given_to_one_of_a_crowd(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("only", 10)]).await;
    let answers = checks.crowd(|checks, number| async move {
        claim(&checks, &format!("worker {number}"), 5, at(10), at(70))
            .await
            .len()
    });
    let answers = answers.await;
    assert_eq!(answers.get("1"), Some(&1), "{answers:?}");
    assert_eq!(answers.get("0"), Some(&(CROWD - 1)), "{answers:?}");
}

pub async fn attack_156_a_crowd_shares_the_rows_without_a_quarrel(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let rows: Vec<String> = (0..100).map(|number| format!("row-{number:03}")).collect();
    let due: Vec<(&str, i64)> = rows.iter().map(|row| (row.as_str(), 10)).collect();
    post(&checks, &due).await;
    let claimed = Arc::new(Mutex::new(Vec::new()));
    checks
        .crowd(|checks, number| {
            let claimed = Arc::clone(&claimed);
            async move {
                let holder = format!("worker {number}");
                for _ in 0..10 {
                    let rows = claim(&checks, &holder, 3, at(10), at(70)).await;
                    let mut claimed = claimed.lock().unwrap();
                    claimed.extend(rows.into_iter().map(|row| row.id));
                }
            }
        })
        .await;
    let mut claimed = claimed.lock().unwrap().clone();
    let rest = claim(&checks, "last", 100, at(10), at(70)).await;
    claimed.extend(rest.into_iter().map(|row| row.id));
    assert_eq!(
        claimed.len(),
        rows.len(),
        "a row was given to two or to nobody"
    );
    assert_eq!(claimed.iter().collect::<BTreeSet<_>>().len(), rows.len());
}

/// Lets these rows enter with a write, each due so many seconds after the start.
pub(super) async fn post(checks: &Checks, rows: &[(&str, i64)]) {
    let mut change = checks.change(at(0));
    change.outbox = rows
        .iter()
        .map(|(name, due_at)| {
            OutboxRow::new(
                OutboxId::parse(*name).unwrap(),
                "check",
                format!("what {name} is").into_bytes(),
                at(*due_at),
            )
        })
        .collect();
    let account = checks.new_account("maren@nordlicht.example");
    let created = checks.stores.accounts.create_account(account, change).await;
    assert_eq!(created.unwrap(), CreateOutcome::Created);
}

pub(super) async fn claim(
    checks: &Checks,
    holder: &str,
    limit: u32,
    moment: Timestamp,
    lease_until: Timestamp,
) -> Vec<ClaimedRow> {
    let holder = Holder(holder.to_owned());
    checks
        .stores
        .outbox
        .claim(&holder, limit, moment, lease_until)
        .await
        .unwrap()
}

pub(super) async fn finish(checks: &Checks, holder: &str, row: &str, how: Finish) -> bool {
    let (holder, row) = (Holder(holder.to_owned()), OutboxId::parse(row).unwrap());
    finish_at(checks, &holder, &row, how, 0).await
}

async fn finish_at(
    checks: &Checks,
    holder: &Holder,
    row: &OutboxId,
    how: Finish,
    seconds: i64,
) -> bool {
    let outbox = &checks.stores.outbox;
    outbox.finish(holder, row, how, at(seconds)).await.unwrap()
}
