//! One database through two pools, as two instances of a host would use it.

use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use widgets_storage::{Arg, BoxError, CommitError, Dialect, Driver, Row, Rows, Statement};

/// Gives its calls to one and the other driver in turn.
pub(crate) struct Alternating<D> {
    drivers: [D; 2],
    calls: AtomicUsize,
}

impl<D> Alternating<D> {
    pub(crate) fn new(drivers: [D; 2]) -> Self {
        Self {
            drivers,
            calls: AtomicUsize::new(0),
        }
    }

    fn next(&self) -> &D {
        &self.drivers[self.calls.fetch_add(1, Ordering::Relaxed) % 2]
    }
}

#[async_trait]
impl<D: Driver> Driver for Alternating<D> {
    fn dialect(&self) -> Dialect {
        self.drivers[0].dialect()
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, BoxError> {
        self.next().query(sql, args).await
    }

    async fn commit(&self, statements: &[Statement<'_>]) -> Result<Vec<Rows>, CommitError> {
        self.next().commit(statements).await
    }
}
