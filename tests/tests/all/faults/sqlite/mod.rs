//! A SQLite file that is busy, has one connection, or has no room.

mod busy;
mod full;
mod one_connection;

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{AssertSqlSafe, Connection as _};
use widgets_tests::prelude::*;

/// Runs scenarios over both frameworks, on SQLite.
macro_rules! over_sqlite {
    ($($scenario:ident),+ $(,)?) => {$(
        mod $scenario {
            use widgets_tests::{Framework, TestHost, Storage};

            over_every_combination! { @combinations $scenario
                axum: Axum, Sqlite;
                rocket: Rocket, Sqlite;
            }
        }
    )+};
}
pub(crate) use over_sqlite;

/// What a host that hands over its own pool sets.
fn options(file: impl AsRef<Path>) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .foreign_keys(true)
        .busy_timeout(Duration::from_millis(500))
}

/// How many rows a file has that `of` names, such as a table with a condition.
async fn count(file: impl AsRef<Path>, of: &str) -> i64 {
    let sql = AssertSqlSafe(format!("SELECT count(*) FROM {of}"));
    let counted = sqlx::query_scalar(sql)
        .fetch_one(&mut open(file).await)
        .await;
    counted.unwrap()
}

/// Asserts that SQLite finds the file whole.
pub(in crate::faults) async fn is_whole(file: impl AsRef<Path>) {
    let check = sqlx::query_scalar("PRAGMA integrity_check");
    let told: String = check.fetch_one(&mut open(file).await).await.unwrap();
    assert_eq!(told, "ok");
}

/// Asserts that an answer says the store is unavailable, and leaves the session's cookie alone.
fn is_unavailable(reply: &Reply) {
    reply.assert_status(503);
    assert_eq!(reply.header("retry-after"), "5");
    assert_eq!(reply.set_cookie("__Host-wg"), None);
    for word in ["sqlite", "database", "locked", "INSERT"] {
        assert!(!reply.body.contains(word), "{}", reply.body);
    }
}

/// A connection to the file.
async fn open(file: impl AsRef<Path>) -> SqliteConnection {
    let opened = SqliteConnection::connect_with(&options(file)).await;
    opened.unwrap()
}
