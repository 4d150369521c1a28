//! Sealed values of whatever table, when keys are changed.

use widgets_core::stores::{Sealed, StoreError, StoreResult};

use crate::driver::{Arg, BoxError};
use crate::engine::Write;
use crate::stores::SqlStores;

impl SqlStores {
    /// A page of rows of which `statement` reads identifier and value.
    pub(crate) async fn sealed<I>(
        &self,
        statement: &'static str,
        after: &str,
        limit: u32,
        id: impl Fn(String) -> Result<I, BoxError>,
    ) -> StoreResult<Vec<Sealed<I>>> {
        let args = [Arg::Text(after), Arg::Int(i64::from(limit))];
        let rows = self.database.query(statement, &args).await?;
        let rows = rows.into_iter().map(|mut row| {
            Ok(Sealed {
                id: id(row.text()?)?,
                sealed: row.bytes()?,
            })
        });
        let rows: Result<_, BoxError> = rows.collect();
        rows.map_err(StoreError::Unavailable)
    }

    /// Exchanges a value if it is still the one that was read.
    pub(crate) async fn reseal(
        &self,
        statement: &'static str,
        id: &str,
        old: &[u8],
        new: &[u8],
    ) -> StoreResult<bool> {
        let mut write = Write::new();
        write.one(statement, [Arg::Text(id), Arg::Bytes(old), Arg::Bytes(new)]);
        self.took_place(&write).await
    }
}
