//! Set-up checks. Each problem is a sentence telling the host what to change.

use widgets_core::stores::{StoreError, StoreResult};

use crate::driver::{BoxError, Dialect, Row};
use crate::engine::{Database, Select};

const JOURNAL_MODE: Select<String> = Select::new("SELECT journal_mode FROM pragma_journal_mode");
const FOREIGN_KEYS: Select<i64> = Select::new("SELECT foreign_keys FROM pragma_foreign_keys");
const SYNCHRONOUS: Select<i64> = Select::new("SELECT synchronous FROM pragma_synchronous");
const BUSY_TIMEOUT: Select<i64> = Select::new("SELECT timeout FROM pragma_busy_timeout");

const SERVER_VERSION: Select<i64> =
    Select::new("SELECT CAST(current_setting('server_version_num') AS BIGINT)");
const OLDEST_SERVER: i64 = 130_000;

/// For each table, the privileges the role lacks; null if there is no such table.
const PRIVILEGES: Select = Select::new(
    "SELECT t.name, \
       CASE WHEN has_table_privilege(t.oid, 'SELECT') THEN '' ELSE ' SELECT' END \
    || CASE WHEN has_table_privilege(t.oid, 'INSERT') THEN '' ELSE ' INSERT' END \
    || CASE WHEN has_table_privilege(t.oid, 'UPDATE') THEN '' ELSE ' UPDATE' END \
    || CASE WHEN has_table_privilege(t.oid, 'DELETE') THEN '' ELSE ' DELETE' END AS lacking, \
       CASE WHEN t.oid IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS present \
     FROM (SELECT n.name, to_regclass(n.name) AS oid FROM (VALUES \
       ('wg_migrations'), ('wg_accounts'), ('wg_accounts_addresses'), ('wg_accounts_sessions'), \
       ('wg_accounts_links'), ('wg_accounts_devices'), ('wg_accounts_challenges'), \
       ('wg_accounts_pending_forms'), ('wg_accounts_epoch_of_all'), \
       ('wg_accounts_authenticators'), ('wg_accounts_factor_resets'), ('wg_accounts_recovery_codes'), ('wg_accounts_sign_ins'), \
       ('wg_organizations'), \
       ('wg_organizations_memberships'), ('wg_organizations_roles'), ('wg_profile'), \
       ('wg_limits'), ('wg_outbox'), ('wg_audit_events')) AS n (name)) AS t",
);

/// Checks the set-up. If `migrated`, all tables must exist.
pub(crate) async fn problems(database: &Database, migrated: bool) -> StoreResult<Vec<String>> {
    match database.dialect() {
        Dialect::Sqlite => sqlite(database).await,
        Dialect::Postgres => postgres(database, migrated).await,
    }
}

async fn sqlite(database: &Database) -> StoreResult<Vec<String>> {
    let journal = database.find(JOURNAL_MODE, &[]).await?;
    let foreign_keys = database.find(FOREIGN_KEYS, &[]).await?;
    let synchronous = database.find(SYNCHRONOUS, &[]).await?;
    let busy_timeout = database.find(BUSY_TIMEOUT, &[]).await?;
    let mut problems = Vec::new();
    if journal.as_deref() != Some("wal") {
        problems.push(format!(
            "SQLite's journal mode is {}, so readers and writers block each other. Set \
             SqliteConnectOptions::journal_mode(SqliteJournalMode::Wal), on a file.",
            journal.unwrap_or_default()
        ));
    }
    if foreign_keys != Some(1) {
        problems.push(
            "SQLite does not enforce foreign keys. Set SqliteConnectOptions::foreign_keys(true)."
                .to_owned(),
        );
    }
    if synchronous == Some(0) {
        problems.push(
            "SQLite never waits for the disk, so a power cut can destroy the file. Set \
             SqliteConnectOptions::synchronous(SqliteSynchronous::Full)."
                .to_owned(),
        );
    }
    if busy_timeout.unwrap_or(0) <= 0 {
        problems.push(
            "SQLite's busy timeout is zero, so a write fails when another process writes. Set \
             SqliteConnectOptions::busy_timeout to a second or more."
                .to_owned(),
        );
    }
    Ok(problems)
}

async fn postgres(database: &Database, migrated: bool) -> StoreResult<Vec<String>> {
    let mut problems = Vec::new();
    let version = database.find(SERVER_VERSION, &[]).await?;
    if let Some(version) = version.filter(|version| *version < OLDEST_SERVER) {
        problems.push(format!(
            "The PostgreSQL server is version {}. Upgrade it to 13 or newer.",
            version / 10_000
        ));
    }
    if !migrated {
        return Ok(problems);
    }
    for mut row in database.list(PRIVILEGES, &[]).await? {
        let problem = privilege_problem(&mut row).map_err(StoreError::Unavailable)?;
        problems.extend(problem);
    }
    Ok(problems)
}

fn privilege_problem(row: &mut Row) -> Result<Option<String>, BoxError> {
    let table: String = row.take()?;
    let lacking: Option<String> = row.take()?;
    let present: bool = row.take()?;
    if !present {
        return Ok(Some(format!(
            "The table {table} is not there, although the migration that makes it was applied. \
             Restore it from a backup."
        )));
    }
    let lacking = lacking.unwrap_or_default().trim().replace(' ', ", ");
    Ok((!lacking.is_empty()).then(|| {
        format!(
            "The database role may not {lacking} on the table {table}. Run: GRANT {lacking} ON \
             {table} TO its name;"
        )
    }))
}
