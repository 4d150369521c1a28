//! A driver that fails where it is told to.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use async_trait::async_trait;
use widgets_storage::{
    Arg, CommitError, Connection, Dialect, Driver, DriverError, Expect, Row, Rows, Statement,
};

/// No statement changes so many rows, so one that demands it fails in any database, once it has
/// run.
const NEVER: Expect = Expect::Exactly(u64::MAX);

/// Fails behind all statements of a transaction. It needs the table of migrations.
const LAST: &str = "DELETE FROM wg_migrations WHERE version < 0";

/// Take long enough for whoever runs them to wait.
const LONG_ON_SQLITE: &str = "WITH RECURSIVE numbers (number) AS \
     (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 50000) \
     SELECT count(*) FROM numbers";
const LONG_ON_POSTGRES: &str = "SELECT CAST(1 AS BIGINT) AS one FROM pg_sleep(0.02)";

/// Wraps any driver and makes its transactions and queries fail in the way it was told last.
///
/// Everything runs in the database as far as it is said to, so what a failure leaves there is
/// the driver's own doing.
#[derive(Clone)]
pub struct FailingDriver {
    inner: Arc<dyn Driver>,
    orders: Arc<Orders>,
}

struct Orders {
    fault: Mutex<Fault>,
    meetings: AtomicUsize,
    statements: AtomicUsize,
    gave_up: AtomicBool,
}

#[derive(Debug, Clone, Copy)]
enum Fault {
    None,
    Query,
    Statement(usize),
    BeforeCommit,
    AfterCommit,
    GivenUp { polls: usize },
}

impl FailingDriver {
    /// A driver that does not fail yet.
    pub fn over(inner: impl Driver) -> Self {
        let orders = Orders {
            fault: Mutex::new(Fault::None),
            meetings: AtomicUsize::new(0),
            statements: AtomicUsize::new(0),
            gave_up: AtomicBool::new(false),
        };
        Self {
            inner: Arc::new(inner),
            orders: Arc::new(orders),
        }
    }

    /// From now on the statement at this position of every transaction fails, after it and all
    /// before it have run; transactions with fewer statements succeed.
    pub fn fail_at(&self, position: usize) {
        self.order(Fault::Statement(position));
    }

    /// From now on every transaction fails behind its last statement, before it is committed.
    pub fn fail_before_commit(&self) {
        self.order(Fault::BeforeCommit);
    }

    /// From now on every transaction that changes something is committed, and its answer lost.
    pub fn fail_after_commit(&self) {
        self.order(Fault::AfterCommit);
    }

    /// From now on every query fails.
    pub fn fail_queries(&self) {
        self.order(Fault::Query);
    }

    /// From now on every transaction is dropped in the middle, after it had to wait so many times;
    /// one that waits less often fails before it is committed. [`FailingDriver::gave_up`] tells
    /// which.
    pub fn give_up_after(&self, polls: usize) {
        self.orders.gave_up.store(false, Ordering::SeqCst);
        self.order(Fault::GivenUp { polls });
    }

    /// Whether a transaction was dropped in the middle since [`FailingDriver::give_up_after`].
    pub fn gave_up(&self) -> bool {
        self.orders.gave_up.load(Ordering::SeqCst)
    }

    /// The next so many transactions meet another one, before whatever else becomes of them.
    pub fn meet_others(&self, times: usize) {
        self.orders.meetings.store(times, Ordering::SeqCst);
    }

    /// How many statements the last transaction had.
    pub fn statements(&self) -> usize {
        self.orders.statements.load(Ordering::SeqCst)
    }

    /// From now on nothing fails.
    pub fn fail_nowhere(&self) {
        self.meet_others(0);
        self.order(Fault::None);
    }

    fn order(&self, fault: Fault) {
        let own = self.orders.fault.lock();
        *own.unwrap_or_else(PoisonError::into_inner) = fault;
    }

    fn fault(&self) -> Fault {
        let fault = self.orders.fault.lock();
        *fault.unwrap_or_else(PoisonError::into_inner)
    }

    fn may_query(&self) -> Result<(), DriverError> {
        match self.fault() {
            Fault::Query => {
                let cause = "the query failed, as it was told to";
                Err(DriverError::Unavailable(cause.into()))
            }
            _ => Ok(()),
        }
    }

    fn meets_another(&self) -> bool {
        let meetings = &self.orders.meetings;
        let less = |left: usize| left.checked_sub(1);
        meetings
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, less)
            .is_ok()
    }

    /// Runs a transaction whose statement at `position` fails, or one behind them all.
    async fn fail(
        &self,
        statements: &[Statement<'_>],
        position: usize,
        error: CommitError,
    ) -> Result<Vec<Rows>, CommitError> {
        let statements = doomed(statements, position);
        match self.inner.commit(&statements).await {
            Err(CommitError::Conflict { at }) if at == position => Err(error),
            answer => answer,
        }
    }

    /// Drops a transaction that could not be committed anyway, so that none is left under way.
    async fn give_up(
        &self,
        statements: &[Statement<'_>],
        polls: usize,
    ) -> Result<Vec<Rows>, CommitError> {
        let mut longer = statements.to_vec();
        longer.push(Statement {
            sql: match self.dialect() {
                Dialect::Sqlite => LONG_ON_SQLITE,
                Dialect::Postgres => LONG_ON_POSTGRES,
            },
            args: Vec::new(),
            expect: Expect::Any,
        });
        let error = unavailable("the transaction was not given up".to_owned());
        let mut commit = pin!(self.fail(&longer, longer.len(), error));
        let mut waits = 0;
        let answer = poll_fn(|context| match commit.as_mut().poll(context) {
            Poll::Ready(answer) => Poll::Ready(Some(answer)),
            Poll::Pending => {
                waits += 1;
                if waits < polls {
                    Poll::Pending
                } else {
                    Poll::Ready(None)
                }
            }
        });
        match answer.await {
            Some(answer) => answer,
            None => {
                self.orders.gave_up.store(true, Ordering::SeqCst);
                Err(unavailable(
                    "the transaction was given up, as it was told to".to_owned(),
                ))
            }
        }
    }

    async fn lose_the_answer(
        &self,
        statements: &[Statement<'_>],
    ) -> Result<Vec<Rows>, CommitError> {
        let rows = self.inner.commit(statements).await?;
        if rows.iter().all(|rows| rows.affected == 0) {
            return Ok(rows);
        }
        Err(unavailable(
            "the answer was lost, as it was told to".to_owned(),
        ))
    }
}

/// The same statements, of which the one at `position` fails; one is added for it if need be.
fn doomed<'a>(statements: &[Statement<'a>], position: usize) -> Vec<Statement<'a>> {
    let mut statements = statements.to_vec();
    if position == statements.len() {
        statements.push(Statement {
            sql: LAST,
            args: Vec::new(),
            expect: NEVER,
        });
    } else if let Some(statement) = statements.get_mut(position) {
        statement.expect = NEVER;
    }
    statements
}

fn unavailable(cause: String) -> CommitError {
    CommitError::Unavailable(cause.into())
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

    /// One that never fails: what is told to fail are whole calls.
    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        self.inner.connection().await
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        self.may_query()?;
        self.inner.query(sql, args).await
    }

    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, DriverError> {
        self.may_query()?;
        self.inner.first(sql, args).await
    }

    async fn commit(&self, statements: &[Statement<'_>]) -> Result<Vec<Rows>, CommitError> {
        let last = statements.len();
        self.orders.statements.store(last, Ordering::SeqCst);
        if self.meets_another() {
            return self.fail(statements, last, CommitError::Contended).await;
        }
        let failed =
            |position| unavailable(format!("statement {position} failed, as it was told to"));
        match self.fault() {
            Fault::Statement(position) if position < last => {
                self.fail(statements, position, failed(position)).await
            }
            Fault::BeforeCommit => self.fail(statements, last, failed(last)).await,
            Fault::AfterCommit => self.lose_the_answer(statements).await,
            Fault::GivenUp { polls } => self.give_up(statements, polls).await,
            Fault::None | Fault::Query | Fault::Statement(_) => self.inner.commit(statements).await,
        }
    }
}
