//! Hides the kind of an account's password hash from timing.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Hides the hash algorithm from timing: a failed check is delayed to the moving average of the
/// slower of current and outdated hashes.
///
/// The delay takes neither memory nor a permit. Residual leak: the first check with a slower kind
/// of hash after start-up.
#[derive(Default)]
pub(super) struct TimingEqualizer {
    ours: AtomicU64,
    others: AtomicU64,
}

impl TimingEqualizer {
    /// Upper limit of a measurement: beyond it the machine is overloaded, and waiting would not
    /// help.
    const LONGEST: Duration = Duration::from_secs(2);

    /// Records the duration of one hash. It weighs one eighth in the moving average.
    pub(super) fn note(&self, is_ours: bool, took: Duration) {
        let kind = if is_ours { &self.ours } else { &self.others };
        let took = took.min(Self::LONGEST).as_micros();
        let took = u64::try_from(took).unwrap_or(u64::MAX).max(1);
        let usual = |before: u64| match before {
            0 => took,
            before => (before * 7 + took) / 8,
        };
        // Not atomic on purpose: two simultaneous measurements may count as one.
        kind.store(usual(kind.load(Ordering::Relaxed)), Ordering::Relaxed);
    }

    /// How much longer to wait after a check that took `took`.
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
        let timing = TimingEqualizer::default();
        assert_eq!(
            timing.rest(millis(1)),
            Duration::ZERO,
            "nothing is known yet"
        );
        timing.note(true, millis(40));
        assert_eq!(timing.rest(millis(2)), millis(38), "a cheap imported hash");
        assert_eq!(timing.rest(millis(40)), Duration::ZERO);
        timing.note(false, millis(200));
        assert_eq!(timing.rest(millis(40)), millis(160), "an unknown address");
        assert_eq!(timing.rest(millis(200)), Duration::ZERO);
        assert_eq!(timing.rest(millis(500)), Duration::ZERO);
    }

    #[test]
    fn one_slow_hash_changes_little_and_none_makes_anybody_wait_for_long() {
        let timing = TimingEqualizer::default();
        timing.note(true, millis(40));
        timing.note(true, millis(840));
        assert_eq!(timing.rest(Duration::ZERO), millis(140));
        for _ in 0..100 {
            timing.note(true, millis(40));
        }
        assert!(timing.rest(Duration::ZERO) < millis(41));
        for _ in 0..100 {
            timing.note(false, Duration::from_secs(3_600));
        }
        assert!(timing.rest(Duration::ZERO) <= TimingEqualizer::LONGEST);
    }
}
