//! Reuse of argon2's memory blocks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::Block;

/// Idle blocks, reused by the next hash instead of allocating 19 MiB each time.
#[derive(Default)]
pub(super) struct Memory {
    waiting: Mutex<Vec<Vec<Block>>>,
    used: Mutex<Option<Instant>>,
    watched: AtomicBool,
}

impl Memory {
    const IDLE: Duration = Duration::from_secs(10);

    pub(super) fn borrow(&self) -> Vec<Block> {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
            .unwrap_or_default()
    }

    pub(super) fn give_back(&self, blocks: Vec<Block>) {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(blocks);
    }

    /// Frees the blocks once nothing was hashed for ten seconds. At most one watcher task runs.
    pub(super) fn free_when_idle(self: &Arc<Self>) {
        if self.watched.swap(true, Ordering::SeqCst) {
            return;
        }
        let memory = Arc::clone(self);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Self::IDLE).await;
                let used = *memory.used.lock().unwrap_or_else(PoisonError::into_inner);
                if used.is_none_or(|at| at.elapsed() >= Self::IDLE) {
                    break;
                }
            }
            memory.watched.store(false, Ordering::SeqCst);
            memory
                .waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clear();
        });
    }
}
