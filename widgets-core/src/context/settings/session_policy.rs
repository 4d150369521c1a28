//! Lifetime of sessions.

use std::time::Duration;

use crate::types::Timestamp;
use crate::types::records::records;
use crate::types::rules::broken;

records! {
    /// Lifetime of sessions. By default, 8 hours idle and 24 hours absolute, or 14 and 60 days for users
    /// who chose to stay signed in; fresh for 10 minutes.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct SessionPolicy {
        /// A session expires after this time without use, or up to five minutes earlier: a use is noted
        /// only so often.
        pub idle: Duration = Duration::from_hours(8),
        /// A session expires at this age, regardless of use.
        pub absolute: Duration = Duration::from_hours(24),
        /// [`SessionPolicy::idle`](field@Self::idle) for users who chose to stay signed in.
        pub persistent_idle: Duration = Duration::from_hours(14 * 24),
        /// [`SessionPolicy::absolute`](field@Self::absolute) for users who chose to stay signed in.
        pub persistent_absolute: Duration = Duration::from_hours(60 * 24),
        /// How long after an authentication endpoints that require a fresh one can be used.
        pub fresh: Duration = Duration::from_mins(10),
    }
}

impl SessionPolicy {
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

    /// How long a use stands before another one is noted: five minutes, or a twentieth of the idle
    /// limit if that is less. A session may end so much earlier than its idle limit.
    pub(crate) fn pause(&self, persistent: bool) -> Duration {
        const LONGEST: Duration = Duration::from_mins(5);
        let idle = if persistent {
            self.persistent_idle
        } else {
            self.idle
        };
        LONGEST.min(idle / 20)
    }

    /// Invalid settings, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        let lengths = [
            self.idle,
            self.absolute,
            self.persistent_idle,
            self.persistent_absolute,
            self.fresh,
        ];
        broken([
            (
                lengths.iter().any(|length| length.as_secs() == 0),
                "session_policy: every length must be at least a second",
            ),
            (
                self.idle > self.absolute || self.persistent_idle > self.persistent_absolute,
                "session_policy: an idle limit is longer than its absolute limit: shorten it",
            ),
        ])
    }
}
