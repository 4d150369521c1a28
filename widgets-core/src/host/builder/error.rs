//! Why a configuration is refused.

use std::fmt;

use crate::stores::StoreError;
use crate::types::EntropyError;

/// Why a configuration was refused.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// The configuration is invalid or contradictory, or a store is not ready. Each line tells the
    /// host what to change.
    #[error("the widgets cannot be built:\n- {}", .0.join("\n- "))]
    Problems(Vec<String>),
    /// A store failed or is unavailable.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The operating system provides no random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// Prints the messages, one problem per line, because `main` prints errors with `Debug`.
impl fmt::Debug for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
