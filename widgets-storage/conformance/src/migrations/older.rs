//! Databases of older versions, filled as an application of that time filled them.

use widgets_core::crypto::TokenHash;
use widgets_storage::{Arg, Driver, Row, Value, migrations};

use crate::setup::at;

/// The version before the newest one. A new migration raises this and adds the check of
/// databases of that version.
const LAST_BUT_ONE: i64 = 15;

/// The last version whose columns are called as in [`OLD_ROWS`].
const LAST_UNRENAMED: i64 = 5;

/// Makes a database of that version and fills it.
pub(super) async fn filled(driver: &dyn Driver, version: i64) {
    let newest = migrations(driver.dialect()).last().unwrap().version;
    assert_eq!(
        newest,
        LAST_BUT_ONE + 1,
        "no check upgrades a database of version {}",
        newest - 1
    );
    if version == 0 {
        return;
    }
    let ledger =
        "CREATE TABLE wg_migrations (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)";
    run(driver, &[statement(ledger, &[])]).await;
    upgrade(driver, 0, version.min(LAST_UNRENAMED)).await;
    let token = old_token();
    let held = [
        Arg::Bytes(token.as_bytes()),
        Arg::Int(at(1_000).as_micros()),
    ];
    let long = [Arg::Text(LONG)];
    let rows = known(&OLD_ROWS, version).map(|sql| {
        let args: &[Arg<'_>] = match (sql.contains("$1"), sql.contains("$2")) {
            (_, true) => &held,
            (true, false) => &long,
            (false, false) => &[],
        };
        statement(sql, args)
    });
    let rows: Vec<_> = rows.collect();
    run(driver, &rows).await;
    upgrade(driver, LAST_UNRENAMED, version).await;
}

pub(super) fn old_token() -> TokenHash {
    TokenHash::from_bytes([7; 32])
}

/// Names were kept before there was a limit to them.
pub(super) const LONG: &str = "Maren Ænð ☕ O'Brien of an old and far too long line, which nobody had the heart to \
     shorten while it still fitted into the forms";

/// What an application kept before its upgrade, since the version from which it could: `$1` is a token
/// and `$2` when it ends; `$1` alone is a long name.
const OLD_ROWS: [(i64, &str); 3] = [
    (1, include_str!("older/rows_1.sql")),
    (2, include_str!("older/rows_2.sql")),
    (3, include_str!("older/rows_3.sql")),
];

/// Everything in each table, in the columns it had since that version.
const OLD_COLUMNS: [(i64, &str); 3] = [
    (1, include_str!("older/columns_1.sql")),
    (2, include_str!("older/columns_2.sql")),
    (3, include_str!("older/columns_3.sql")),
];

/// The same since version 6, which called them otherwise.
const RENAMED: [(&str, &str); 2] = [
    (
        "FROM wg_accounts_sessions",
        "SELECT id, account_id, token, created_at, authenticated_at, last_used_at, idle_until, expires_at, \
         persistent, proofs, address, user_agent FROM wg_accounts_sessions",
    ),
    (
        "FROM wg_accounts_kept_forms",
        "SELECT token, sealed, expires_at FROM wg_accounts_pending_forms",
    ),
];

/// The statements that an application of that version knew.
fn known(
    statements: &'static [(i64, &'static str)],
    version: i64,
) -> impl Iterator<Item = &'static str> {
    let known = statements
        .iter()
        .filter(move |(since, _)| *since <= version);
    let statements = known.flat_map(|(_, all)| all.split(';').map(str::trim));
    statements.filter(|own| !own.is_empty())
}

/// Applies the migrations after one version up to another as a host does with their scripts.
async fn upgrade(driver: &dyn Driver, after: i64, version: i64) {
    let mut statements = Vec::new();
    let older = migrations(driver.dialect()).iter();
    let older = older.filter(|own| own.version > after && own.version <= version);
    let older: Vec<_> = older.collect();
    let entries: Vec<_> = older
        .iter()
        .map(|own| [Arg::Int(own.version), Arg::Text(own.name)])
        .collect();
    for (migration, entry) in older.iter().zip(&entries) {
        let all = migration.statements.iter();
        statements.extend(all.map(|sql| statement(sql, &[])));
        statements.push(statement(ENTER, entry));
    }
    run(driver, &statements).await;
}

const ENTER: &str = "INSERT INTO wg_migrations (version, name) VALUES ($1, $2)";

type Statement<'a> = (&'static str, Vec<Arg<'a>>);

fn statement<'a>(sql: &'static str, args: &[Arg<'a>]) -> Statement<'a> {
    (sql, args.to_vec())
}

/// Runs what an application of that time ran.
async fn run(driver: &dyn Driver, statements: &[Statement<'_>]) {
    let mut connection = driver.connection().await.unwrap();
    connection.run("BEGIN", &[]).await.unwrap();
    for (sql, args) in statements {
        connection.run(sql, args).await.unwrap();
    }
    connection.run("COMMIT", &[]).await.unwrap();
    connection.give_back();
}

/// What a database of that version held, in the columns it had, whatever they are called by now.
pub(super) async fn kept(driver: &dyn Driver, version: i64) -> Vec<Vec<Vec<Value>>> {
    if version == 0 {
        return Vec::new();
    }
    let renaming = "SELECT version FROM wg_migrations WHERE version = 6";
    let renamed = !driver.query(renaming, &[]).await.unwrap().is_empty();
    let mut all = Vec::new();
    for sql in known(&OLD_COLUMNS, version) {
        let new = RENAMED
            .iter()
            .find(|(end, _)| renamed && sql.ends_with(end));
        let rows = driver.query(new.map_or(sql, |(_, new)| *new), &[]).await;
        let rows = rows.unwrap();
        all.push(rows.into_iter().map(Row::rest).collect());
    }
    all
}
