//! How hard a password is to guess, as `zxcvbn` estimates it.

use std::sync::Arc;
use std::time::Duration;

use schemars::JsonSchema;
use serde::Serialize;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;
use zxcvbn::Score;

/// How many guesses a password takes, from words, names, dates, keyboard rows and repetitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PasswordStrength {
    /// Fewer than a thousand.
    VeryWeak,
    /// Fewer than a million.
    Weak,
    /// Fewer than a hundred million.
    Fair,
    /// Fewer than ten thousand million.
    Good,
    /// More.
    Strong,
}

impl PasswordStrength {
    /// How many characters are looked at: the time that an estimate takes grows faster than their number.
    const LOOKED_AT: usize = 128;

    /// All, from the weakest.
    pub const ALL: [Self; 5] = [
        Self::VeryWeak,
        Self::Weak,
        Self::Fair,
        Self::Good,
        Self::Strong,
    ];

    /// Estimates, for some milliseconds. `known` are words that somebody who guesses would try first.
    pub(super) fn estimate(password: &str, known: &[&str]) -> Self {
        let end = password.char_indices().nth(Self::LOOKED_AT);
        let begin = end.map_or(password, |(end, _)| &password[..end]);
        match zxcvbn::zxcvbn(begin, known).score() {
            Score::Zero => Self::VeryWeak,
            Score::One => Self::Weak,
            Score::Two => Self::Fair,
            Score::Three => Self::Good,
            _ => Self::Strong,
        }
    }
}

/// Estimates on blocking threads, few at a time, since an estimate costs up to some milliseconds of CPU.
#[derive(Clone, derive_more::Debug)]
#[debug("StrengthMeter(..)")]
pub(crate) struct StrengthMeter {
    permits: Arc<Semaphore>,
}

impl StrengthMeter {
    /// How long an estimate may wait for its turn. It is advice: what needs it goes on without.
    const PATIENCE: Duration = Duration::from_secs(2);

    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            permits: Arc::new(Semaphore::new(cores.saturating_sub(1).max(1))),
        }
    }

    /// The strength of a password; `None` if there is no time for it.
    pub(crate) async fn measure(
        &self,
        password: Zeroizing<String>,
        known: Vec<String>,
    ) -> Option<PasswordStrength> {
        let waiting = Arc::clone(&self.permits).acquire_owned();
        let permit = tokio::time::timeout(Self::PATIENCE, waiting).await;
        let permit = permit.ok()?.ok()?;
        let measuring = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            PasswordStrength::estimate(&password, &known)
        });
        measuring.await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessable_passwords_are_weak() {
        use PasswordStrength::{Strong, VeryWeak, Weak};
        for (password, expected) in [
            ("", VeryWeak),
            ("password", VeryWeak),
            ("aaaaaaaaaaaaaaa", VeryWeak),
            ("abcabcabcabcabc", VeryWeak),
            ("qwertyuiopasdfgh", Weak),
            ("four lamps beside a river", Strong),
            ("crème brûlée ☕ at midnight", Strong),
        ] {
            let told = PasswordStrength::estimate(password, &[]);
            assert_eq!(told, expected, "{password}");
        }
    }

    #[test]
    fn own_words_make_a_password_weak() {
        let known = ["nordlichtkontor"];
        let told = |known: &[&str]| PasswordStrength::estimate("nordlichtkontor", known);
        assert!(told(&known) < told(&[]));
    }

    #[tokio::test(start_paused = true)]
    async fn an_estimate_is_done_without_if_there_is_no_turn() {
        let meter = StrengthMeter::new();
        let password = || Zeroizing::new("four lamps beside a river".to_owned());
        let known = || vec!["coffee".to_owned()];
        let told = meter.measure(password(), known()).await;
        assert_eq!(told, Some(PasswordStrength::Strong));
        let all = u32::try_from(meter.permits.available_permits()).unwrap();
        let taken = meter.permits.acquire_many(all).await.unwrap();
        assert_eq!(meter.measure(password(), known()).await, None);
        drop(taken);
    }
}
