//! Lifetime of sessions.

use std::time::Duration;

use crate::types::clock::Timestamp;
use crate::types::setters::setters;

/// Lifetime of sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SessionPolicy {
    /// A session expires after this time without use.
    pub idle: Duration,
    /// A session expires at this age, regardless of use.
    pub absolute: Duration,
    /// [`SessionPolicy::idle`](field@Self::idle) for users who chose to stay signed in.
    pub persistent_idle: Duration,
    /// [`SessionPolicy::absolute`](field@Self::absolute) for users who chose to stay signed in.
    pub persistent_absolute: Duration,
    /// How long after an authentication endpoints that require a fresh one can be used.
    pub fresh: Duration,
}

impl Default for SessionPolicy {
    /// 8 hours idle, 24 hours absolute; 14 and 60 days for users who chose to stay signed in; fresh
    /// for 10 minutes.
    fn default() -> Self {
        const HOUR: u64 = 60 * 60;
        Self {
            idle: Duration::from_secs(8 * HOUR),
            absolute: Duration::from_secs(24 * HOUR),
            persistent_idle: Duration::from_secs(14 * 24 * HOUR),
            persistent_absolute: Duration::from_secs(60 * 24 * HOUR),
            fresh: Duration::from_secs(10 * 60),
        }
    }
}

impl SessionPolicy {
    setters! {
        /// Sets the time without use after which a session expires.
        #[must_use]
        idle: Duration;
        /// Sets the age at which a session expires.
        #[must_use]
        absolute: Duration;
        /// Sets [`SessionPolicy::idle`](field@Self::idle) for users who chose to stay signed in.
        #[must_use]
        persistent_idle: Duration;
        /// Sets [`SessionPolicy::absolute`](field@Self::absolute) for users who chose to stay
        /// signed in.
        #[must_use]
        persistent_absolute: Duration;
        /// Sets how long after an authentication endpoints that require a fresh one can be used.
        #[must_use]
        fresh: Duration;
    }

    pub(crate) fn idle_until(&self, persistent: bool, from: Timestamp) -> Timestamp {
        from.plus(if persistent {
            self.persistent_idle
        } else {
            self.idle
        })
    }

    pub(crate) fn expires_at(&self, persistent: bool, from: Timestamp) -> Timestamp {
        from.plus(if persistent {
            self.persistent_absolute
        } else {
            self.absolute
        })
    }

    /// Invalid settings, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let lengths = [
            self.idle,
            self.absolute,
            self.persistent_idle,
            self.persistent_absolute,
            self.fresh,
        ];
        if lengths.iter().any(|length| length.as_secs() == 0) {
            problems.push("session_policy: every length must be at least a second".to_owned());
        }
        if self.idle > self.absolute || self.persistent_idle > self.persistent_absolute {
            problems.push(
                "session_policy: an idle limit is longer than its absolute limit: shorten it"
                    .to_owned(),
            );
        }
        problems
    }
}
