//! The host's own pool, its settings, and what happens when the file is locked.

use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqliteConnection};
use widgets_core::stores::{AccountDirectory as _, CreateOutcome, StoreError};
use widgets_storage::{Dialect, SqlStores, migrations};

use crate::folder::Folder;
use crate::people::{new_account, silently};

pub(super) fn options(folder: &Folder) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.file())
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .foreign_keys(true)
        .busy_timeout(Duration::from_millis(10))
}

#[tokio::test]
async fn settings_that_lose_data_are_told_with_the_remedy() {
    let folder = Folder::new();
    let careless = options(&folder)
        .journal_mode(SqliteJournalMode::Delete)
        .foreign_keys(false)
        .synchronous(SqliteSynchronous::Off)
        .busy_timeout(Duration::ZERO);
    let pool = SqlitePool::connect_with(careless).await.unwrap();
    let stores = SqlStores::sqlite(pool);
    stores.migrate().await.unwrap();
    let problems = stores.problems().await.unwrap();
    let told = |word: &str| {
        problems
            .iter()
            .filter(|problem| problem.contains(word))
            .count()
    };
    assert_eq!(problems.len(), 4, "{problems:?}");
    assert_eq!(told("journal_mode(SqliteJournalMode::Wal)"), 1);
    assert_eq!(told("foreign_keys(true)"), 1);
    assert_eq!(told("synchronous(SqliteSynchronous::Full)"), 1);
    assert_eq!(told("busy_timeout"), 1);

    let careful = SqlitePool::connect_with(options(&folder)).await.unwrap();
    let problems = SqlStores::sqlite(careful).problems().await.unwrap();
    assert_eq!(problems, Vec::<String>::new());
}

#[tokio::test]
async fn the_scripts_are_all_a_host_needs() {
    let folder = Folder::new();
    let pool = SqlitePool::connect_with(options(&folder)).await.unwrap();
    for migration in migrations(Dialect::Sqlite) {
        pool.execute(sqlx::raw_sql(AssertSqlSafe(migration.script())))
            .await
            .unwrap();
    }
    let stores = SqlStores::sqlite(pool.clone());
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    stores.migrate().await.unwrap();

    pool.execute("INSERT INTO wg_migrations (version, name) VALUES (99, 'later')")
        .await
        .unwrap();
    let problems = stores.problems().await.unwrap();
    assert!(problems[0].contains("migration 99"), "{problems:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_158_a_locked_file_is_a_conflict_and_heals() {
    let folder = Folder::new();
    let stores = SqlStores::sqlite(SqlitePool::connect_with(options(&folder)).await.unwrap());
    stores.migrate().await.unwrap();
    let mut other = SqliteConnection::connect_with(&options(&folder))
        .await
        .unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let account = new_account();
    let (id, email) = (account.id.clone(), account.email.clone());
    let created = stores.create_account(account.clone(), silently()).await;
    assert!(matches!(created, Err(StoreError::Conflict)), "{created:?}");
    let found = stores.find_account(&id).await.unwrap();
    assert!(found.is_none(), "readers go on, and see nothing of it");
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(
        stores.create_account(account, silently()).await.unwrap(),
        CreateOutcome::Created
    );
    assert!(
        stores
            .find_account_by_email(email.unwrap().key())
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_157_a_dry_pool_is_an_outage_and_heals() {
    let folder = Folder::new();
    let pool = SqlitePoolOptions::new().max_connections(1);
    let pool = pool.connect_with(options(&folder)).await.unwrap();
    let stores = SqlStores::sqlite(pool.clone()).with_deadline(Duration::from_millis(100));
    stores.migrate().await.unwrap();
    let held = pool.acquire().await.unwrap();
    let id = new_account().id;
    let found = stores.find_account(&id).await;
    assert!(matches!(found, Err(StoreError::Unavailable(_))));
    let created = stores.create_account(new_account(), silently()).await;
    assert!(matches!(created, Err(StoreError::Unavailable(_))));
    drop(held);
    let stores = stores.with_deadline(Duration::from_secs(5));
    assert!(stores.find_account(&id).await.unwrap().is_none());
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart() {
    let folder = Folder::new();
    let account = new_account();
    let id = account.id.clone();
    let stores = SqlStores::sqlite_file(folder.file()).await.unwrap();
    stores.create_account(account, silently()).await.unwrap();
    drop(stores);
    let stores = SqlStores::sqlite_file(folder.file()).await.unwrap();
    assert!(stores.find_account(&id).await.unwrap().is_some());
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
}
