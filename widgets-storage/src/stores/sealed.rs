//! Sealed values of whatever table, when keys are changed.

use widgets_core::stores::{Sealed, StoreResult};

use crate::args;
use crate::driver::{BoxError, FromRow, Row};
use crate::engine::Plan;
use crate::stores::SqlStores;

/// An identifier and what is sealed.
impl<I: FromRow> FromRow for Sealed<I> {
    fn from_row(row: &mut Row) -> Result<Self, BoxError> {
        let (id, sealed) = row.take()?;
        Ok(Self::new(id, sealed))
    }
}

impl SqlStores {
    /// Exchanges a value if it is still the one that was read.
    pub(crate) async fn reseal(
        &self,
        statement: &'static str,
        id: &str,
        old: &[u8],
        new: &[u8],
    ) -> StoreResult<bool> {
        let plan = Plan::new().one_or(statement, args![id, old, new], false);
        self.write(plan, true).await
    }
}
