//! How long hashing takes, so that time does not tell what kind of hash an account has.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long a hash of ours has taken lately, and one that is to be replaced.
///
/// A wrong password is answered no sooner than the slower of both would be. Waiting costs neither
/// memory nor a permit. What is left to see is the first hash of a slower kind after the start.
#[derive(Default)]
pub(super) struct TimingEqualizer {
    ours: AtomicU64,
    others: AtomicU64,
}

impl TimingEqualizer {
    /// A machine that took longer than this is overloaded, and waiting would make it no better.
    const LONGEST: Duration = Duration::from_secs(2);

    /// One hash took that long. Each counts for an eighth of what is usual.
    pub(super) fn note(&self, is_ours: bool, took: Duration) {
        let kind = if is_ours { &self.ours } else { &self.others };
        let took = took.min(Self::LONGEST).as_micros();
        let took = u64::try_from(took).unwrap_or(u64::MAX).max(1);
        let usual = |before: u64| match before {
            0 => took,
            before => (before * 7 + took) / 8,
        };
        // Two that come at once may count as one.
        kind.store(usual(kind.load(Ordering::Relaxed)), Ordering::Relaxed);
    }

    /// How long the answer has to wait that took so long.
    pub(super) fn rest(&self, took: Duration) -> Duration {
        let [ours, others] = [&self.ours, &self.others].map(|own| own.load(Ordering::Relaxed));
        Duration::from_micros(ours.max(others)).saturating_sub(took)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn millis(number: u64) -> Duration {
        Duration::from_millis(number)
    }

    #[test]
    fn the_quicker_kind_waits_for_the_slower_one() {
        let timing_equalizer = TimingEqualizer::default();
        assert_eq!(
            timing_equalizer.rest(millis(1)),
            Duration::ZERO,
            "nothing is known yet"
        );
        timing_equalizer.note(true, millis(40));
        assert_eq!(
            timing_equalizer.rest(millis(2)),
            millis(38),
            "a cheap imported hash"
        );
        assert_eq!(timing_equalizer.rest(millis(40)), Duration::ZERO);
        timing_equalizer.note(false, millis(200));
        assert_eq!(
            timing_equalizer.rest(millis(40)),
            millis(160),
            "an unknown address"
        );
        assert_eq!(timing_equalizer.rest(millis(200)), Duration::ZERO);
        assert_eq!(timing_equalizer.rest(millis(500)), Duration::ZERO);
    }

    #[test]
    fn one_slow_hash_changes_little_and_none_makes_anybody_wait_for_long() {
        let timing_equalizer = TimingEqualizer::default();
        timing_equalizer.note(true, millis(40));
        timing_equalizer.note(true, millis(840));
        assert_eq!(timing_equalizer.rest(Duration::ZERO), millis(140));
        for _ in 0..100 {
            timing_equalizer.note(true, millis(40));
        }
        assert!(timing_equalizer.rest(Duration::ZERO) < millis(41));
        for _ in 0..100 {
            timing_equalizer.note(false, Duration::from_secs(3_600));
        }
        assert!(timing_equalizer.rest(Duration::ZERO) <= TimingEqualizer::LONGEST);
    }
}
