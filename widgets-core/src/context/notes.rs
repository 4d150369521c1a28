//! Writes that no request waits for.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many such writes are made at once. Each waits for a connection while the database is slow, and
/// pages need those too.
const MOST: usize = 8;

/// The places of such writes.
#[derive(Debug)]
pub(crate) struct Notes(Arc<Semaphore>);

impl Default for Notes {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST)))
    }
}

impl Notes {
    /// A place for one more, until it is dropped; `None` if all are taken.
    pub(crate) fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0).try_acquire_owned().ok()
    }
}
