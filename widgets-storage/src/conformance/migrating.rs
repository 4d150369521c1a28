//! Checks of bringing tables up to date: from nothing, from every older version with data in it,
//! interrupted, and by several instances at once.

use std::sync::Arc;

use tokio::task::JoinSet;
use widgets_core::id::AccountId;
use widgets_core::name::Name;
use widgets_core::stores::{Names, Profile};

use super::bench::{Bench, at};
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

const NAMED: &str =
    "INSERT INTO wg_profile (account_id, display_name) VALUES ('acc_named', 'Maren')";
const LONG_NAMED: &str =
    "INSERT INTO wg_profile (account_id, display_name) VALUES ('acc_long', $1)";
const KEPT: &str = "SELECT account_id, display_name FROM wg_profile ORDER BY account_id";

pub async fn attack_161_an_older_database_keeps_its_data(fixture: DriverFixture) {
    at_version(&*fixture.driver, 1).await;
    let long = [Arg::Text(LONG)];
    let rows = [statement(NAMED, &[]), statement(LONG_NAMED, &long)];
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
        assert!(problems[0].contains("migration 2"), "{problems:?}");
        position += 1;
    }
    assert!(position > 5, "only {position} statements could fail");
    failing.fail_nowhere();
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    assert_eq!(
        kept(&*fixture.driver).await[0][1],
        Value::Text(LONG.to_owned())
    );

    let bench = Bench::new(Fixture::from(stores));
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
