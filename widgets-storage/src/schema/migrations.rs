//! Migrations: numbered steps, each applied in one transaction.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use widgets_core::stores::StoreResult;

use super::tables;
use crate::args;
use crate::driver::Dialect;
use crate::engine::{Database, Plan, Select};

/// Long enough to wait for another migrating instance, and for large tables.
const DEADLINE: Duration = Duration::from_secs(120);

/// Held until the end of the transaction, so that instances migrate one at a time.
const LOCK: &str = "SELECT CAST(1 AS BIGINT) AS one FROM pg_advisory_xact_lock(8604203153217131)";

const CREATE_LEDGER: &str = "CREATE TABLE IF NOT EXISTS wg_migrations (\n  \
     version BIGINT NOT NULL PRIMARY KEY,\n  \
     name TEXT NOT NULL\n)";

const ENTER: &str = "INSERT INTO wg_migrations (version, name) VALUES ($1, $2)";

const LEDGER_ON_SQLITE: Select =
    Select::new("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'wg_migrations'");
const LEDGER_ON_POSTGRES: Select = Select::new(
    "SELECT CAST(t.oid AS TEXT) FROM (SELECT to_regclass('wg_migrations') AS oid) t \
     WHERE t.oid IS NOT NULL",
);
const APPLIED: Select<i64> = Select::new("SELECT version FROM wg_migrations ORDER BY version");

/// A numbered migration step.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
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
        let mut script = String::new();
        if self.version == 1 {
            script = format!("{CREATE_LEDGER};\n");
        }
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
        Dialect::Sqlite => &tables::SQLITE,
        Dialect::Postgres => &tables::POSTGRES,
    }
}

/// Applies missing migrations.
pub(crate) async fn migrate(database: &Database) -> StoreResult<()> {
    let database = database.with_deadline(DEADLINE);
    let applied = applied(&database).await?;
    let mut has_ledger = !applied.is_empty();
    for migration in migrations(database.dialect()) {
        if !applied.contains(&migration.version) {
            apply(&database, migration, has_ledger).await?;
            has_ledger = true;
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
    if database.list(ledger, &[]).await?.is_empty() {
        return Ok(BTreeSet::new());
    }
    Ok(database.list(APPLIED, &[]).await?.into_iter().collect())
}

/// PostgreSQL tells of a ledger that is there already, so it is made only if it seems to be missing.
async fn apply(database: &Database, migration: &Migration, has_ledger: bool) -> StoreResult<()> {
    let mut plan = Plan::new();
    if database.dialect() == Dialect::Postgres {
        plan = plan.any(LOCK, []);
    }
    // Refused if another instance applied it concurrently.
    let entry = args![migration.version, migration.name];
    if !has_ledger {
        plan = plan.any(CREATE_LEDGER, []);
    }
    plan = plan.one_or(ENTER, entry, ());
    for statement in migration.statements {
        plan = plan.any(statement, []);
    }
    database.commit(plan).await.map(drop)
}
