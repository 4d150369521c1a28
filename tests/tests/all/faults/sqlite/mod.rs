//! A SQLite file that is busy, has one connection, or has no room.

mod busy;
mod full;
mod one_connection;

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

use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode};
use sqlx::{AssertSqlSafe, Connection as _};

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
    let mut connection = SqliteConnection::connect_with(&options(file))
        .await
        .unwrap();
    let sql = AssertSqlSafe(format!("SELECT count(*) FROM {of}"));
    sqlx::query_scalar(sql)
        .fetch_one(&mut connection)
        .await
        .unwrap()
}

/// That the file is what SQLite calls whole.
pub(in crate::faults) async fn is_whole(file: impl AsRef<Path>) {
    let mut connection = SqliteConnection::connect_with(&options(file))
        .await
        .unwrap();
    let check = sqlx::query_scalar("PRAGMA integrity_check");
    let told: String = check.fetch_one(&mut connection).await.unwrap();
    assert_eq!(told, "ok");
}

/// Saves a display name, and gives the answer.
async fn save_name(browser: &mut Browser, name: &str) -> Reply {
    let form = browser.get("/account/profile/names").await;
    form.assert_status(200);
    let fields = [
        ("given_name", ""),
        ("middle_name", ""),
        ("family_name", ""),
        ("display_name", name),
    ];
    browser.submit(&form, "/profile/names", &fields).await
}

/// That a store which does not answer is told as such, and takes nothing from the browser.
fn is_unavailable(reply: &Reply) {
    reply.assert_status(503);
    assert_eq!(reply.header("retry-after"), "5");
    let mut cookies = reply.headers.get_all("set-cookie").iter();
    assert!(!cookies.any(|own| own.to_str().unwrap().starts_with("__Host-wg=")));
    for word in ["sqlite", "database", "locked", "INSERT"] {
        assert!(!reply.body.contains(word), "{}", reply.body);
    }
}
