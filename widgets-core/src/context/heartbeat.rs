//! When this instance's background work last ran.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::types::clock::Timestamp;

/// What this instance's own background work did last.
#[derive(Debug, Default)]
pub(crate) struct WorkerHeartbeat {
    /// Microseconds since 1970; 0 for never.
    worker_ran_at: AtomicI64,
}

impl WorkerHeartbeat {
    pub(crate) fn worker_ran(&self, at: Timestamp) {
        self.worker_ran_at.store(at.as_micros(), Ordering::Relaxed);
    }

    pub(crate) fn worker_ran_at(&self) -> Option<Timestamp> {
        let micros = self.worker_ran_at.load(Ordering::Relaxed);
        (micros != 0).then(|| Timestamp::from_micros(micros))
    }
}
