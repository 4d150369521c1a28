//! Checks of bringing tables up to date: from nothing, from every older version with data in it,
//! interrupted, and by several instances at once.

use std::sync::Arc;

use tokio::task::JoinSet;
use widgets_core::crypto::TokenHash;
use widgets_core::id::AccountId;
use widgets_core::name::Name;
use widgets_core::stores::{Epoch, Names, Profile};

use super::bench::{Bench, address, at};
use super::failing::FailingDriver;
use super::fixture::{DriverFixture, Fixture};
use super::rig::Rig;
use crate::sql::SqlStores;
use crate::sql::driver::{Driver, Expect, Statement};
use crate::sql::migrations::migrations;
use crate::sql::value::{Arg, Row, Value};

pub async fn attack_161_an_interrupted_migration_is_made_up_for(fixture: DriverFixture) {
    let failing = FailingDriver::over(Arc::clone(&fixture.driver));
    let stores = SqlStores::over(failing.clone());
    let mut position = 0;
    loop {
        failing.fail_at(position);
        let migrated = stores.migrate().await;
        if migrated.is_ok() {
            break;
        }
        let problems = stores.problems().await.unwrap();
        assert!(
            problems[0].contains("migration 1"),
            "half a migration stayed: {problems:?}"
        );
        position += 1;
    }
    assert!(
        position > 10,
        "the migration has more statements than {position}"
    );
    let bench = Bench::new(Fixture::from(stores));
    bench.account("maren@nordlicht.example").await;
    drop(fixture.guard);
}

pub async fn attack_161_two_instances_migrate_an_empty_database_at_once(fixture: DriverFixture) {
    let mut instances = JoinSet::new();
    for _ in 0..8 {
        let stores = SqlStores::over(Arc::clone(&fixture.driver));
        instances.spawn(async move { stores.migrate().await });
    }
    while let Some(migrated) = instances.join_next().await {
        migrated.unwrap().unwrap();
    }
    let bench = Bench::new(Fixture::from(SqlStores::over(Arc::clone(&fixture.driver))));
    bench.account("maren@nordlicht.example").await;
    drop(fixture.guard);
}

pub async fn migrating_twice_changes_nothing(fixture: DriverFixture) {
    let rig = Rig::new(fixture).await;
    let account = rig.bench.account("maren@nordlicht.example").await;
    rig.bench.session(&account, at(1)).await;
    let before = rig.dump().await;
    SqlStores::over(Arc::clone(&rig.driver))
        .migrate()
        .await
        .unwrap();
    assert_eq!(rig.dump().await, before);
}

pub async fn missing_migrations_are_told_with_what_to_do(fixture: DriverFixture) {
    let stores = SqlStores::over(Arc::clone(&fixture.driver));
    for _ in 0..2 {
        let problems = stores.problems().await.unwrap();
        assert!(problems[0].contains("lacks migration 1"), "{problems:?}");
        assert!(problems[0].contains("SqlStores::migrate()"), "{problems:?}");
    }
    stores.migrate().await.unwrap();
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    drop(fixture.guard);
}

/// Names were kept before there was a limit to them.
const LONG: &str = "Maren Ænð ☕ O'Brien of an old and far too long line, which nobody had the heart to \
     shorten while it still fitted into the forms";

/// What an application kept before its upgrade, in the columns of version 1.
const OLD_ROWS: [&str; 7] = [
    "INSERT INTO wg_accounts (id, status, epoch, password, created_at) \
     VALUES ('acc_named', 'active', 3, NULL, 1), ('acc_long', 'disabled', 0, NULL, 1)",
    "INSERT INTO wg_accounts_addresses \
     (email_key, account_id, email, is_primary, verified, created_at) \
     VALUES ('maren@nordlicht.example', 'acc_named', 'Maren@nordlicht.example', 1, 1, 1)",
    "INSERT INTO wg_accounts_sessions (id, account_id, token, created_at, proved_at, seen_at, \
       idle_until, expires_at, kept, method, address, user_agent) \
     VALUES ('ses_old', 'acc_named', $1, 1, 1, 1, $2, $2, 1, 'password', '', '')",
    "INSERT INTO wg_accounts_links (token, account_id, epoch, expires_at) \
     VALUES ($1, 'acc_named', 3, $2)",
    "INSERT INTO wg_profile (account_id, display_name) VALUES ('acc_named', 'Maren')",
    "INSERT INTO wg_profile (account_id, display_name) VALUES ('acc_long', $1)",
    "INSERT INTO wg_audit_events (id, at, actor_kind, actor, action, request, details) \
     VALUES ('evt_old', 1, 'visitor', '', 'session.opened', 'req_old', '{}')",
];

const KEPT: &str = "SELECT account_id, display_name FROM wg_profile ORDER BY account_id";

pub async fn attack_161_an_older_database_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(1, fixture).await;
}

pub async fn attack_161_a_database_of_the_second_version_keeps_its_data(fixture: DriverFixture) {
    is_upgraded_from(2, fixture).await;
}

/// Fills a database of that version, upgrades it, with a failure at every statement in turn, and
/// looks whether everything is still there.
async fn is_upgraded_from(version: i64, fixture: DriverFixture) {
    at_version(&*fixture.driver, version).await;
    let token = TokenHash::from_bytes([7; 32]);
    let end = Arg::Int(at(1_000).as_micros());
    let held = [Arg::Bytes(token.as_bytes()), end];
    let long = [Arg::Text(LONG)];
    let args: [&[Arg<'_>]; 7] = [&[], &[], &held, &held, &[], &long, &[]];
    let rows = OLD_ROWS.iter().zip(args);
    let rows: Vec<_> = rows.map(|(sql, args)| statement(sql, args)).collect();
    fixture.driver.commit(&rows).await.unwrap();

    let failing = FailingDriver::over(Arc::clone(&fixture.driver));
    let stores = SqlStores::over(failing.clone());
    let mut position = 0;
    loop {
        failing.fail_at(position);
        let migrated = stores.migrate().await;
        assert_eq!(kept(&*fixture.driver).await.len(), 2);
        if migrated.is_ok() {
            break;
        }
        let problems = stores.problems().await.unwrap();
        assert!(problems[0].contains("lacks migration"), "{problems:?}");
        position += 1;
    }
    assert!(position > 15, "only {position} statements could fail");
    failing.fail_nowhere();
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    let first = kept(&*fixture.driver).await.remove(0);
    assert_eq!(first[1], Value::Text(LONG.to_owned()));

    let bench = Bench::new(Fixture::from(stores));
    still_signed_in(&bench, &token).await;
    for (account, name) in [("acc_named", "Maren"), ("acc_long", LONG)] {
        let names = Names {
            display_name: Name::lossy(name),
            ..Names::default()
        };
        let profile = Profile {
            names,
            ..Profile::default()
        };
        let account = AccountId::parse(account).unwrap();
        let found = bench.stores.profile.find_profile(&account).await.unwrap();
        assert_eq!(found, Some(profile));
    }
    drop(fixture.guard);
}

/// What was open before the upgrade is open after it, and nobody acts in anybody's place.
async fn still_signed_in(bench: &Bench, token: &TokenHash) {
    let accounts = &bench.stores.accounts;
    let admission = accounts.admit(token, None, at(1)).await.unwrap();
    let admission = admission.expect("the session is live");
    assert_eq!(admission.account.email, address("Maren@nordlicht.example"));
    assert_eq!(admission.account.epoch, Epoch(3));
    assert_eq!(admission.account.terms, None);
    assert_eq!(admission.session.impersonation, None);
    let link = accounts.find_link(token, at(1)).await.unwrap();
    assert_eq!(link.expect("it works").impersonation, None);
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
    driver.commit(&statements).await.unwrap();
}

const ENTER: &str = "INSERT INTO wg_migrations (version, name) VALUES ($1, $2)";

fn statement<'a>(sql: &'static str, args: &[Arg<'a>]) -> Statement<'a> {
    Statement {
        sql,
        args: args.to_vec(),
        expect: Expect::Any,
    }
}

async fn kept(driver: &dyn Driver) -> Vec<Vec<Value>> {
    let rows = driver.query(KEPT, &[]).await.unwrap();
    rows.into_iter().map(Row::rest).collect()
}
