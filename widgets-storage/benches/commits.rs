//! What waiting for the disk costs a write: commits one after the other on a SQLite file, with
//! `synchronous` FULL, as `SqlStores::sqlite_file` sets it, and NORMAL.
//!
//! `cargo checks -p widgets-storage --checks commits`

// A broken expectation ends the measuring, and its figures go to the caller.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use widgets_core::clock::Timestamp;
use widgets_core::stores::{LimitKey, LimitRequest, LimitStore as _, Quota};
use widgets_storage::SqlStores;

const COMMITS: u64 = 2_000;

#[tokio::main]
async fn main() {
    let folder = std::env::temp_dir().join(format!("widgets-commits-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    // By turns, so that what else the machine does meets both.
    for round in 0..3 {
        for mode in [SqliteSynchronous::Full, SqliteSynchronous::Normal] {
            let name = format!("{mode:?}").to_lowercase();
            let took = commits(&folder.join(format!("{name}-{round}.db")), mode).await;
            let micros = took.as_micros() / u128::from(COMMITS);
            println!("{name:>6}: {micros} microseconds a commit");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

async fn commits(file: &Path, synchronous: SqliteSynchronous) -> Duration {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new().max_connections(1);
    let stores = SqlStores::sqlite(pool.connect_with(options).await.unwrap());
    stores.migrate().await.unwrap();
    let quota = Quota::new(10, Duration::from_secs(1));
    let began = Instant::now();
    for number in 0..COMMITS {
        let key = LimitKey::new("commits", &number.to_string());
        let at = Timestamp::from_micros(1_790_000_000_000_000);
        stores
            .consume(&[LimitRequest::new(key, quota)], at)
            .await
            .unwrap();
    }
    began.elapsed()
}
