//! The memory that Argon2 fills, lent from one hash to the next.
//!
//! A hash fills 19 MB. Taken anew each time by whichever blocking thread is free, that much would stay with
//! the allocator for each of these threads, hundreds of megabytes in all, and the system would have to clear
//! it for every hash.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use argon2::Block;

/// Memory that is not in use, for at most as many hashes as are computed at once.
#[derive(Default)]
pub(super) struct Memory {
    free: Mutex<Vec<Vec<Block>>>,
    /// Counts uses.
    used: AtomicU64,
    /// Whether a task waits to free it.
    waits: AtomicBool,
}

impl Memory {
    /// How long it is kept while nothing is hashed.
    const IDLE: Duration = Duration::from_secs(10);
    /// Blocks from which on an allocator takes memory from the system by itself and returns it when it is
    /// freed: 32 MiB in glibc, others need less. What is not filled is never touched.
    const MAPPED: usize = 32 * 1024;

    /// So many blocks, for a hash function that fills all of them before it reads any.
    pub(super) fn with<T>(&self, blocks: usize, fill: impl FnOnce(&mut [Block]) -> T) -> T {
        let lent = self
            .free
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let mut memory = lent.unwrap_or_else(|| Vec::with_capacity(blocks.max(Self::MAPPED)));
        memory.resize(blocks, Block::new());
        let filled = fill(&mut memory);
        // A few imported hashes need more, which nothing else does.
        if blocks <= Self::MAPPED {
            let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
            free.push(memory);
        }
        self.used.fetch_add(1, Ordering::SeqCst);
        filled
    }

    /// Sees to it that the memory is freed once nothing was hashed for [`Self::IDLE`].
    pub(super) fn free_when_idle(self: &Arc<Self>) {
        if self.waits.swap(true, Ordering::SeqCst) {
            return;
        }
        let memory = Arc::clone(self);
        tokio::spawn(async move {
            let mut seen = 0;
            while seen != memory.used.load(Ordering::SeqCst) {
                seen = memory.used.load(Ordering::SeqCst);
                tokio::time::sleep(Self::IDLE).await;
            }
            memory.waits.store(false, Ordering::SeqCst);
            let mut free = memory.free.lock().unwrap_or_else(PoisonError::into_inner);
            free.clear();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(memory: &Memory) -> usize {
        memory.free.lock().unwrap().len()
    }

    #[tokio::test(start_paused = true)]
    async fn memory_is_lent_again_and_freed_when_idle() {
        let memory = Arc::new(Memory::default());
        let first = memory.with(8, |blocks| blocks.as_ptr());
        let second = memory.with(16, |blocks| blocks.as_ptr());
        assert_eq!((first, held(&memory)), (second, 1));
        memory.free_when_idle();
        tokio::time::sleep(Memory::IDLE / 2).await;
        assert_eq!(memory.with(8, |blocks| blocks.len()), 8);
        tokio::time::sleep(Memory::IDLE).await;
        assert_eq!(held(&memory), 1, "it was used meanwhile");
        tokio::time::sleep(Memory::IDLE).await;
        assert_eq!(held(&memory), 0);
        // The next use begins anew.
        memory.with(8, |_| ());
        memory.free_when_idle();
        tokio::time::sleep(Memory::IDLE * 3).await;
        assert_eq!(held(&memory), 0);
    }

    #[test]
    fn as_much_as_hashes_use_at_once_is_kept_and_what_is_larger_is_not() {
        let memory = Memory::default();
        memory.with(8, |_| memory.with(8, |_| ()));
        assert_eq!(held(&memory), 2);
        let memory = Memory::default();
        memory.with(Memory::MAPPED + 1, |blocks| {
            assert_eq!(blocks.len(), Memory::MAPPED + 1)
        });
        assert_eq!(held(&memory), 0);
        memory.with(8, |_| ());
        memory.with(Memory::MAPPED + 1, |_| ());
        assert_eq!(held(&memory), 0, "it was made larger");
    }
}
