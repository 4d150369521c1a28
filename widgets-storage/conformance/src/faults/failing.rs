//! A driver that fails where it is told to.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use widgets_storage::{Arg, Connection, Dialect, Driver, DriverError, Row, Rows};

/// Wraps any driver and makes its transactions and queries fail in the way it was told last.
///
/// Everything runs in the database as far as it is said to, so what a failure leaves there is
/// the driver's own doing.
#[derive(Clone)]
pub struct FailingDriver {
    inner: Arc<dyn Driver>,
    orders: Arc<Orders>,
}

#[derive(Default)]
struct Orders {
    fault: Mutex<Fault>,
    meetings: AtomicUsize,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Fault {
    #[default]
    None,
    Query,
    Statement(usize),
    BeforeCommit,
    AfterCommit,
}

impl FailingDriver {
    /// A driver that does not fail yet.
    pub fn over(inner: impl Driver) -> Self {
        Self {
            inner: Arc::new(inner),
            orders: Arc::default(),
        }
    }

    /// From now on the statement at this position of every transaction fails, after it and all
    /// before it have run; transactions with fewer statements succeed.
    pub fn fail_at(&self, position: usize) {
        *self.orders.fault() = Fault::Statement(position);
    }

    /// From now on every transaction fails behind its last statement, before it is committed.
    pub fn fail_before_commit(&self) {
        *self.orders.fault() = Fault::BeforeCommit;
    }

    /// From now on every transaction that changes something is committed, and its answer lost
    /// together with its connection.
    pub fn fail_after_commit(&self) {
        *self.orders.fault() = Fault::AfterCommit;
    }

    /// From now on every query fails.
    pub fn fail_queries(&self) {
        *self.orders.fault() = Fault::Query;
    }

    /// The next so many transactions meet another one at their commit, before whatever else becomes
    /// of them.
    pub fn meet_others(&self, times: usize) {
        self.orders.meetings.store(times, Ordering::SeqCst);
    }

    /// From now on nothing fails.
    pub fn fail_nowhere(&self) {
        self.meet_others(0);
        *self.orders.fault() = Fault::None;
    }

    fn may_query(&self) -> Result<(), DriverError> {
        match *self.orders.fault() {
            Fault::Query => Err(told_to_fail()),
            _ => Ok(()),
        }
    }
}

impl Orders {
    fn fault(&self) -> MutexGuard<'_, Fault> {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn meets_another(&self) -> bool {
        let less = |left: usize| left.checked_sub(1);
        let meetings = &self.meetings;
        let met = meetings.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less);
        met.is_ok()
    }
}

fn told_to_fail() -> DriverError {
    DriverError::Unavailable("it failed, as it was told to".into())
}

impl fmt::Debug for FailingDriver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FailingDriver(..)")
    }
}

#[async_trait]
impl Driver for FailingDriver {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        Ok(Box::new(FailingConnection {
            inner: self.inner.connection().await?,
            fault: *self.orders.fault(),
            meets_another: self.orders.meets_another(),
            begun: false,
            position: 0,
            changed: 0,
            lost: false,
        }))
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        self.may_query()?;
        self.inner.query(sql, args).await
    }

    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        self.may_query()?;
        self.inner.first(sql, args).await
    }
}

/// Runs one transaction, which fails as the driver was told when the connection was lent.
struct FailingConnection {
    inner: Box<dyn Connection>,
    fault: Fault,
    meets_another: bool,
    begun: bool,
    position: usize,
    changed: u64,
    lost: bool,
}

impl FailingConnection {
    /// A statement of a transaction that has begun.
    async fn statement(
        &mut self,
        sql: &'static str,
        args: &[Arg<'_>],
    ) -> Result<Rows, DriverError> {
        let answer = self.inner.run(sql, args).await?;
        self.changed += answer.affected;
        let fails = self.fault == Fault::Statement(self.position);
        self.position += 1;
        if fails {
            Err(told_to_fail())
        } else {
            Ok(answer)
        }
    }

    /// What commits: the end of a transaction, or a statement that is one by itself.
    async fn commit(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        if self.meets_another {
            return Err(DriverError::Contended);
        }
        match self.fault {
            Fault::BeforeCommit => return Err(told_to_fail()),
            Fault::Statement(0) if !self.begun => return Err(told_to_fail()),
            _ => {}
        }
        let answer = self.inner.run(sql, args).await?;
        if !self.begun {
            self.changed = answer.affected;
        }
        if self.fault == Fault::AfterCommit && self.changed > 0 {
            self.lost = true;
            return Err(told_to_fail());
        }
        Ok(answer)
    }
}

#[async_trait]
impl Connection for FailingConnection {
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        match sql {
            _ if self.lost => Err(told_to_fail()),
            "ROLLBACK" => self.inner.run(sql, args).await,
            _ if sql.starts_with("BEGIN") => {
                self.begun = true;
                self.inner.run(sql, args).await
            }
            _ if sql == "COMMIT" || !self.begun => self.commit(sql, args).await,
            _ => self.statement(sql, args).await,
        }
    }

    fn give_back(self: Box<Self>) {
        if !self.lost {
            self.inner.give_back();
        }
    }
}
