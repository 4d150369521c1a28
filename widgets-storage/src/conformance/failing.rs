//! A driver that fails where it is told to.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;

use crate::sql::driver::{BoxError, CommitError, Dialect, Driver, Expect, Rows, Statement};
use crate::sql::value::{Arg, Row};

/// Wraps a driver and makes one statement of every transaction fail, after it and all before it
/// have run. It works with any driver, since it only demands a number of rows that no statement
/// changes.
#[derive(Clone)]
pub struct FailingDriver {
    inner: Arc<dyn Driver>,
    position: Arc<AtomicUsize>,
}

impl FailingDriver {
    const NOWHERE: usize = usize::MAX;

    /// A driver that does not fail yet.
    pub fn over(inner: impl Driver) -> Self {
        Self {
            inner: Arc::new(inner),
            position: Arc::new(AtomicUsize::new(Self::NOWHERE)),
        }
    }

    /// From now on the statement at this position of every transaction fails; those with fewer
    /// statements succeed.
    pub fn fail_at(&self, position: usize) {
        self.position.store(position, Ordering::SeqCst);
    }

    /// From now on nothing fails.
    pub fn fail_nowhere(&self) {
        self.fail_at(Self::NOWHERE);
    }
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

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, BoxError> {
        self.inner.query(sql, args).await
    }

    async fn first(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Option<Row>, BoxError> {
        self.inner.first(sql, args).await
    }

    async fn commit(&self, statements: &[Statement<'_>]) -> Result<Vec<Rows>, CommitError> {
        let position = self.position.load(Ordering::SeqCst);
        let mut statements = statements.to_vec();
        if let Some(statement) = statements.get_mut(position) {
            statement.expect = Expect::Exactly(u64::MAX);
        }
        match self.inner.commit(&statements).await {
            Err(CommitError::Conflict { at }) if at == position => {
                let cause = format!("statement {position} failed, as it was told to");
                Err(CommitError::Unavailable(cause.into()))
            }
            answer => answer,
        }
    }
}
