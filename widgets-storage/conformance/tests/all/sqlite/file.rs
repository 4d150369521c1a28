//! The driver of a file: where reads run, and what becomes of work that nobody waits for any more.

use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use widgets_core::stores::{AccountDirectory as _, CreateOutcome, StoreError};
use widgets_storage::{Driver, Plan, SqlStores, SqliteDriver, Value, args};

use crate::folder::Folder;
use crate::people::{new_account, silently};

/// Counts to its argument.
const COUNT: &str = "WITH RECURSIVE numbers (number) AS \
     (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < $1) \
     SELECT count(*) FROM numbers";
/// Takes many times longer than a read may hold its caller's thread.
const MANY: i64 = 1_000_000;

const ENDLESS: &str = "SELECT (WITH RECURSIVE numbers (number) AS \
     (SELECT 1 UNION ALL SELECT number + 1 FROM numbers) SELECT count(*) FROM numbers)";

const ADD: &str = "INSERT INTO wg_limits (id, tat) VALUES ($1, 1)";
const ADDED: &str = "SELECT id FROM wg_limits";

async fn opened(folder: &Folder) -> (SqliteDriver, SqlStores) {
    let driver = SqliteDriver::open(&folder.file()).await.unwrap();
    let stores = SqlStores::over(driver.clone());
    stores.migrate().await.unwrap();
    (driver, stores)
}

/// Runs on one thread, beside which there is one blocking thread.
fn on_one_thread(test: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().max_blocking_threads(1).build();
    runtime.unwrap().block_on(test);
}

/// Whether another task of this thread runs while a read counts so far. The blocking thread is taken
/// until then, so a read that needs it has to wait. What the read is answered is right in any case.
async fn lets_others_run(driver: &impl Driver, count: i64) -> bool {
    let others = AtomicBool::new(false);
    let (release, released) = mpsc::channel::<()>();
    let taken = tokio::task::spawn_blocking(move || released.recv());
    let read = async {
        let mut row = driver.first(COUNT, &args![count]).await.unwrap().unwrap();
        assert_eq!(row.take::<i64>().unwrap(), count);
        others.load(Ordering::SeqCst)
    };
    let other = async {
        others.store(true, Ordering::SeqCst);
        drop(release);
        let _ = taken.await;
    };
    tokio::join!(read, other).0
}

#[test]
fn a_read_runs_where_it_is_asked_unless_it_is_slow() {
    on_one_thread(stays_unless_it_is_slow());
}

async fn stays_unless_it_is_slow() {
    let folder = Folder::new();
    let (driver, _) = opened(&folder).await;
    assert!(!lets_others_run(&driver, 1).await, "it runs here");
    assert!(lets_others_run(&driver, MANY).await, "it goes elsewhere");
    assert!(lets_others_run(&driver, 1).await, "and stays there");
    let mut reads = 0;
    while lets_others_run(&driver, 1).await {
        reads += 1;
        assert!(reads < 1_000, "it never comes back");
    }
}

#[test]
fn reads_can_be_kept_on_blocking_threads() {
    on_one_thread(never_stays());
}

async fn never_stays() {
    let folder = Folder::new();
    let (driver, _) = opened(&folder).await;
    let driver = driver.with_reads_on_blocking_threads();
    for count in [1, 1, MANY, 1] {
        assert!(lets_others_run(&driver, count).await, "{count}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_158_a_read_ends_with_its_deadline() {
    let folder = Folder::new();
    let (driver, stores) = opened(&folder).await;
    let hurried = stores.with_deadline(Duration::from_millis(50));
    // More than run at once. A thread that went on would keep its place.
    for _ in 0..12 {
        let read = hurried.read(ENDLESS, &[]).await;
        assert!(matches!(read, Err(StoreError::Unavailable(_))), "{read:?}");
    }
    let row = driver.first(COUNT, &args![MANY]).await.unwrap().unwrap();
    assert_eq!(row.rest(), [Value::Int(MANY)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_158_a_write_ends_with_its_deadline_and_leaves_nothing() {
    let folder = Folder::new();
    let (_, stores) = opened(&folder).await;
    let hurried = stores.clone().with_deadline(Duration::from_millis(50));
    for shape in 0..3 {
        let plan = match shape {
            0 => Plan::new().any(ENDLESS, []),
            1 => Plan::new().one(ADD, args![b"a"]).any(ENDLESS, []),
            _ => Plan::new().any(ENDLESS, []).one(ADD, args![b"a"]),
        };
        let written = hurried.write(plan, ()).await;
        let outage = matches!(written, Err(StoreError::Unavailable(_)));
        assert!(outage, "{written:?}");
        // Only the next write shows what became of the one before.
        let created = stores.create_account(new_account(), silently()).await;
        assert_eq!(created.unwrap(), CreateOutcome::Created);
        assert!(stores.read(ADDED, &[]).await.unwrap().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_158_a_write_whose_deadline_passed_in_the_queue_is_not_begun() {
    let folder = Folder::new();
    let (driver, stores) = opened(&folder).await;
    let hurried = stores.clone().with_deadline(Duration::from_millis(50));
    let kept = driver.connection().await.unwrap();
    // More than the queue holds.
    let refused = (0..100).map(|_| hurried.create_account(new_account(), silently()));
    for refused in futures_util::future::join_all(refused).await {
        assert!(matches!(refused, Err(StoreError::Unavailable(_))));
    }
    assert!(
        stores.read(ADDED, &[]).await.unwrap().is_empty(),
        "reading goes on"
    );
    drop(kept);
    let created = stores.create_account(new_account(), silently()).await;
    assert_eq!(created.unwrap(), CreateOutcome::Created);
    let accounts = stores.read("SELECT id FROM wg_accounts", &[]).await;
    assert_eq!(accounts.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_158_a_write_given_up_while_another_process_writes_leaves_nothing() {
    let folder = Folder::new();
    let (_, stores) = opened(&folder).await;
    let hurried = stores.clone().with_deadline(Duration::from_millis(100));
    let (other, _) = opened(&folder).await;
    let mut other = other.connection().await.unwrap();
    for bare in [false, true] {
        other.run("BEGIN IMMEDIATE", &[]).await.unwrap();
        let plan = Plan::new();
        let plan = match bare {
            false => plan.one(ADD, args![b"a"]),
            true => plan.any(ADD, args![b"a"]),
        };
        let written = hurried.write(plan, ()).await;
        assert!(matches!(written, Err(StoreError::Unavailable(_))));
        // By then the thread that waited for the lock has seen that nobody waits for it.
        tokio::time::sleep(Duration::from_millis(200)).await;
        other.run("ROLLBACK", &[]).await.unwrap();
        let created = stores.create_account(new_account(), silently()).await;
        assert_eq!(created.unwrap(), CreateOutcome::Created);
        assert!(stores.read(ADDED, &[]).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_connection_dropped_in_a_transaction_leaves_nothing() {
    let folder = Folder::new();
    let (driver, stores) = opened(&folder).await;
    let mut connection = driver.connection().await.unwrap();
    connection.run("BEGIN IMMEDIATE", &[]).await.unwrap();
    connection.run(ADD, &args![b"a"]).await.unwrap();
    drop(connection);
    let plan = Plan::new().one(ADD, args![b"b"]);
    stores.write(plan, ()).await.unwrap();
    let rows = stores.read(ADDED, &[]).await.unwrap();
    let values: Vec<_> = rows
        .into_iter()
        .flat_map(widgets_storage::Row::rest)
        .collect();
    assert_eq!(values, [Value::Bytes(b"b".to_vec())]);
}

#[tokio::test]
async fn arguments_are_bound_by_their_numbers() {
    let folder = Folder::new();
    let (driver, _) = opened(&folder).await;
    let row = driver.first("SELECT $2, $1, $2", &args![1, "two"]).await;
    let two = Value::Text("two".to_owned());
    let expected = [two.clone(), Value::Int(1), two];
    assert_eq!(row.unwrap().unwrap().rest(), expected);
    let lacking = driver.first("SELECT $2", &args![1]).await;
    assert!(lacking.is_err(), "{lacking:?}");
}

#[tokio::test]
async fn a_reader_neither_writes_nor_reads_fractions() {
    let folder = Folder::new();
    let (driver, _) = opened(&folder).await;
    for refused in [
        "SELECT 1.5",
        "SELECT CAST(x'ff' AS TEXT)",
        "DELETE FROM wg_limits",
    ] {
        let answer = driver.query(refused, &[]).await;
        assert!(answer.is_err(), "{refused}: {answer:?}");
    }
    let row = driver.first("SELECT x'ff', NULL", &[]).await.unwrap();
    let expected = [Value::Bytes(vec![0xff]), Value::Null];
    assert_eq!(row.unwrap().rest(), expected);
}

#[tokio::test]
async fn what_only_counts_does_not_wait_for_the_disk() {
    const SETTING: &str = "SELECT synchronous FROM pragma_synchronous";
    const NORMAL: i64 = 1;
    const FULL: i64 = 2;
    let folder = Folder::new();
    let stores = SqlStores::sqlite_file(folder.file()).await.unwrap();
    for (plan, expected) in [
        (Plan::new(), FULL),
        (Plan::counting(), NORMAL),
        (Plan::new(), FULL),
    ] {
        let read = stores.write_returning::<i64>(plan.answer(SETTING, []));
        assert_eq!(read.await.unwrap(), [expected]);
    }
    // Nor does one that fails leave that behind.
    let failing = Plan::<Infallible>::counting().any("INSERT INTO none VALUES (1)", []);
    assert!(stores.write_counting(failing).await.is_err());
    let read = stores.write_returning::<i64>(Plan::new().answer(SETTING, []));
    assert_eq!(read.await.unwrap(), [FULL]);
}
