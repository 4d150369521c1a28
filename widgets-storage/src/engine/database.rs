//! Database access with a deadline for every call, and retries for every write.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use widgets_core::stores::{Change, StoreError, StoreResult};

use super::change::Prepared;
use super::plan::Plan;
use super::select::Select;
use crate::driver::{Arg, Dialect, Driver, DriverError, FromRow, Rows, Transaction, Undone};

const RETRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(5);

/// The database took longer than it may.
#[derive(Debug, thiserror::Error)]
#[error("the database did not answer within {0:?}")]
struct TooSlow(Duration);

/// The only access to the driver: it reads [`Select`]s, and writes [`Plan`]s.
#[derive(Clone)]
pub(crate) struct Database {
    driver: Arc<dyn Driver>,
    deadline: Duration,
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

    /// All rows.
    pub(crate) async fn list<T: FromRow>(
        &self,
        select: Select<T>,
        args: &[Arg<'_>],
    ) -> StoreResult<Vec<T>> {
        let rows = self.driver.query(select.sql(), args);
        let rows = self.in_time(rows).await?.map_err(outage)?;
        let mut read = Vec::with_capacity(rows.len());
        for mut row in rows {
            read.push(row.take().map_err(StoreError::Unavailable)?);
        }
        Ok(read)
    }

    /// The first row.
    pub(crate) async fn find<T: FromRow>(
        &self,
        select: Select<T>,
        args: &[Arg<'_>],
    ) -> StoreResult<Option<T>> {
        let first = self.driver.first(select.sql(), args);
        let first = self.in_time(first).await?.map_err(outage)?;
        let read = first.map(|mut row| row.take()).transpose();
        read.map_err(StoreError::Unavailable)
    }

    /// Runs a plan, and returns its result, or the outcome of the statement that refused. Nothing
    /// else writes.
    pub(crate) async fn commit<T>(&self, mut plan: Plan<'_, T>) -> StoreResult<Result<Rows, T>> {
        let change = plan.change.take().map(Prepared::new).transpose()?;
        let plan = match &change {
            Some(change) => change.append(plan, || None),
            None => plan,
        };
        if plan.statements.is_empty() {
            return Ok(Ok(Rows::default()));
        }
        let transaction = Arc::new(plan.transaction(self.dialect()));
        let committed = self.commit_patiently(&transaction);
        match self.in_time(committed).await?? {
            Ok(rows) => Ok(Ok(rows)),
            Err(at) => plan.refused_at(at).map(Err),
        }
    }

    /// Appends a change. Appending it again is no error and adds nothing: its rows have unique
    /// identifiers, and are appended all or none.
    pub(crate) async fn append(&self, change: Change) -> StoreResult<()> {
        let change = Prepared::new(change)?;
        let plan = change.append(Plan::new(), || Some(()));
        self.commit(plan).await.map(drop)
    }

    /// Retries a transaction that conflicts with others. `Err` is the position of the statement that
    /// refused.
    async fn commit_patiently(
        &self,
        transaction: &Arc<Transaction>,
    ) -> StoreResult<Result<Rows, usize>> {
        let mut retries = 0;
        loop {
            match self.driver.transaction(Arc::clone(transaction)).await {
                Ok(rows) => return Ok(Ok(rows)),
                Err(Undone::Refused(at)) => return Ok(Err(at)),
                Err(Undone::Unavailable(source)) => return Err(StoreError::Unavailable(source)),
                Err(Undone::Contended) if retries == RETRIES => return Err(StoreError::Conflict),
                Err(Undone::Contended) => {
                    retries += 1;
                    sleep(PAUSE * retries).await;
                }
            }
        }
    }

    async fn in_time<T>(&self, call: impl Future<Output = T>) -> StoreResult<T> {
        let answer = timeout(self.deadline, call).await;
        answer.map_err(|_| StoreError::unavailable(TooSlow(self.deadline)))
    }
}

/// What an error of a statement that only reads means.
fn outage(error: DriverError) -> StoreError {
    match error {
        DriverError::Unavailable(cause) => StoreError::Unavailable(cause),
        DriverError::NotUnique | DriverError::Contended => StoreError::unavailable(error),
    }
}
