//! Databases of older versions, filled as an application of that time filled them.

use widgets_core::crypto::TokenHash;
use widgets_storage::{Arg, Driver, Row, Value, migrations};

use crate::setup::at;

/// The version before the newest one. A new migration raises this and adds the check of
/// databases of that version.
const LAST_BUT_ONE: i64 = 5;

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
    at_version(driver, version).await;
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
    (
        1,
        "INSERT INTO wg_accounts (id, status, epoch, password, created_at)
           VALUES ('acc_named', 'active', 3, NULL, 1), ('acc_long', 'disabled', 0, NULL, 1);
         INSERT INTO wg_accounts_addresses
           (email_key, account_id, email, is_primary, verified, created_at)
           VALUES ('maren@nordlicht.example', 'acc_named', 'Maren@nordlicht.example', 1, 1, 1);
         INSERT INTO wg_accounts_sessions (id, account_id, token, created_at, proved_at,
             seen_at, idle_until, expires_at, kept, method, address, user_agent)
           VALUES ('ses_old', 'acc_named', $1, 1, 1, 1, $2, $2, 1, 'password', '', '');
         INSERT INTO wg_accounts_links (token, account_id, epoch, expires_at)
           VALUES ($1, 'acc_named', 3, $2);
         INSERT INTO wg_accounts_devices (account_id, token, expires_at)
           VALUES ('acc_named', $1, $2);
         INSERT INTO wg_organizations (id, slug, name, entitlements, created_at)
           VALUES ('org_old', 'nordlicht', 'Nordlicht', '', 1);
         INSERT INTO wg_organizations_memberships (organization_id, account_id, since)
           VALUES ('org_old', 'acc_named', 1);
         INSERT INTO wg_organizations_roles (organization_id, account_id, role)
           VALUES ('org_old', 'acc_named', 'owner');
         INSERT INTO wg_profile (account_id, display_name) VALUES ('acc_named', 'Maren');
         INSERT INTO wg_profile (account_id, display_name) VALUES ('acc_long', $1);
         INSERT INTO wg_limits (id, tat) VALUES ($1, $2);
         INSERT INTO wg_outbox (id, topic, payload, due_at, state, attempts, holder, lease_until)
           VALUES ('out_old', 'mail', $1, $2, 'waiting', 2, NULL, 0);
         INSERT INTO wg_audit_events (id, at, actor_kind, actor, action, request, details)
           VALUES ('evt_old', 1, 'visitor', '', 'session.opened', 'req_old', '{}')",
    ),
    (
        2,
        "UPDATE wg_profile SET given_name = 'Maren', family_name = 'Okafor', language = 'de',
           time_zone = 'Europe/Berlin' WHERE account_id = 'acc_named'",
    ),
    (
        3,
        "UPDATE wg_accounts SET terms = '2026-01', terms_at = 1 WHERE id = 'acc_named';
         INSERT INTO wg_accounts_challenges (id, purpose, account_id, epoch, email, email_key,
             browser, link, sealed, tries_left, sends, sent_at, code_expires_at, expires_at)
           VALUES ('cha_old', 'sign_in', 'acc_named', 3, 'Maren@nordlicht.example',
             'maren@nordlicht.example', $1, $1, $1, 4, 1, 1, $2, $2);
         INSERT INTO wg_accounts_kept_forms (token, sealed, expires_at) VALUES ($1, $1, $2)",
    ),
];

/// Everything in each table, in the columns it had since that version.
const OLD_COLUMNS: [(i64, &str); 3] = [
    (
        1,
        "SELECT id, status, epoch, password, created_at FROM wg_accounts ORDER BY id;
         SELECT email_key, account_id, email, is_primary, verified, created_at
           FROM wg_accounts_addresses;
         SELECT id, account_id, token, created_at, proved_at, seen_at, idle_until, expires_at, kept,
           method || '@' || CAST(proved_at AS TEXT), address, user_agent FROM wg_accounts_sessions;
         SELECT token, account_id, epoch, expires_at FROM wg_accounts_links;
         SELECT account_id, token, expires_at FROM wg_accounts_devices;
         SELECT id, slug, name, entitlements, created_at FROM wg_organizations;
         SELECT organization_id, account_id, since FROM wg_organizations_memberships;
         SELECT organization_id, account_id, role FROM wg_organizations_roles;
         SELECT account_id, display_name FROM wg_profile ORDER BY account_id;
         SELECT id, tat FROM wg_limits;
         SELECT id, topic, payload, due_at, state, attempts, holder, lease_until FROM wg_outbox;
         SELECT id, at, actor_kind, actor, action, request, details FROM wg_audit_events",
    ),
    (
        2,
        "SELECT account_id, given_name, middle_name, family_name, language, time_zone
           FROM wg_profile ORDER BY account_id",
    ),
    (
        3,
        "SELECT id, terms, terms_at FROM wg_accounts ORDER BY id;
         SELECT id, purpose, account_id, epoch, email, email_key, browser, link, sealed, tries_left,
           sends, sent_at, code_expires_at, expires_at FROM wg_accounts_challenges;
         SELECT token, sealed, expires_at FROM wg_accounts_kept_forms",
    ),
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
    known.flat_map(|(_, all)| all.split(';').map(str::trim))
}

/// Applies the migrations up to that version as a host does with their scripts.
async fn at_version(driver: &dyn Driver, version: i64) {
    let ledger =
        "CREATE TABLE wg_migrations (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)";
    let mut statements = vec![statement(ledger, &[])];
    let older = migrations(driver.dialect()).iter();
    let older: Vec<_> = older.filter(|own| own.version <= version).collect();
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
