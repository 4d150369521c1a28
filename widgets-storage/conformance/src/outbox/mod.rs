//! Checks of the worker's side of the outbox.

pub mod sealed_rows;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use widgets_core::clock::Timestamp;
use widgets_core::id::OutboxId;
use widgets_core::stores::{
    ClaimedRow, CreateOutcome, DeadLetter, Finish, Holder, OutboxRow, OutboxSweep,
};

use crate::Fixture;
use crate::setup::{CROWD, Checks, at, just_before};

pub async fn a_ready_outbox_has_no_problems(fixture: Fixture) {
    let checks = Checks::new(fixture);
    let stores = &checks.stores;
    assert_eq!(
        stores.outbox.problems().await.unwrap(),
        Vec::<String>::new()
    );
}

pub async fn rows_are_claimed_when_due_the_longest_due_first(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(
        &checks,
        &[("late", 30), ("b", 20), ("a", 20), ("early", 10)],
    )
    .await;
    assert_eq!(
        names(&claim(&checks, "w", 9, just_before(at(10)), at(11)).await),
        [""; 0]
    );
    assert_eq!(
        names(&claim(&checks, "w", 0, at(100), at(200)).await),
        [""; 0]
    );
    let rows = claim(&checks, "w", 2, at(20), at(80)).await;
    assert_eq!(names(&rows), ["early", "a"]);
    assert_eq!(rows[0].topic, "check");
    assert_eq!(rows[0].payload, b"what early is");
    assert_eq!(rows[0].attempts, 1);
    assert_eq!(
        names(&claim(&checks, "w", 9, at(30), at(90)).await),
        ["b", "late"]
    );
}

pub async fn a_row_in_somebodys_hands_is_not_claimed_until_the_lease_runs_out(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 10)]).await;
    assert_eq!(
        names(&claim(&checks, "one", 9, at(10), at(70)).await),
        ["a"]
    );
    assert_eq!(
        names(&claim(&checks, "other", 9, just_before(at(70)), at(130)).await),
        [""; 0]
    );
    let rows = claim(&checks, "other", 9, at(70), at(130)).await;
    assert_eq!(names(&rows), ["a"]);
    assert_eq!(rows[0].attempts, 2);
    assert!(
        !finish(&checks, "one", "a", Finish::Done).await,
        "it is in other hands"
    );
    assert_eq!(
        names(&claim(&checks, "one", 9, at(100), at(160)).await),
        [""; 0]
    );
    assert!(finish(&checks, "other", "a", Finish::Done).await);
}

pub async fn what_is_done_is_never_claimed_again(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 10), ("b", 11)]).await;
    claim(&checks, "w", 1, at(20), at(80)).await;
    assert!(finish(&checks, "w", "a", Finish::Done).await);
    assert_eq!(
        names(&claim(&checks, "w", 9, at(1_000), at(2_000)).await),
        ["b"]
    );
    assert!(!finish(&checks, "w", "a", retry(0)).await, "it is done");
    assert_eq!(
        names(&claim(&checks, "w", 9, at(9_000), at(9_001)).await),
        ["b"]
    );
}

pub async fn a_failed_attempt_comes_back_when_it_is_due(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 10)]).await;
    claim(&checks, "w", 9, at(10), at(70)).await;
    assert!(finish(&checks, "w", "a", retry(40)).await);
    assert!(
        !finish(&checks, "w", "a", Finish::Done).await,
        "it is in nobody's hands"
    );
    assert_eq!(
        names(&claim(&checks, "w", 9, just_before(at(40)), at(70)).await),
        [""; 0]
    );
    let rows = claim(&checks, "other", 9, at(40), at(100)).await;
    assert_eq!(names(&rows), ["a"]);
    assert_eq!(
        (rows[0].attempts, rows[0].payload.as_slice()),
        (2, &b"what a is"[..])
    );
}

pub async fn what_was_given_up_is_never_claimed_again(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 10)]).await;
    claim(&checks, "w", 9, at(10), at(70)).await;
    assert!(finish(&checks, "w", "a", dead()).await);
    assert!(!finish(&checks, "w", "a", Finish::Done).await);
    assert_eq!(
        names(&claim(&checks, "w", 9, at(9_000), at(9_001)).await),
        [""; 0]
    );
}

pub async fn only_its_holder_finishes_a_row(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 10)]).await;
    assert!(
        !finish(&checks, "w", "a", Finish::Done).await,
        "nobody has claimed it"
    );
    assert!(
        !finish(&checks, "", "a", Finish::Done).await,
        "nobody has no name"
    );
    assert!(!finish(&checks, "w", "missing", Finish::Done).await);
    claim(&checks, "one", 9, at(10), at(70)).await;
    for how in [Finish::Done, dead(), retry(0)] {
        assert!(!finish(&checks, "other", "a", how).await);
    }
    assert_eq!(
        names(&claim(&checks, "other", 9, at(69), at(70)).await),
        [""; 0]
    );
    assert!(finish(&checks, "one", "a", Finish::Done).await);
}

pub async fn what_was_given_up_is_listed_the_latest_first(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 1), ("b", 2), ("c", 3), ("later", 50)]).await;
    assert_eq!(dead_letters(&checks, None, 9).await, []);
    finish_all(&checks, dead(), 20).await;
    let all = dead_letters(&checks, None, 9).await;
    let expected = |name: &str, seconds| {
        DeadLetter::new(
            OutboxId::parse(name).unwrap(),
            "check".to_owned(),
            1,
            at(seconds),
            "never".to_owned(),
        )
    };
    assert_eq!(
        all,
        [expected("c", 22), expected("b", 21), expected("a", 20)]
    );
    assert_eq!(dead_letters(&checks, None, 2).await, all[..2]);
    assert_eq!(dead_letters(&checks, Some(&all[1]), 2).await, all[2..]);
    assert_eq!(dead_letters(&checks, None, 0).await, []);
}

pub async fn what_was_given_up_can_be_revived(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 1), ("b", 2), ("waiting", 50)]).await;
    finish_all(&checks, dead(), 20).await;
    let revive = async |row: &str| {
        let (outbox, row) = (&checks.stores.outbox, OutboxId::parse(row).unwrap());
        outbox.revive(&row, at(40)).await.unwrap()
    };
    assert!(revive("a").await);
    for row in ["a", "waiting", "missing"] {
        assert!(!revive(row).await, "{row} was not given up");
    }
    assert_eq!(dead_letters(&checks, None, 9).await.len(), 1);
    assert_eq!(
        names(&claim(&checks, "w", 9, just_before(at(40)), at(100)).await),
        [""; 0]
    );
    let rows = claim(&checks, "other", 1, at(40), at(100)).await;
    assert_eq!(
        (names(&rows), rows[0].attempts, rows[0].payload.as_slice()),
        (vec!["a"], 1, &b"what a is"[..])
    );
    assert!(finish(&checks, "other", "a", Finish::Done).await);
    assert!(!revive("a").await, "it is done");
}

pub async fn what_is_done_or_was_given_up_long_ago_is_swept(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 1), ("b", 2), ("c", 3)]).await;
    finish_all(&checks, Finish::Done, 20).await;
    assert_eq!(sweep(&checks, 20, 1_000, 9).await, 0, "none is older");
    assert_eq!(sweep(&checks, 22, 1_000, 1).await, 1, "one at a time");
    assert_eq!(sweep(&checks, 22, 1_000, 9).await, 1);
    assert_eq!(sweep(&checks, 23, 1_000, 9).await, 1);
    assert_eq!(sweep(&checks, 9_000, 9_000, 9).await, 0);
}

pub async fn what_waits_is_never_swept(fixture: Fixture) {
    let checks = Checks::new(fixture);
    post(&checks, &[("a", 1), ("b", 2), ("waiting", 50)]).await;
    finish_all(&checks, dead(), 20).await;
    assert_eq!(sweep(&checks, 9_000, 20, 9).await, 0);
    assert_eq!(sweep(&checks, 0, 21, 9).await, 1, "a was given up before");
    assert_eq!(sweep(&checks, 9_000, 9_000, 9).await, 1);
    assert_eq!(
        names(&claim(&checks, "w", 9, at(50), at(100)).await),
        ["waiting"]
    );
    assert_eq!(sweep(&checks, 9_000, 9_000, 9).await, 0, "it is in hands");
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

pub(super) fn retry(seconds: i64) -> Finish {
    Finish::Retry {
        due_at: at(seconds),
        error: "not now".to_owned(),
    }
}

pub(super) fn dead() -> Finish {
    Finish::Dead {
        error: "never".to_owned(),
    }
}

/// Claims all that is due at 10 seconds and gives each up, a second after the other from `seconds`
/// on, or does it.
async fn finish_all(checks: &Checks, how: Finish, seconds: i64) {
    let holder = Holder("w".to_owned());
    let rows = claim(checks, "w", 100, at(10), at(70)).await;
    for (row, later) in rows.iter().zip(0..) {
        assert!(finish_at(checks, &holder, &row.id, how.clone(), seconds + later).await);
    }
}

pub(super) async fn dead_letters(
    checks: &Checks,
    after: Option<&DeadLetter>,
    limit: u32,
) -> Vec<DeadLetter> {
    checks
        .stores
        .outbox
        .dead_letters(after, limit)
        .await
        .unwrap()
}

async fn sweep(checks: &Checks, done_before: i64, dead_before: i64, limit: u32) -> u64 {
    let sweep = OutboxSweep::new(at(done_before), at(dead_before), limit);
    checks.stores.outbox.sweep(sweep).await.unwrap()
}

fn names(rows: &[ClaimedRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}
