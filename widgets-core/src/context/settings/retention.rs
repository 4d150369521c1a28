//! How long what is over is kept.

use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long what is over is kept, before the worker removes it.
///
/// What no longer has any effect (sessions, links and codes that have expired, browsers that were
/// forgotten, limits nobody uses) is not kept at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// How long the audit trail goes back, at least a day; none keeps all of it for good.
    pub audit_events: Option<Duration>,
    /// How long a row of the outbox is kept once it was delivered, its payload wiped, at least an
    /// hour.
    pub finished_outbox_rows: Duration,
    /// How long what the outbox gave up is kept for somebody to see to, at least a day. See
    /// `Management::dead_letters`.
    pub dead_letters: Duration,
}

impl Default for Retention {
    /// Two years of the audit trail, a week of delivered rows, 90 days of dead letters.
    fn default() -> Self {
        Self {
            audit_events: Some(DAY * 730),
            finished_outbox_rows: DAY * 7,
            dead_letters: DAY * 90,
        }
    }
}

impl Retention {
    /// What cannot be meant, each as a sentence that says what to change.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.audit_events.is_some_and(|kept| kept < DAY) {
            problems.push(
                "retention: audit_events keeps less than a day; lengthen it, or give None to keep \
                 all of it"
                    .to_owned(),
            );
        }
        if self.finished_outbox_rows < HOUR {
            problems.push(
                "retention: finished_outbox_rows keeps less than an hour; lengthen it".to_owned(),
            );
        }
        if self.dead_letters < DAY {
            problems.push("retention: dead_letters keeps less than a day; lengthen it".to_owned());
        }
        problems
    }
}
