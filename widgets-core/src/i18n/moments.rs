//! Formats dates, times, durations and numbers. Order and wording are messages; digits are 0 to 9
//! in every language.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Duration;

use jiff::Zoned;
use jiff::tz::TimeZone;

use super::{Messages, plain};
use crate::types::clock::{Timestamp, wait_seconds};

/// Number of distinct relative times of less than a year.
const AGES: usize = 60 + 24 + 30 + 13;

/// Cache of formatted relative times and month names: plural selection is slow, and lists show a
/// time in every row.
pub(super) struct Said {
    /// Minutes from 0 on, then hours, days, months.
    ages: [OnceLock<String>; AGES],
    months: [OnceLock<String>; 12],
}

impl Said {
    pub(super) const fn nothing() -> Self {
        Self {
            ages: [const { OnceLock::new() }; AGES],
            months: [const { OnceLock::new() }; 12],
        }
    }
}

/// The cached text at `place`, formatted on first use.
fn say(said: &[OnceLock<String>], place: u64, text: impl FnOnce() -> String) -> Cow<'_, str> {
    match usize::try_from(place)
        .ok()
        .and_then(|place| said.get(place))
    {
        Some(said) => Cow::Borrowed(said.get_or_init(text)),
        None => Cow::Owned(text()),
    }
}

impl Messages {
    /// A date in the reader's time zone.
    #[must_use]
    pub fn date(&self, at: Timestamp) -> String {
        self.day(&self.local(at))
    }

    /// Date and time in the reader's time zone; names the zone if it is UTC.
    #[must_use]
    pub fn date_time(&self, at: Timestamp) -> String {
        let local = self.local(at);
        let date = self.day(&local);
        let time = self.named_time(&local);
        self.words().plain().date_time(date, time)
    }

    /// Time of day in the reader's time zone; names the zone if it is UTC.
    #[must_use]
    pub fn time_of_day(&self, at: Timestamp) -> String {
        self.named_time(&self.local(at))
    }

    /// Time of day in the reader's time zone, without its name.
    pub(crate) fn clock(&self, at: Timestamp) -> String {
        self.time(&self.local(at))
    }

    /// IANA name of the reader's time zone.
    pub(crate) fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// Relative time in the past, such as "3 hours ago".
    #[must_use]
    pub fn ago(&self, then: Timestamp, now: Timestamp) -> String {
        self.said_ago(then, now).into_owned()
    }

    /// The same, as it was said before.
    pub(crate) fn said_ago(&self, then: Timestamp, now: Timestamp) -> Cow<'_, str> {
        const MINUTE: u64 = 60;
        const HOUR: u64 = 60 * MINUTE;
        const DAY: u64 = 24 * HOUR;
        const MONTH: u64 = 30 * DAY;
        const YEAR: u64 = 365 * DAY;
        let seconds = now.since(then).as_secs();
        let (count, before) = match seconds {
            0..HOUR => (seconds / MINUTE, 0),
            HOUR..DAY => (seconds / HOUR, 60),
            DAY..MONTH => (seconds / DAY, 60 + 24),
            MONTH..YEAR => (seconds / MONTH, 60 + 24 + 30),
            YEAR.. => return plain(&self.words().ago_years(seconds / YEAR)).into(),
        };
        say(&self.language.said().ages, before + count, || {
            let words = self.words();
            plain(&match seconds {
                0..MINUTE => words.ago_now().to_owned(),
                MINUTE..HOUR => words.ago_minutes(count),
                HOUR..DAY => words.ago_hours(count),
                DAY..MONTH => words.ago_days(count),
                MONTH.. => words.ago_months(count),
            })
        })
    }

    /// A waiting time, rounded up so that it is never too short.
    #[must_use]
    pub fn wait(&self, wait: Duration) -> String {
        let words = self.words();
        plain(&match wait_seconds(wait) {
            seconds @ 0..=90 => words.wait_seconds(seconds),
            seconds @ 91..=5_400 => words.wait_minutes(seconds.div_ceil(60)),
            seconds @ 5_401..=129_600 => words.wait_hours(seconds.div_ceil(3_600)),
            seconds => words.wait_days(seconds.div_ceil(86_400)),
        })
    }

    /// An integer with its digits in groups of three.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let groups = digits.as_bytes().rchunks(3).rev();
        let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
        groups.join(self.words().number_group())
    }

    fn local(&self, at: Timestamp) -> Zoned {
        let moment = jiff::Timestamp::from_microsecond(at.as_micros()).unwrap_or_default();
        moment.to_zoned(self.zone.clone())
    }

    fn day(&self, local: &Zoned) -> String {
        let (words, said) = (self.words(), self.language.said());
        let number = local.month();
        let place = u64::try_from(number - 1).unwrap_or_default();
        let month = say(&said.months, place, || plain(&words.month_name(number)));
        let (day, year) = (local.day().to_string(), local.year().to_string());
        words.plain().date(day, month, year)
    }

    /// The time of day, followed by the zone's name if it is UTC.
    fn named_time(&self, local: &Zoned) -> String {
        let time = self.time(local);
        if self.zone == TimeZone::UTC {
            self.words().plain().time_utc(time)
        } else {
            time
        }
    }

    fn time(&self, local: &Zoned) -> String {
        let words = self.words();
        let (hour, minute) = (local.hour(), format!("{:02}", local.minute()));
        match words.time_cycle() {
            "12" => {
                let half = if hour < 12 { "am" } else { "pm" };
                let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
                words.plain().time_12(half, hour.to_string(), minute)
            }
            _ => words.plain().time_24(format!("{hour:02}"), minute),
        }
    }
}
