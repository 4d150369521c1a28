//! Calls that are given up half-way, and errors that call for trying again.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use own_driver::TokioPostgres;
use tokio::time::timeout;
use widgets_core::stores::StoreResult;
use widgets_storage::{Arg, Driver as _, DriverError, Plan, SqlStores, Value, args};

use crate::server::Schema;

const ADD: &str = "INSERT INTO tea (id) VALUES ($1)";
const ALL: &str = "SELECT id FROM tea ORDER BY id";
const FAIL: &str = "SELECT fail($1) AS failed";

const IN_TRANSACTION: &str = "state LIKE 'idle in transaction%'";
const AT_WORK: &str = "state <> 'idle'";

/// A schema with a table of numbers, and a function that fails as it is told.
async fn tea() -> (Schema, tokio_postgres::Client, TokioPostgres) {
    let schema = Schema::create().await;
    let onlooker = schema.client().await;
    let tables = "CREATE TABLE tea (id BIGINT PRIMARY KEY); \
         CREATE FUNCTION fail(code TEXT) RETURNS BIGINT LANGUAGE plpgsql AS $$ BEGIN \
         RAISE EXCEPTION 'as told' USING ERRCODE = code, DETAIL = 'a hash'; END $$";
    onlooker.batch_execute(tables).await.unwrap();
    let driver = TokioPostgres::new(schema.pool());
    (schema, onlooker, driver)
}

/// A write of some numbers.
async fn add(driver: &TokioPostgres, ids: &[i64]) -> StoreResult<()> {
    let add = |plan: Plan<'static, ()>, id: &i64| plan.one(ADD, args![*id]);
    let plan = ids.iter().fold(Plan::new(), add);
    SqlStores::over(driver.clone()).write(plan, ()).await
}

async fn ids(driver: &TokioPostgres) -> Vec<i64> {
    let rows = driver.query(ALL, &[]).await.unwrap();
    let rows = rows.into_iter().flat_map(widgets_storage::Row::rest);
    rows.map(|value| match value {
        Value::Int(id) => id,
        other => panic!("{other:?} is no number"),
    })
    .collect()
}

/// Gives a write up after each of its steps in turn, until it comes through.
#[tokio::test(flavor = "multi_thread")]
async fn attack_155_a_write_given_up_at_any_step_leaves_no_open_transaction() {
    let (schema, onlooker, driver) = tea().await;
    let mut steps = 0;
    loop {
        let both = [2 * steps, 2 * steps + 1];
        let mut commit = pin!(add(&driver, &both));
        let mut left = steps;
        let ended = std::future::poll_fn(|context| match commit.as_mut().poll(context) {
            Poll::Ready(answer) => Poll::Ready(Some(answer)),
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => {
                left -= 1;
                Poll::Pending
            }
        });
        if let Some(answer) = ended.await {
            answer.unwrap();
            break;
        }
        steps += 1;
    }
    assert!(steps >= 4, "only {steps} steps: a write has more");
    schema.until_none(&onlooker, AT_WORK).await;
    let kept = ids(&driver).await;
    assert!(kept.ends_with(&[2 * steps, 2 * steps + 1]));
    for id in &kept {
        assert!(kept.contains(&(id ^ 1)), "half a write stayed: {kept:?}");
    }
}

/// More calls than the pool has connections wait for a lock and are given up.
#[tokio::test(flavor = "multi_thread")]
async fn attack_157_calls_given_up_while_they_wait_for_a_lock_leave_the_pool_usable() {
    let (schema, onlooker, driver) = tea().await;
    add(&driver, &[1]).await.unwrap();
    let locker = schema.client().await;
    let lock = "BEGIN; CREATE TABLE other (id BIGINT); LOCK TABLE tea IN ACCESS EXCLUSIVE MODE";
    locker.batch_execute(lock).await.unwrap();
    for _ in 0..15 {
        let write = timeout(Duration::from_millis(200), add(&driver, &[2, 3]));
        let answer = write.await;
        assert!(answer.is_err(), "the lock is held: {answer:?}");
    }
    // What waits for the lock is cancelled at the server, though the lock is still held.
    schema.until_none(&onlooker, AT_WORK).await;
    assert_eq!(schema.count(&onlooker, IN_TRANSACTION).await, 0);
    let answer = driver.query("SELECT CAST(1 AS BIGINT) AS one", &[]).await;
    assert_eq!(answer.unwrap().len(), 1);

    locker.batch_execute("ROLLBACK").await.unwrap();
    assert_eq!(ids(&driver).await, [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_158_a_pool_whose_connections_were_killed_heals() {
    let (schema, onlooker, driver) = tea().await;
    add(&driver, &[1]).await.unwrap();
    assert!(schema.count(&onlooker, "true").await > 0);
    schema.kill_connections(&onlooker).await;
    schema.until_none(&onlooker, "true").await;
    let mut attempts = 0;
    while driver.query(ALL, &[]).await.is_err() {
        attempts += 1;
        assert!(attempts < 100, "the pool does not heal");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(ids(&driver).await, [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_error_means_follows_from_its_code() {
    let (schema, onlooker, driver) = tea().await;
    let failing = async |code| {
        let mut connection = driver.connection().await.unwrap();
        let error = connection.run(FAIL, &[Arg::Text(code)]).await.unwrap_err();
        connection.give_back();
        error
    };
    for contended in ["40001", "40P01", "55P03"] {
        let error = failing(contended).await;
        assert!(matches!(error, DriverError::Contended), "{error}");
    }
    let error = failing("23505").await;
    assert!(matches!(error, DriverError::NotUnique), "{error}");
    for outage in ["57014", "53100", "23502", "25006"] {
        let error = failing(outage).await;
        assert!(matches!(error, DriverError::Unavailable(_)), "{error}");
        assert!(error.to_string().contains(outage), "{error}");
        assert!(!format!("{error:?}").contains("a hash"), "{error:?}");
    }
    assert_eq!(schema.count(&onlooker, IN_TRANSACTION).await, 0);
    assert_eq!(ids(&driver).await, [0; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_prepares_a_statement_once() {
    let (_schema, _, driver) = tea().await;
    for id in 0..5 {
        add(&driver, &[id]).await.unwrap();
    }
    assert_eq!(ids(&driver).await.len(), 5);
    let prepared = "SELECT name FROM pg_prepared_statements WHERE statement LIKE 'INSERT%'";
    assert_eq!(driver.query(prepared, &[]).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_port_does_not_know_is_an_error_and_no_wrong_answer() {
    let (_schema, _, driver) = tea().await;
    for sql in [
        "SELECT 1 AS small",
        "SELECT now() AS moment",
        "SELECT true AS yes",
    ] {
        let answer = driver.query(sql, &[]).await;
        assert!(answer.unwrap_err().to_string().contains("column 0"));
    }
}
