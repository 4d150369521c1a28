//! Stores over a driver that fails on demand, and a look at everything they keep.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use widgets_storage::{Dialect, Driver, Row, SqlStores, Value, migrations};

use super::failing::FailingDriver;
use crate::fixture::{DriverFixture, Fixture};
use crate::setup::Checks;

/// What each table holds.
pub(crate) type Dump = BTreeMap<&'static str, Vec<Vec<Value>>>;

/// Stores over a driver that fails on demand, and a look at its tables.
pub(crate) struct FaultRig {
    pub(crate) checks: Checks,
    pub(crate) stores: SqlStores,
    tables: BTreeSet<&'static str>,
    pub(crate) driver: Arc<dyn Driver>,
    pub(crate) failing: FailingDriver,
}

impl FaultRig {
    pub(crate) async fn new(fixture: DriverFixture) -> Self {
        let failing = FailingDriver::over(Arc::clone(&fixture.driver));
        let stores = SqlStores::over(failing.clone());
        stores.migrate().await.unwrap();
        let mut checks = Fixture::from(stores.clone());
        if let Some(guard) = fixture.guard {
            checks = checks.guarded_by(guard);
        }
        Self {
            checks: Checks::new(checks),
            stores,
            tables: tables(fixture.driver.dialect()),
            driver: fixture.driver,
            failing,
        }
    }

    pub(crate) async fn dump(&self) -> Dump {
        let mut dump = Dump::new();
        for &table in &self.tables {
            let all = made("SELECT * FROM", table);
            let rows = self.driver.query(all, &[]).await.unwrap();
            let mut rows: Vec<_> = rows.into_iter().map(Row::rest).collect();
            rows.sort();
            dump.insert(table, rows);
        }
        dump
    }

    /// Takes away all rows but those of the migrations. A table that another refers to waits for that.
    pub(crate) async fn empty(&self) {
        let mut connection = self.driver.connection().await.unwrap();
        let tables = self.tables.iter().copied();
        let mut tables: VecDeque<_> = tables.filter(|own| *own != "wg_migrations").collect();
        while let Some(table) = tables.pop_front() {
            let delete = made("DELETE FROM", table);
            if connection.run(delete, &[]).await.is_err() {
                tables.push_back(table);
            }
        }
        connection.give_back();
    }
}

/// The tables that the migrations make, by the names they have in the end, and theirs.
fn tables(dialect: Dialect) -> BTreeSet<&'static str> {
    let mut made = BTreeSet::from(["wg_migrations"]);
    let steps = migrations(dialect).iter();
    for statement in steps.flat_map(|migration| migration.statements) {
        let words: Vec<&str> = statement.split_whitespace().collect();
        match words[..] {
            ["CREATE", "TABLE", table, ..] => made.insert(table),
            ["ALTER", "TABLE", table, "RENAME", "TO", new] => {
                made.remove(table) && made.insert(new)
            }
            _ => true,
        };
    }
    made
}

/// The statement about a whole table. Statements live as long as the process, so each is made once.
fn made(verb: &'static str, table: &'static str) -> &'static str {
    static MADE: Mutex<BTreeMap<(&str, &str), &'static str>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || format!("{verb} {table}").leak() as &'static str;
    made.entry((verb, table)).or_insert_with(make)
}
