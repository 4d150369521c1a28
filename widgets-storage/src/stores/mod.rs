//! The stores in portable SQL, over any [`Driver`].

mod memberships;
#[cfg(any(feature = "postgres", feature = "sqlite", feature = "sqlx-sqlite"))]
mod opening;
mod sealed;

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use widgets_core::stores::{Checked, StoreError, StoreResult, Stores};

pub(crate) use self::memberships::{membership, organization_row};
use crate::driver::{Driver, FromRow};
use crate::engine::{Database, Plan};
use crate::schema::{checks, migrations};

/// How long a call may take unless it is said otherwise.
const DEADLINE: Duration = Duration::from_secs(5);

/// Every store in one SQL database. A clone is cheap and means the same database.
#[derive(Clone)]
pub struct SqlStores {
    pub(crate) database: Database,
}

impl SqlStores {
    /// The stores over a driver. Call [`SqlStores::migrate`] before they are used.
    pub fn over(driver: impl Driver) -> Self {
        Self {
            database: Database::new(Arc::new(driver), DEADLINE),
        }
    }

    /// The same stores with another deadline. Every call answers within it or fails as
    /// unavailable, however long a connection, a lock or the network takes. The default is five
    /// seconds.
    #[must_use]
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        self.database = self.database.with_deadline(deadline);
        self
    }

    /// Brings the tables up to date. Safe to call at every start, by many instances at once and
    /// after an interruption.
    ///
    /// # Errors
    ///
    /// When the database is not available or its role may not create tables.
    pub async fn migrate(&self) -> StoreResult<()> {
        migrations::migrate(&self.database).await
    }

    /// Everything that is wrong with the tables and the settings of the database, each as a
    /// sentence that says what to change. Changes nothing.
    ///
    /// # Errors
    ///
    /// When the database is not available.
    pub async fn problems(&self) -> StoreResult<Vec<String>> {
        let mut problems = migrations::problems(&self.database).await?;
        let migrated = problems.is_empty();
        problems.extend(checks::problems(&self.database, migrated).await?);
        Ok(problems)
    }

    /// Runs a plan in one transaction, with a deadline and retries. Returns `done`, or the outcome of
    /// the statement that refused. Stores of the host write their tables in the same database with
    /// it, too.
    ///
    /// # Errors
    ///
    /// If the database is unavailable or reports an error, if the write keeps conflicting with
    /// others, or if a statement refuses that has no outcome for it.
    pub async fn write<T>(&self, plan: Plan<'_, T>, done: T) -> StoreResult<T> {
        let committed = self.database.commit(plan).await?;
        Ok(committed.map_or_else(|refused| refused, |_| done))
    }

    /// Runs a plan without refusals, and returns how many rows its [answers](Plan::answer) changed.
    ///
    /// # Errors
    ///
    /// As [`SqlStores::write`].
    pub async fn write_counting(&self, plan: Plan<'_, Infallible>) -> StoreResult<u64> {
        let Ok(answer) = self.database.commit(plan).await?;
        Ok(answer.affected)
    }

    /// Runs a plan without refusals, and returns the rows of its [answers](Plan::answer).
    ///
    /// # Errors
    ///
    /// As [`SqlStores::write`], and if a row cannot be read as this type.
    pub async fn write_returning<R: FromRow>(
        &self,
        plan: Plan<'_, Infallible>,
    ) -> StoreResult<Vec<R>> {
        let Ok(answer) = self.database.commit(plan).await?;
        let rows = answer.rows.into_iter().map(|mut row| row.take());
        rows.collect::<Result<_, _>>()
            .map_err(StoreError::Unavailable)
    }
}

#[async_trait]
impl Checked for SqlStores {
    async fn problems(&self) -> StoreResult<Vec<String>> {
        Self::problems(self).await
    }
}

impl From<SqlStores> for Stores {
    fn from(stores: SqlStores) -> Self {
        let stores = Arc::new(stores);
        Self::new(
            stores.clone(),
            stores.clone(),
            stores.clone(),
            stores.clone(),
            stores,
        )
    }
}

impl fmt::Debug for SqlStores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SqlStores({:?})", self.database.dialect())
    }
}
