//! One database through two pools, as two instances of a host would use it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use widgets_storage::{
    Arg, Connection, Dialect, Driver, DriverError, Row, Rows, Transaction, Undone,
};

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

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        self.next().connection().await
    }

    async fn transaction(&self, transaction: Arc<Transaction>) -> Result<Rows, Undone> {
        self.next().transaction(transaction).await
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        self.next().query(sql, args).await
    }
}
