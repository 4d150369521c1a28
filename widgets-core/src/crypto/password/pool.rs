//! Password hashing on a bounded number of blocking threads.

use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::{Either, select};
use subtle::ConstantTimeEq as _;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

use super::hash::{HashFault, HashParameters, PasswordHash, Verification};
use super::memory::Memory;
use super::new::{NewPassword, composed};
use super::recipe::Recipe;
use super::timing_equalizer::TimingEqualizer;
use super::turns::{Turn, Turns};
use crate::types::EntropyError;
use crate::types::clock::Clock;
use crate::types::random::random_bytes;

/// Hashes and verifies passwords for the whole process. Clones share the permits.
#[derive(Clone, derive_more::Debug)]
#[debug("PasswordHashes({parameters:?}, ..)")]
pub struct PasswordHashes {
    parameters: HashParameters,
    permits: Arc<Semaphore>,
    /// What strangers hold besides a permit.
    turns: Turns,
    timing_equalizer: Arc<TimingEqualizer>,
    done: Arc<AtomicU64>,
    memory: Arc<Memory>,
    /// The clock that waits are counted by; `None` counts elapsed time.
    clock: Option<Arc<dyn Clock>>,
    /// Stands in for the hash of an unknown account, so that timing does not allow account
    /// enumeration.
    nobody: PasswordHash,
}

/// Who has a password hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asker {
    /// A signed-in user, the host, or a browser that the account knows.
    Known,
    /// Anybody else, by the first address of their widest network; `None` if it is unknown.
    Stranger(Option<IpAddr>),
}

impl PasswordHashes {
    /// How long a hash may wait for its turn.
    const PATIENCE: Duration = Duration::from_secs(15);
    /// How often a clock that the host gave is looked at meanwhile.
    const LOOK: Duration = Duration::from_millis(50);

    /// Creates a pool with one permit per core, less one (at least one).
    ///
    /// # Errors
    ///
    /// [`EntropyError`] if the operating system provides no random bytes.
    pub fn new(parameters: HashParameters) -> Result<Self, EntropyError> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let permits = cores.saturating_sub(1).max(1);
        let output = random_bytes::<{ Recipe::OUTPUT }>()?;
        let nobody = Recipe::fresh(parameters)?.write(parameters, &output);
        Ok(Self {
            parameters,
            permits: Arc::new(Semaphore::new(permits)),
            turns: Turns::new(permits),
            timing_equalizer: Arc::default(),
            done: Arc::default(),
            memory: Arc::default(),
            clock: None,
            nobody,
        })
    }

    /// Counts waits by this clock, if there is one, so that no test depends on how fast a machine hashes.
    pub(crate) fn by_clock(mut self, clock: Option<Arc<dyn Clock>>) -> Self {
        self.clock = clock;
        self
    }

    /// Number of hashes computed so far. Lets tests count work instead of measuring time.
    #[must_use]
    pub fn computed(&self) -> u64 {
        self.done.load(Ordering::SeqCst)
    }

    /// Hashes a new password.
    pub(crate) async fn hash(
        &self,
        password: &NewPassword,
        from: Asker,
    ) -> Result<PasswordHash, HashFault> {
        let recipe = Recipe::fresh(self.parameters)?;
        let computed = self
            .compute(recipe.clone(), password.0.clone(), from)
            .await?;
        Ok(recipe.write(self.parameters, &computed.output))
    }

    /// Compares a typed password with a stored hash. Does the same work if there is none, against
    /// account enumeration: one hash, and a second one if the text is not in composed form (see
    /// [`NewPassword`]), because imported and older hashes are of the text as typed.
    pub(crate) async fn verify(
        &self,
        typed: &Zeroizing<String>,
        stored: Option<&PasswordHash>,
        from: Asker,
    ) -> Result<Verification, HashFault> {
        let against = stored.unwrap_or(&self.nobody);
        let recipe = Recipe::of(&against.0).ok_or(HashFault::Failed(
            "a stored password hash is of no known kind",
        ))?;
        let composed = composed(typed);
        let is_composed = composed == *typed;
        let verdict = self.compare(&recipe, composed, from).await?;
        if stored.is_some() && verdict {
            return Ok(if recipe.is_weaker_than(self.parameters) {
                Verification::RightButWeak
            } else {
                Verification::Right
            });
        }
        let as_typed = !is_composed && self.compare(&recipe, typed.clone(), from).await?;
        Ok(if stored.is_some() && as_typed {
            Verification::RightButWeak
        } else {
            Verification::Wrong
        })
    }

    /// Hashes a password again with the current parameters.
    pub(crate) async fn strengthen(
        &self,
        typed: Zeroizing<String>,
    ) -> Result<PasswordHash, HashFault> {
        self.hash(&NewPassword(composed(&typed)), Asker::Known)
            .await
    }

    /// Compares with one hash. A mismatch is delayed to the duration of the slowest kind of hash.
    async fn compare(
        &self,
        recipe: &Recipe,
        password: Zeroizing<String>,
        from: Asker,
    ) -> Result<bool, HashFault> {
        let computed = self.compute(recipe.clone(), password, from).await?;
        let equal = bool::from(computed.output.as_slice().ct_eq(&recipe.expected));
        if !equal {
            tokio::time::sleep(self.timing_equalizer.rest(computed.took)).await;
        }
        Ok(equal)
    }

    /// A permit, for which strangers wait in queues of their own: whoever is known waits behind as many
    /// strangers as there are permits, and no more.
    async fn permits(
        &self,
        from: Asker,
    ) -> Result<(Option<Turn>, OwnedSemaphorePermit), AcquireError> {
        let turn = match from {
            Asker::Known => None,
            Asker::Stranger(network) => Some(self.turns.of(network).await?),
        };
        Ok((turn, Arc::clone(&self.permits).acquire_owned().await?))
    }

    /// Comes back when a wait that begins now has lasted too long.
    async fn lost_patience(&self) {
        let Some(clock) = &self.clock else {
            return tokio::time::sleep(Self::PATIENCE).await;
        };
        let begun = clock.now();
        while clock.now().since(begun) < Self::PATIENCE {
            tokio::time::sleep(Self::LOOK).await;
        }
    }

    async fn compute(
        &self,
        recipe: Recipe,
        password: Zeroizing<String>,
        from: Asker,
    ) -> Result<Computed, HashFault> {
        let is_ours = !recipe.is_weaker_than(self.parameters);
        let (waiting, losing) = (pin!(self.permits(from)), pin!(self.lost_patience()));
        let permits = match select(waiting, losing).await {
            Either::Left((permits, _)) => permits,
            Either::Right(_) => return Err(HashFault::Busy(Self::PATIENCE)),
        };
        let permits = permits.map_err(|_| HashFault::Failed("the permits are closed"))?;
        let (done, memory) = (Arc::clone(&self.done), Arc::clone(&self.memory));
        let (output, took) = tokio::task::spawn_blocking(move || {
            let _permits = permits;
            let started = Instant::now();
            let output = recipe.run(password.as_bytes(), &memory);
            done.fetch_add(1, Ordering::SeqCst);
            (output, started.elapsed())
        })
        .await
        .map_err(|_| HashFault::Failed("the hashing thread ended early"))?;
        self.memory.free_when_idle();
        self.timing_equalizer.note(is_ours, took);
        let output = output.ok_or(HashFault::Failed(
            "the hash function refused its parameters",
        ))?;
        Ok(Computed { output, took })
    }
}

/// Output of a hash function, and how long it took.
struct Computed {
    output: Vec<u8>,
    took: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::clock::{ManualClock, Timestamp};

    const CHEAP: HashParameters = HashParameters {
        memory: 8,
        passes: 1,
        lanes: 1,
    };

    /// Whether a hash is given up that has no permit for `pause`, by elapsed time or by a clock that has
    /// moved by `shown` when that is over.
    async fn is_given_up(pause: Duration, shown: Option<Duration>) -> bool {
        let clock = Arc::new(ManualClock::new(Timestamp::from_micros(0)));
        let given = shown.map(|_| Arc::clone(&clock) as Arc<dyn Clock>);
        let hashes = PasswordHashes::new(CHEAP).unwrap().by_clock(given);
        let all = u32::try_from(hashes.permits.available_permits()).unwrap();
        let taken = Arc::clone(&hashes.permits).acquire_many_owned(all).await;
        let typed = Zeroizing::new("a guess".to_owned());
        let giving_back = async {
            tokio::time::sleep(pause).await;
            clock.advance(shown.unwrap_or_default());
            tokio::time::sleep(2 * PasswordHashes::LOOK).await;
            drop(taken);
        };
        let verifying = hashes.verify(&typed, None, Asker::Stranger(None));
        let (verified, ()) = tokio::join!(verifying, giving_back);
        matches!(verified, Err(HashFault::Busy(_)))
    }

    #[tokio::test(start_paused = true)]
    async fn a_hash_waits_fifteen_seconds_for_its_turn() {
        let [short, long] = [14, 16].map(Duration::from_secs);
        assert!(!is_given_up(short, None).await);
        assert!(is_given_up(long, None).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_is_counted_by_the_clock_that_the_host_gave() {
        let [short, long] = [14, 16].map(Duration::from_secs);
        assert!(!is_given_up(Duration::from_hours(24), Some(short)).await);
        assert!(is_given_up(Duration::ZERO, Some(long)).await);
    }
}
