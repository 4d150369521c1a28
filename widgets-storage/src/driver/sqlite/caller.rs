//! Whether anybody still waits for what another thread does.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Kept by whoever waits for an answer. When it is dropped, the work for it stops.
pub(super) struct Caller(Arc<AtomicBool>);

/// Kept by whoever works on the answer.
#[derive(Clone)]
pub(super) struct Watch(Arc<AtomicBool>);

impl Caller {
    pub(super) fn new() -> Self {
        Self(Arc::default())
    }

    pub(super) fn watch(&self) -> Watch {
        Watch(Arc::clone(&self.0))
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Watch {
    pub(super) fn caller_is_gone(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
