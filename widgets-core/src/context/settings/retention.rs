//! Retention of old data.

use std::time::Duration;

use crate::types::setters::setters;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long old data is kept before the worker deletes it.
///
/// Data without any further effect is deleted as soon as it expires: sessions, links, codes, known
/// browsers and rate limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retention {
    /// Age at which audit events are deleted, at least a day; `None` keeps them forever.
    pub audit_events: Option<Duration>,
    /// How long delivered outbox rows are kept, with their payload wiped; at least an hour.
    pub finished_outbox_rows: Duration,
    /// How long dead letters are kept, at least a day. See `Management::dead_letters`.
    pub dead_letters: Duration,
}

impl Default for Retention {
    /// Two years for the audit trail, a week for delivered rows, 90 days for dead letters.
    fn default() -> Self {
        Self {
            audit_events: Some(DAY * 730),
            finished_outbox_rows: DAY * 7,
            dead_letters: DAY * 90,
        }
    }
}

impl Retention {
    setters! {
        /// Sets the age at which audit events are deleted; `None` keeps them forever.
        #[must_use]
        audit_events: Option<Duration>;
        /// Sets how long delivered outbox rows are kept.
        #[must_use]
        finished_outbox_rows: Duration;
        /// Sets how long dead letters are kept.
        #[must_use]
        dead_letters: Duration;
    }

    /// Invalid settings, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.audit_events.is_some_and(|kept| kept < DAY) {
            problems.push(
                "retention: audit_events is less than a day; increase it, or use None to keep \
                 all of it"
                    .to_owned(),
            );
        }
        if self.finished_outbox_rows < HOUR {
            problems.push(
                "retention: finished_outbox_rows is less than an hour; increase it".to_owned(),
            );
        }
        if self.dead_letters < DAY {
            problems.push("retention: dead_letters is less than a day; increase it".to_owned());
        }
        problems
    }
}
