//! Retention of old data.

use std::time::Duration;

use crate::types::records::records;
use crate::types::rules::broken;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

records! {
    /// How long old data is kept before the worker deletes it.
    ///
    /// Data without any further effect is deleted as soon as it expires: sessions, links, codes, known
    /// browsers and rate limits.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Retention {
        /// Age at which audit events are deleted, at least a day; `None` keeps them forever. Two years by
        /// default.
        pub audit_events: Option<Duration> = Some(Duration::from_hours(730 * 24)),
        /// How long delivered outbox rows are kept, with their payload wiped; at least an hour. A week
        /// by default.
        pub finished_outbox_rows: Duration = Duration::from_hours(7 * 24),
        /// How long dead letters are kept, at least a day; 90 days by default. See `Management::dead_letters`.
        pub dead_letters: Duration = Duration::from_hours(90 * 24),
    }
}

impl Retention {
    /// Invalid settings, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        broken([
            (
                self.audit_events.is_some_and(|kept| kept < DAY),
                "retention: audit_events is less than a day; increase it, or use None to keep all of \
                 it",
            ),
            (
                self.finished_outbox_rows < HOUR,
                "retention: finished_outbox_rows is less than an hour; increase it",
            ),
            (
                self.dead_letters < DAY,
                "retention: dead_letters is less than a day; increase it",
            ),
        ])
    }
}
