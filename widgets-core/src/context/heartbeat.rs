//! Liveness of this instance's worker.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::types::Timestamp;

/// When this instance's worker last ran.
#[derive(Debug, Default)]
pub(crate) struct WorkerHeartbeat {
    /// Microseconds since 1970; 0 means never.
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
