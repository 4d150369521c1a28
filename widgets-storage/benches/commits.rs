//! What waiting for the disk costs a write: commits one after the other on a SQLite file, with
//! `synchronous` FULL, as `SqlStores::sqlite_file` sets it, and NORMAL.
//!
//! `cargo bench -p widgets-storage --bench commits`

// A broken expectation ends the measuring, and its figures go to the caller.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use std::path::Path;
use std::time::{Duration, Instant};

use widgets_core::clock::Timestamp;
use widgets_core::stores::{LimitKey, LimitRequest, LimitStore as _, Quota};
use widgets_storage::{Driver as _, SqlStores, SqliteDriver};

const COMMITS: u64 = 2_000;

const MODES: [(&str, &str); 2] = [
    ("full", "PRAGMA synchronous = FULL"),
    ("normal", "PRAGMA synchronous = NORMAL"),
];

#[tokio::main]
async fn main() {
    let folder = std::env::temp_dir().join(format!("widgets-commits-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    // By turns, so that what else the machine does meets both.
    for round in 0..3 {
        for (name, mode) in MODES {
            let took = commits(&folder.join(format!("{name}-{round}.db")), mode).await;
            let micros = took.as_micros() / u128::from(COMMITS);
            println!("{name:>6}: {micros} microseconds a commit");
        }
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

async fn commits(file: &Path, mode: &'static str) -> Duration {
    let driver = SqliteDriver::open(file).await.unwrap();
    let mut connection = driver.connection().await.unwrap();
    connection.run(mode, &[]).await.unwrap();
    connection.give_back();
    let stores = SqlStores::over(driver);
    stores.migrate().await.unwrap();
    let quota = Quota::new(10, Duration::from_secs(1));
    let began = Instant::now();
    for number in 0..COMMITS {
        let key = LimitKey::new("commits", &number.to_string());
        let at = Timestamp::from_micros(1_790_000_000_000_000);
        stores
            .consume(&[LimitRequest::new(key, quota)], Some(at))
            .await
            .unwrap();
    }
    began.elapsed()
}
