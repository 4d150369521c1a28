//! Sealing anew what an older key has sealed, one store at a time.

use std::fmt;

use async_trait::async_trait;

use crate::crypto::{Keys, ResealError, SealContext};
use crate::stores::{Sealed, StoreError, StoreResult};

/// What became of the sealed values of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ResealCount {
    /// They were sealed anew.
    pub resealed: u64,
    /// The newest key had sealed them already.
    pub current: u64,
    /// They changed or went while they were being sealed anew, and were left as they are.
    pub changed: u64,
    /// They do not open with any key of the ring, and were left as they are.
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

/// Where sealed values of one kind are.
#[async_trait]
pub(crate) trait Resealable: Sync {
    type Id: Clone + fmt::Display + Send + Sync;

    /// What binds a value to its row.
    fn associated_data(id: &Self::Id) -> SealContext<'_>;

    /// The next rows by their identifiers.
    async fn rows(&self, after: Option<&Self::Id>) -> StoreResult<Vec<Sealed<Self::Id>>>;

    async fn replace(&self, old: &Sealed<Self::Id>, new: Vec<u8>) -> StoreResult<bool>;
}

/// Goes through all rows of a store by their identifiers.
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
                    tracing::error!(row = %row.id, %error, "a sealed value was not sealed anew");
                    count.unreadable += 1;
                }
                Err(ResealError::Entropy(error)) => return Err(StoreError::unavailable(error)),
            }
        }
    }
}
