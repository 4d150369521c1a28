//! A driver with a deadline on every call and a few retries on every write.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use widgets_core::stores::{StoreError, StoreResult};

use super::write::Write;
use crate::driver::{Arg, BoxError, CommitError, Dialect, Driver, DriverError, Row, Rows};

const RETRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(5);

/// The database took longer than it may.
#[derive(Debug, thiserror::Error)]
#[error("the database did not answer within {0:?}")]
struct TooSlow(Duration);

#[derive(Clone)]
pub(crate) struct Database {
    driver: Arc<dyn Driver>,
    deadline: Duration,
}

/// What became of a write.
pub(crate) enum Outcome {
    /// It is committed; one answer per statement.
    Done(Vec<Rows>),
    /// The statement at this position refused, so nothing changed.
    Refused(usize),
}

impl Database {
    pub(crate) fn new(driver: Arc<dyn Driver>, deadline: Duration) -> Self {
        Self { driver, deadline }
    }

    pub(crate) fn with_deadline(&self, deadline: Duration) -> Self {
        Self::new(Arc::clone(&self.driver), deadline)
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.driver.dialect()
    }

    pub(crate) async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> StoreResult<Vec<Row>> {
        match timeout(self.deadline, self.driver.query(sql, args)).await {
            Ok(answer) => answer.map_err(outage),
            Err(_) => Err(self.too_slow()),
        }
    }

    /// The first row, read by `read`.
    pub(crate) async fn find<T>(
        &self,
        sql: &'static str,
        args: &[Arg<'_>],
        read: impl FnOnce(&mut Row) -> Result<T, BoxError>,
    ) -> StoreResult<Option<T>> {
        match timeout(self.deadline, self.driver.first(sql, args)).await {
            Ok(Ok(first)) => {
                let read = first.map(|mut row| read(&mut row)).transpose();
                read.map_err(StoreError::Unavailable)
            }
            Ok(Err(error)) => Err(outage(error)),
            Err(_) => Err(self.too_slow()),
        }
    }

    pub(crate) async fn commit(&self, write: &Write<'_>) -> StoreResult<Outcome> {
        match timeout(self.deadline, self.commit_patiently(write)).await {
            Ok(outcome) => outcome,
            Err(_) => Err(self.too_slow()),
        }
    }

    async fn commit_patiently(&self, write: &Write<'_>) -> StoreResult<Outcome> {
        let mut retries = 0;
        loop {
            match self.driver.commit(write.statements()).await {
                Ok(rows) => return Ok(Outcome::Done(rows)),
                Err(CommitError::Conflict { at }) => return Ok(Outcome::Refused(at)),
                Err(CommitError::Unavailable(source)) => {
                    return Err(StoreError::Unavailable(source));
                }
                Err(CommitError::Contended) if retries == RETRIES => {
                    return Err(StoreError::Conflict);
                }
                Err(CommitError::Contended) => {
                    retries += 1;
                    sleep(PAUSE * retries).await;
                }
            }
        }
    }

    fn too_slow(&self) -> StoreError {
        StoreError::unavailable(TooSlow(self.deadline))
    }
}

/// What an error of a statement that only reads means.
fn outage(error: DriverError) -> StoreError {
    match error {
        DriverError::Unavailable(cause) => StoreError::Unavailable(cause),
        DriverError::NotUnique | DriverError::Contended => StoreError::unavailable(error),
    }
}
