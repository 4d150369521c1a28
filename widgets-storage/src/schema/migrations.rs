//! Migrations: numbered steps, each applied in one transaction.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use widgets_core::stores::{StoreError, StoreResult};

use super::tables;
use crate::driver::{Arg, BoxError, Dialect};
use crate::engine::{Database, Outcome, Write, unforeseen};

/// Long enough to wait for another migrating instance, and for large tables.
const DEADLINE: Duration = Duration::from_secs(120);

/// Held until the end of the transaction, so that instances migrate one at a time.
const LOCK: &str = "SELECT CAST(1 AS BIGINT) AS one FROM pg_advisory_xact_lock(8604203153217131)";

const CREATE_LEDGER: &str = "CREATE TABLE IF NOT EXISTS wg_migrations (\n  \
     version BIGINT NOT NULL PRIMARY KEY,\n  \
     name TEXT NOT NULL\n)";

const ENTER: &str = "INSERT INTO wg_migrations (version, name) VALUES ($1, $2)";

const LEDGER_ON_SQLITE: &str =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'wg_migrations'";
const LEDGER_ON_POSTGRES: &str = "SELECT CAST(t.oid AS TEXT) FROM (SELECT to_regclass('wg_migrations') AS oid) t \
     WHERE t.oid IS NOT NULL";
const APPLIED: &str = "SELECT version FROM wg_migrations ORDER BY version";

/// A numbered migration step.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Number, from 1; steps are applied in order.
    pub version: i64,
    /// Description.
    pub name: &'static str,
    /// Statements, run in one transaction together with the entry in `wg_migrations`.
    pub statements: &'static [&'static str],
}

impl Migration {
    /// The step as a script with its entry in `wg_migrations`, for hosts that run migrations
    /// themselves. Run it in one transaction.
    #[must_use]
    pub fn script(&self) -> String {
        let mut script = format!("{CREATE_LEDGER};\n");
        for statement in self.statements {
            script.push_str(statement);
            script.push_str(";\n");
        }
        // Writing to a String cannot fail.
        let _ = writeln!(
            script,
            "INSERT INTO wg_migrations (version, name) VALUES ({}, '{}');",
            self.version,
            self.name.replace('\'', "''")
        );
        script
    }
}

/// All migrations for this dialect, in order.
#[must_use]
pub fn migrations(dialect: Dialect) -> &'static [Migration] {
    match dialect {
        Dialect::Sqlite => tables::SQLITE,
        Dialect::Postgres => tables::POSTGRES,
    }
}

/// Applies missing migrations.
pub(crate) async fn migrate(database: &Database) -> StoreResult<()> {
    let database = database.with_deadline(DEADLINE);
    let applied = applied(&database).await?;
    for migration in migrations(database.dialect()) {
        if !applied.contains(&migration.version) {
            apply(&database, migration).await?;
        }
    }
    Ok(())
}

/// Missing and unknown migrations, each as a sentence telling the host what to do.
pub(crate) async fn problems(database: &Database) -> StoreResult<Vec<String>> {
    let dialect = database.dialect();
    let applied = applied(database).await?;
    let known = migrations(dialect);
    let missing = known
        .iter()
        .filter(|migration| !applied.contains(&migration.version))
        .map(|migration| {
            format!(
                "The database lacks migration {} ({}). Call SqlStores::migrate() before the \
                 widgets start, or run the script that widgets_storage::migrations(Dialect::\
                 {dialect:?}) gives.",
                migration.version, migration.name
            )
        });
    let newest = known.last().map_or(0, |migration| migration.version);
    let ahead = applied
        .iter()
        .filter(|version| **version > newest)
        .map(|version| {
            format!(
                "The database has migration {version}, which this version of widgets-storage does \
             not know. Run the version of widgets-storage that made it, or a newer one."
            )
        });
    Ok(missing.chain(ahead).collect())
}

async fn applied(database: &Database) -> StoreResult<BTreeSet<i64>> {
    let ledger = match database.dialect() {
        Dialect::Sqlite => LEDGER_ON_SQLITE,
        Dialect::Postgres => LEDGER_ON_POSTGRES,
    };
    if database.query(ledger, &[]).await?.is_empty() {
        return Ok(BTreeSet::new());
    }
    let rows = database.query(APPLIED, &[]).await?;
    let versions: Result<_, BoxError> = rows.into_iter().map(|mut row| row.int()).collect();
    versions.map_err(StoreError::Unavailable)
}

async fn apply(database: &Database, migration: &Migration) -> StoreResult<()> {
    let mut write = Write::new();
    if database.dialect() == Dialect::Postgres {
        write.any(LOCK, []);
    }
    write.any(CREATE_LEDGER, []);
    let entry = write.len();
    write.one(
        ENTER,
        [Arg::Int(migration.version), Arg::Text(migration.name)],
    );
    for statement in migration.statements {
        write.any(statement, []);
    }
    match database.commit(&write).await? {
        Outcome::Done(_) => Ok(()),
        // Another instance applied it concurrently.
        Outcome::Refused(at) if at == entry => Ok(()),
        Outcome::Refused(at) => Err(unforeseen(at)),
    }
}
