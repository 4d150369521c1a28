//! A disk without room.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::sqlite::{SqliteConnection, SqlitePool, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, Executor as _};
use widgets_core::stores::{AccountDirectory as _, CreateOutcome, StoreError};
use widgets_storage::{Driver as _, SqlStores, SqliteDriver};

use super::setup::options;
use crate::folder::Folder;
use crate::people::{new_account, silently};

/// SQLite takes it for the pages there are.
const FULL: &str = "PRAGMA max_page_count = 1";
const ROOM: &str = "PRAGMA max_page_count = 1048576";

/// Fills the disk three times. `set` makes it full or gives it room.
async fn takes_nothing_and_heals(stores: SqlStores, set: impl AsyncFn(bool)) {
    for _ in 0..3 {
        set(true).await;
        let (mut created, mut refused) = (0, 0);
        while refused < 20 {
            let account = new_account();
            let id = account.id.clone();
            match stores.create_account(account, silently()).await {
                Ok(CreateOutcome::Created) => created += 1,
                Err(StoreError::Unavailable(_)) => {
                    refused += 1;
                    assert!(stores.find_account(&id).await.unwrap().is_none());
                }
                other => panic!("{other:?}"),
            }
            assert!(created < 10_000, "the disk was never full");
        }
        set(false).await;
        let healed = stores.create_account(new_account(), silently()).await;
        assert_eq!(
            healed.unwrap(),
            CreateOutcome::Created,
            "there is room again"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_158_a_full_disk_takes_nothing_and_heals() {
    let folder = Folder::new();
    let driver = SqliteDriver::open(&folder.file()).await.unwrap();
    let stores = SqlStores::over(driver.clone());
    stores.migrate().await.unwrap();
    takes_nothing_and_heals(stores, async |full| {
        let mut connection = driver.connection().await.unwrap();
        let pragma = if full { FULL } else { ROOM };
        connection.run(pragma, &[]).await.unwrap();
        connection.give_back();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_158_a_full_disk_takes_nothing_of_a_pool_and_heals() {
    let folder = Folder::new();
    let full = Arc::new(AtomicBool::new(false));
    let stores = SqlStores::sqlite(pool_with(&folder, &full).await);
    stores.migrate().await.unwrap();
    takes_nothing_and_heals(stores, async |now| full.store(now, Ordering::SeqCst)).await;
}

/// One connection, for which the disk is full when it is said to be.
async fn pool_with(folder: &Folder, full: &Arc<AtomicBool>) -> SqlitePool {
    async fn limit(connection: &mut SqliteConnection, full: bool) -> sqlx::Result<()> {
        let sql = AssertSqlSafe(if full { FULL } else { ROOM });
        connection.execute(sqlx::raw_sql(sql)).await.map(|_| ())
    }
    let (new, used) = (Arc::clone(full), Arc::clone(full));
    let pool = SqlitePoolOptions::new()
        .max_connections(1)
        .after_connect(move |own, _| Box::pin(limit(own, new.load(Ordering::SeqCst))))
        .before_acquire(move |own, _| {
            let full = used.load(Ordering::SeqCst);
            Box::pin(async move { limit(own, full).await.map(|()| true) })
        });
    pool.connect_with(options(folder)).await.unwrap()
}
