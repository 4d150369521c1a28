//! Counts values that are resealed with the newest key.

use std::fmt;

use crate::crypto::{Keys, ResealError, SealContext};
use crate::stores::{Sealed, StoreError, StoreResult};

/// Result of resealing all values of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, derive_more::Display)]
#[display(
    "{resealed} sealed anew, {current} current, {changed} changed meanwhile, {unreadable} unreadable"
)]
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

impl ResealCount {
    /// Seals a value with the newest key, and counts it unless there is a new one to store.
    pub(crate) fn reseal<I: fmt::Display>(
        &mut self,
        keys: &Keys,
        context: SealContext<'_>,
        row: &Sealed<I>,
    ) -> StoreResult<Option<Vec<u8>>> {
        match keys.reseal(context, &row.sealed) {
            Ok(Some(new)) => return Ok(Some(new)),
            Ok(None) => self.current += 1,
            Err(ResealError::Open(error)) => {
                tracing::error!(row = %row.id, %error, "a sealed value could not be resealed");
                self.unreadable += 1;
            }
            Err(ResealError::Entropy(error)) => return Err(StoreError::unavailable(error)),
        }
        Ok(None)
    }

    /// Counts a new value that was stored, or was not since the old one had changed.
    pub(crate) const fn stored(&mut self, stored: bool) {
        if stored {
            self.resealed += 1;
        } else {
            self.changed += 1;
        }
    }
}
