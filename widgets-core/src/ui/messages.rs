//! The message catalogue: every word on a page, checked when the crate is compiled.

use std::fmt;
use std::time::Duration;

use crate::clock::{Timestamp, wait_seconds};
use crate::problem::{Fault, Problem, Refusal};

#[allow(
    missing_docs,
    unreachable_pub,
    unused_imports,
    dead_code,
    clippy::all,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "generated from the message files; what it expects was checked when it was generated"
)]
mod l10n {
    include!(concat!(env!("OUT_DIR"), "/l10n.rs"));
}

/// All messages of one language.
pub struct Messages {
    words: l10n::L10nLanguage,
}

impl Messages {
    pub(crate) fn english() -> Self {
        Self {
            words: l10n::L10n::En.load(),
        }
    }

    pub(crate) const fn words(&self) -> &l10n::L10nLanguage {
        &self.words
    }

    /// The language's code, for the page's `lang`.
    pub(crate) const fn language(&self) -> &'static str {
        "en"
    }

    /// How long ago something was, in the words people use.
    #[must_use]
    pub fn ago(&self, then: Timestamp, now: Timestamp) -> String {
        const MINUTE: u64 = 60;
        const HOUR: u64 = 60 * MINUTE;
        const DAY: u64 = 24 * HOUR;
        match now.since(then).as_secs() {
            0..MINUTE => self.words.ago_now(),
            seconds @ MINUTE..HOUR => self.words.ago_minutes(seconds / MINUTE),
            seconds @ HOUR..DAY => self.words.ago_hours(seconds / HOUR),
            seconds => self.words.ago_days(seconds / DAY),
        }
    }

    /// A day, in UTC.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> String {
        let day = jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or_default();
        day.strftime("%-d %B %Y").to_string()
    }

    /// How long to wait, rounded up so that it is never too short.
    #[must_use]
    pub fn wait(&self, wait: Duration) -> String {
        match wait_seconds(wait) {
            seconds @ 0..=90 => self.words.wait_seconds(seconds),
            seconds @ 91..=5_400 => self.words.wait_minutes(seconds.div_ceil(60)),
            seconds @ 5_401..=129_600 => self.words.wait_hours(seconds.div_ceil(3_600)),
            seconds => self.words.wait_days(seconds.div_ceil(86_400)),
        }
    }

    /// What a problem is called, and what it means for the reader.
    pub(crate) fn problem(&self, problem: &Problem) -> (String, String) {
        let words = &self.words;
        match problem {
            Problem::Fault(Fault { passing: false, .. }) => {
                (words.fault_title(), words.fault_text())
            }
            Problem::Fault(Fault { passing: true, .. }) => {
                (words.unavailable_title(), words.unavailable_text())
            }
            Problem::Invalid(invalid) => {
                let texts: Vec<&str> = invalid.errors.iter().map(|e| e.message.as_str()).collect();
                (words.invalid_title(), texts.join(" "))
            }
            Problem::Missing => (words.missing_title(), words.missing_text()),
            Problem::Malformed(_) => (words.malformed_title(), words.malformed_text()),
            Problem::TooLarge => (words.too_large_title(), words.too_large_text()),
            Problem::WrongMedia => (words.wrong_media_title(), words.wrong_media_text()),
            Problem::WrongMethod { .. } => (words.wrong_method_title(), words.wrong_method_text()),
            Problem::Refusal(refusal) => self.refusal(refusal),
        }
    }

    fn refusal(&self, refusal: &Refusal) -> (String, String) {
        let words = &self.words;
        match refusal {
            Refusal::NotSignedIn => (words.not_signed_in_title(), words.not_signed_in_text()),
            Refusal::Stale => (words.stale_title(), words.stale_text()),
            Refusal::Forbidden(permission) => (
                words.forbidden_title(),
                words.forbidden_text(permission.as_str()),
            ),
            Refusal::NotEntitled(feature) => (
                words.not_entitled_title(),
                words.not_entitled_text(feature.as_str()),
            ),
            Refusal::Forged => (words.forged_title(), words.forged_text()),
            Refusal::NoCookies => (words.no_cookies_title(), words.no_cookies_text()),
            Refusal::CrossSite => (words.cross_site_title(), words.cross_site_text()),
            Refusal::TooMany { wait } => (
                words.too_many_title(),
                words.too_many_text(self.wait(*wait)),
            ),
            Refusal::Hook(message) => (words.refused_title(), message.clone()),
        }
    }
}

impl fmt::Debug for Messages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Messages({})", self.language())
    }
}
