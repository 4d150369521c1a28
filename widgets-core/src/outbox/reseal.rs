//! Reseals stored values with the newest key, one store at a time.

use std::fmt;

use async_trait::async_trait;

use crate::crypto::{Keys, ResealError, SealContext};
use crate::stores::{Sealed, StoreError, StoreResult};

/// Result of resealing all values of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResealCount {
    /// Values resealed.
    pub resealed: u64,
    /// Values that the newest key had sealed already.
    pub current: u64,
    /// Values that were changed or deleted meanwhile, and left alone.
    pub changed: u64,
    /// Values that no key of the ring opens, left alone.
    pub unreadable: u64,
}

impl fmt::Display for ResealCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            resealed,
            current,
            changed,
            unreadable,
        } = self;
        write!(
            f,
            "{resealed} sealed anew, {current} current, {changed} changed meanwhile, {unreadable} \
             unreadable"
        )
    }
}

/// A kind of sealed values in a store.
#[async_trait]
pub(crate) trait Resealable: Sync {
    type Id: Clone + fmt::Display + Send + Sync;

    /// The data that binds a value to its row.
    fn associated_data(id: &Self::Id) -> SealContext<'_>;

    /// The next rows after `after`, in order of their ids.
    async fn rows(&self, after: Option<&Self::Id>) -> StoreResult<Vec<Sealed<Self::Id>>>;

    async fn replace(&self, old: &Sealed<Self::Id>, new: Vec<u8>) -> StoreResult<bool>;
}

/// Reseals all values of one kind, in order of their ids.
pub(crate) async fn each<S: Resealable>(
    keys: &Keys,
    resealable: &S,
) -> Result<ResealCount, StoreError> {
    let mut count = ResealCount::default();
    let mut after = None;
    loop {
        let batch = resealable.rows(after.as_ref()).await?;
        let Some(last) = batch.last() else {
            return Ok(count);
        };
        after = Some(last.id.clone());
        for row in &batch {
            match keys.reseal(S::associated_data(&row.id), &row.sealed) {
                Ok(None) => count.current += 1,
                Ok(Some(new)) => match resealable.replace(row, new).await? {
                    true => count.resealed += 1,
                    false => count.changed += 1,
                },
                Err(ResealError::Open(error)) => {
                    tracing::error!(row = %row.id, %error, "a sealed value could not be resealed");
                    count.unreadable += 1;
                }
                Err(ResealError::Entropy(error)) => return Err(StoreError::unavailable(error)),
            }
        }
    }
}
