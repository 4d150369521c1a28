//! Plans in each way to fail: nothing of them stays.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use widgets_core::stores::{StoreError, StoreResult};
use widgets_storage::{Dialect, Plan, args};

use super::fault_rig::{Dump, FaultRig};
use crate::setup::at;

/// A write that meets another one is tried again so often.
const RETRIES: usize = 3;

const ADD: &str = "INSERT INTO wg_limits (id, tat) VALUES ($1, 9)";
const MOVE: &str = "UPDATE wg_limits SET tat = tat + 1 WHERE id = $1";
const MOVE_ALL: &str = "UPDATE wg_limits SET tat = tat + 1 WHERE id > $1";
const DROP: &str = "DELETE FROM wg_limits WHERE id = $1";

/// Statements that run for a while.
const LONG_ON_SQLITE: &str = "WITH RECURSIVE numbers (number) AS \
     (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 50000) \
     SELECT count(*) FROM numbers";
const LONG_ON_POSTGRES: &str = "SELECT CAST(1 AS BIGINT) AS one FROM pg_sleep(0.02)";

#[derive(Debug, PartialEq, Eq)]
enum Written {
    Done,
    Refused,
}

/// The plans that are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Statements of every kind and a change.
    Several,
    /// A statement that may have to be undone.
    One,
    /// A statement that is a transaction by itself.
    Bare,
}

pub(crate) async fn try_all(rig: &FaultRig) {
    for key in [b"a", b"b"] {
        let plan = Plan::new().one(ADD, args![key]);
        rig.stores.write(plan, ()).await.unwrap();
    }
    refusals_leave_nothing(rig).await;
    is_given_up_in_the_middle(rig).await;
    for shape in [Shape::Bare, Shape::One, Shape::Several] {
        fails_where_it_can(rig, shape).await;
        meets_others(rig, shape).await;
        loses_its_answer(rig, shape).await;
    }
}

fn plan(rig: &FaultRig, shape: Shape) -> Plan<'static, Written> {
    match shape {
        Shape::Several => Plan::appending(rig.checks.change(at(50)))
            .one_or(MOVE, args![b"a"], Written::Refused)
            .one(ADD, args![b"c"])
            .any(DROP, args![b"b"])
            .answer(MOVE_ALL, args![b""]),
        Shape::One => Plan::new().one_or(MOVE, args![b"a"], Written::Refused),
        Shape::Bare => Plan::new().any(MOVE_ALL, args![b""]),
    }
}

async fn write(rig: &FaultRig, shape: Shape) -> StoreResult<Written> {
    rig.stores.write(plan(rig, shape), Written::Done).await
}

/// At each statement, those of its change included, and before its commit.
async fn fails_where_it_can(rig: &FaultRig, shape: Shape) {
    let before = rig.dump().await;
    let statements = if shape == Shape::Several { 6 } else { 1 };
    for position in 0..statements {
        rig.failing.fail_at(position);
        let outcome = write(rig, shape).await;
        let how = format!("{shape:?}: a failure of statement {position}");
        is_undone(rig, &before, outcome, &how).await;
    }
    rig.failing.fail_before_commit();
    let outcome = write(rig, shape).await;
    let how = format!("{shape:?}: an outage before the commit");
    is_undone(rig, &before, outcome, &how).await;
}

async fn is_undone(rig: &FaultRig, before: &Dump, outcome: StoreResult<Written>, how: &str) {
    rig.failing.fail_nowhere();
    let outage = matches!(outcome, Err(StoreError::Unavailable(_)));
    assert!(outage, "{how} was told as {outcome:?}");
    assert_eq!(&rig.dump().await, before, "{how} left something");
}

/// Once more often than a write is tried again.
async fn meets_others(rig: &FaultRig, shape: Shape) {
    let before = rig.dump().await;
    rig.failing.meet_others(RETRIES + 1);
    let met = write(rig, shape).await;
    rig.failing.fail_nowhere();
    assert!(matches!(met, Err(StoreError::Conflict)), "{met:?}");
    assert_eq!(rig.dump().await, before, "{shape:?} left something");
}

/// It takes place whole, at its last attempt, and nobody is told.
async fn loses_its_answer(rig: &FaultRig, shape: Shape) {
    let before = rig.dump().await;
    rig.failing.meet_others(RETRIES);
    rig.failing.fail_after_commit();
    let lost = write(rig, shape).await;
    rig.failing.fail_nowhere();
    assert!(matches!(lost, Err(StoreError::Unavailable(_))), "{lost:?}");
    let after = rig.dump().await;
    let changed = |table: &str| before[table] != after[table];
    assert!(changed("wg_limits"), "{shape:?} did nothing");
    let appended = shape == Shape::Several;
    assert_eq!(changed("wg_audit_events"), appended);
    assert_eq!(changed("wg_outbox"), appended);
}

/// Drops a plan after ever more steps, until it comes to its end. That is a refusal, so no drop may
/// leave anything.
async fn is_given_up_in_the_middle(rig: &FaultRig) {
    let before = rig.dump().await;
    let long = match rig.driver.dialect() {
        Dialect::Sqlite => LONG_ON_SQLITE,
        Dialect::Postgres => LONG_ON_POSTGRES,
    };
    let (mut polls, mut attempts) = (1, 0);
    loop {
        let plan = plan(rig, Shape::Several).any(long, []);
        let plan = plan.one_or(MOVE, args![b"nobody"], Written::Refused);
        let ended = dropped_after(polls, rig.stores.write(plan, Written::Done)).await;
        assert_eq!(rig.dump().await, before, "after {polls} steps");
        match ended {
            None => polls *= 2,
            Some(outcome) => {
                assert_eq!(outcome.unwrap(), Written::Refused);
                if polls > 1 {
                    return;
                }
            }
        }
        // Every answer may have been there already if this process had to wait for its turn.
        attempts += 1;
        assert!(attempts < 50, "a write is never in the middle of anything");
    }
}

/// The answer of a call, or nothing when it had to wait so many times: then it is dropped.
async fn dropped_after<T>(polls: usize, call: impl Future<Output = T>) -> Option<T> {
    let mut call = pin!(call);
    let mut waits = 0;
    poll_fn(|context| match call.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => {
            waits += 1;
            if waits < polls {
                Poll::Pending
            } else {
                Poll::Ready(None)
            }
        }
    })
    .await
}

/// Too few rows, too many, and a row that is there already: with an outcome for it, and without.
async fn refusals_leave_nothing(rig: &FaultRig) {
    let before = rig.dump().await;
    let refused: [(_, &[u8]); 3] = [(MOVE, b"nobody"), (ADD, b"a"), (MOVE_ALL, b"")];
    for (sql, key) in refused {
        let begun = || Plan::appending(rig.checks.change(at(50))).any(ADD, args![b"c"]);
        let plan = begun().one_or(sql, args![key], Written::Refused);
        let written = rig.stores.write(plan, Written::Done).await;
        assert_eq!(written.unwrap(), Written::Refused, "{sql}");
        let written = rig
            .stores
            .write(begun().one(sql, args![key]), Written::Done)
            .await;
        is_undone(rig, &before, written, sql).await;
    }
}
