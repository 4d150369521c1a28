//! A driver that asks SQLite how it runs every statement, and demands of each that it finds its rows by
//! an index and is understood by both dialects. The kit runs over it, so no list of statements is
//! kept by hand.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use widgets_storage::{Arg, Driver as _, SqliteDriver, Value};

use crate::intercepted::{Intercept, Intercepted};

/// Words that only one of the dialects knows, or that read more rows than they return.
const ONE_DIALECT: [&str; 8] = [
    "LIKE",
    "OFFSET",
    "SKIP LOCKED",
    "greatest(",
    "max(",
    "min(",
    "sum(",
    "?",
];

/// Skips as many rows as an account may have, and no more.
const BOUNDED: &str = "LIMIT 100 OFFSET $2 + 0";

/// Statements that read the database's set-up or its migrations, or begin or end a transaction.
const SET_UP: [&str; 6] = [
    "sqlite_master",
    "pragma_",
    "wg_migrations",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
];

/// What a plan says when rows are found otherwise than by an index.
const SLOW: [&str; 3] = ["SCAN ", "AUTOMATIC", "TEMP B-TREE"];

#[derive(Clone)]
pub(crate) struct Explained;

pub(crate) const fn explained(driver: SqliteDriver) -> Intercepted<Explained> {
    Intercepted(driver, Explained)
}

#[async_trait]
impl Intercept for Explained {
    async fn seen(&self, to: &SqliteDriver, sql: &'static str, args: &[Arg<'_>]) -> &'static str {
        if is_new(sql) && !SET_UP.iter().any(|word| sql.contains(word)) {
            explain(to, sql, args).await;
        }
        sql
    }
}

async fn explain(driver: &SqliteDriver, sql: &'static str, args: &[Arg<'_>]) {
    for word in ONE_DIALECT {
        let bounded = word == "OFFSET" && sql.contains(BOUNDED);
        assert!(bounded || !sql.contains(word), "{word} in {sql}");
    }
    let plan = format!("EXPLAIN QUERY PLAN {sql}").leak();
    for row in driver.query(plan, args).await.unwrap() {
        let detail = row.rest().pop();
        let Some(Value::Text(detail)) = detail else {
            panic!("{detail:?} is no step of a plan");
        };
        for word in SLOW {
            assert!(!detail.contains(word), "{detail} in {sql}");
        }
    }
}

/// Whether this process has not met the statement yet.
fn is_new(sql: &'static str) -> bool {
    static MET: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut met = MET.lock().unwrap_or_else(PoisonError::into_inner);
    met.insert(sql)
}
