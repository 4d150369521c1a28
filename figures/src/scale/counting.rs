//! A driver that counts what runs over another one, and has the database explain every statement.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use widgets_storage::{
    Arg, Connection, Dialect, Driver, DriverError, Durability, Rows, Transaction, Undone, Value,
};

/// What ran since it was asked last.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) reads: u64,
    pub(super) writes: u64,
    pub(super) transactions: u64,
    /// Transactions that wait for the disk.
    pub(super) durable: u64,
    /// Rows that PostgreSQL looked at.
    pub(super) looked_at: u64,
    /// Steps of plans of SQLite that go through a table, or sort.
    pub(super) slow: Vec<String>,
    /// Statements that ran before.
    pub(super) repeated: u64,
    met: BTreeSet<&'static str>,
}

impl Tally {
    /// What of a table is looked at, in words.
    pub(super) fn looks(&self, dialect: Dialect) -> String {
        match dialect {
            Dialect::Postgres => format!("{} rows looked at", self.looked_at),
            Dialect::Sqlite if self.slow.is_empty() => "each step by an index".to_owned(),
            Dialect::Sqlite => self.slow.join("; "),
        }
    }
}

/// A driver that is counted.
#[derive(Clone)]
pub(super) struct Counting {
    inner: Arc<dyn Driver>,
    tally: Arc<Mutex<Tally>>,
    explains: bool,
}

impl Counting {
    pub(super) fn over(inner: impl Driver, explains: bool) -> Self {
        Self {
            inner: Arc::new(inner),
            tally: Arc::default(),
            explains,
        }
    }

    pub(super) fn take(&self) -> Tally {
        std::mem::take(&mut self.tally.lock().unwrap())
    }

    fn count(&self, count: impl FnOnce(&mut Tally)) {
        count(&mut self.tally.lock().unwrap());
    }
}

#[async_trait]
impl Driver for Counting {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        Ok(Box::new(Counted {
            inner: self.inner.connection().await?,
            driver: self.clone(),
            open: false,
        }))
    }

    async fn transaction(&self, transaction: Arc<Transaction>) -> Result<Rows, Undone> {
        let durable = transaction.durability() == Durability::Full;
        self.count(|own| {
            own.transactions += 1;
            own.durable += u64::from(durable);
        });
        let connection = self.connection().await?;
        transaction.run(connection).await
    }
}

struct Counted {
    inner: Box<dyn Connection>,
    driver: Counting,
    /// Whether a transaction is.
    open: bool,
}

impl Counted {
    async fn explain(&mut self, sql: &'static str, args: &[Arg<'_>]) {
        let plan = match self.driver.dialect() {
            Dialect::Sqlite => return self.explain_steps(sql, args).await,
            Dialect::Postgres => format!("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) {sql}"),
        };
        let (before, after) = match self.open {
            true => ("SAVEPOINT before", "ROLLBACK TO before"),
            false => ("BEGIN", "ROLLBACK"),
        };
        self.inner.run(before, &[]).await.unwrap();
        let lines = self.inner.run(plan.leak(), args).await;
        self.inner.run(after, &[]).await.unwrap();
        let looked_at: u64 = texts(lines).iter().map(|line| rows_of(line)).sum();
        self.driver.count(|own| own.looked_at += looked_at);
    }

    async fn explain_steps(&mut self, sql: &'static str, args: &[Arg<'_>]) {
        let plan = format!("EXPLAIN QUERY PLAN {sql}").leak();
        let steps = texts(self.inner.run(plan, args).await).into_iter();
        let slow = steps.filter(|own| own.contains("SCAN ") || own.contains("TEMP B-TREE"));
        self.driver.count(|own| own.slow.extend(slow));
    }
}

/// The last column of each row.
fn texts(answer: Result<Rows, DriverError>) -> Vec<String> {
    let rows = answer.map(|own| own.rows).unwrap_or_default();
    let last = rows.into_iter().filter_map(|row| row.rest().pop());
    let text = last.filter_map(|value| match value {
        Value::Text(text) => Some(text),
        _ => None,
    });
    text.collect()
}

/// The rows that a line of a plan of PostgreSQL tells: those found, and those found and left out.
fn rows_of(line: &str) -> u64 {
    let number = |after: &str| -> u64 {
        let rest = line.rsplit_once(after).map_or("", |(_, rest)| rest);
        let digits = rest.trim_start().split(|own: char| !own.is_ascii_digit());
        digits.into_iter().next().unwrap_or("").parse().unwrap_or(0)
    };
    if line.contains("Rows Removed by") {
        return number(":");
    }
    let is_scan = line.contains(" Scan ") && line.contains("(actual ");
    u64::from(is_scan) * number("(actual rows=") * number("loops=")
}

#[async_trait]
impl Connection for Counted {
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        if ["BEGIN", "COMMIT", "ROLLBACK"]
            .iter()
            .any(|own| sql.starts_with(own))
        {
            self.open = sql.starts_with("BEGIN");
            return self.inner.run(sql, args).await;
        }
        if self.driver.explains {
            self.explain(sql, args).await;
        }
        let reads = sql.starts_with("SELECT");
        self.driver.count(|own| {
            own.reads += u64::from(reads);
            own.writes += u64::from(!reads);
            own.repeated += u64::from(!own.met.insert(sql));
        });
        self.inner.run(sql, args).await
    }

    async fn begin(
        &mut self,
        sql: &'static str,
        durability: Durability,
    ) -> Result<(), DriverError> {
        self.open = true;
        self.inner.begin(sql, durability).await
    }

    fn give_back(self: Box<Self>) {
        self.inner.give_back();
    }
}
