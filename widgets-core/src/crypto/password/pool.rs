//! Password hashing on a bounded number of blocking threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use subtle::ConstantTimeEq as _;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::hash::{HashFault, HashParameters, PasswordHash, Verification};
use super::new::{NewPassword, composed};
use super::recipe::Recipe;
use super::timing_equalizer::TimingEqualizer;
use crate::types::random::{EntropyError, random_bytes};

/// Hashes and verifies passwords for the whole process. Clones share the permits.
#[derive(Clone, derive_more::Debug)]
#[debug("PasswordHashes({parameters:?}, ..)")]
pub struct PasswordHashes {
    parameters: HashParameters,
    permits: Arc<Semaphore>,
    timing_equalizer: Arc<TimingEqualizer>,
    done: Arc<AtomicU64>,
    /// Stands in for the hash of an unknown account, so that timing does not allow account
    /// enumeration.
    nobody: PasswordHash,
}

impl PasswordHashes {
    const PATIENCE: Duration = Duration::from_secs(15);

    /// Creates a pool with one permit per core, less one (at least one).
    ///
    /// # Errors
    ///
    /// [`EntropyError`] if the operating system provides no random bytes.
    pub fn new(parameters: HashParameters) -> Result<Self, EntropyError> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let output = random_bytes::<{ Recipe::OUTPUT }>()?;
        let nobody = Recipe::fresh(parameters)?.write(parameters, &output);
        Ok(Self {
            parameters,
            permits: Arc::new(Semaphore::new(cores.saturating_sub(1).max(1))),
            timing_equalizer: Arc::default(),
            done: Arc::default(),
            nobody,
        })
    }

    /// Number of hashes computed so far. Lets tests count work instead of measuring time.
    #[must_use]
    pub fn computed(&self) -> u64 {
        self.done.load(Ordering::SeqCst)
    }

    /// Hashes a new password.
    pub(crate) async fn hash(&self, password: &NewPassword) -> Result<PasswordHash, HashFault> {
        let recipe = Recipe::fresh(self.parameters)?;
        let computed = self.compute(recipe.clone(), password.0.clone()).await?;
        Ok(recipe.write(self.parameters, &computed.output))
    }

    /// Compares a typed password with a stored hash. Does the same work if there is none, against
    /// account enumeration: one hash, and a second one if the text is not in composed form (see
    /// [`NewPassword`]), because imported and older hashes are of the text as typed.
    pub(crate) async fn verify(
        &self,
        typed: &Zeroizing<String>,
        stored: Option<&PasswordHash>,
    ) -> Result<Verification, HashFault> {
        let against = stored.unwrap_or(&self.nobody);
        let recipe = Recipe::of(&against.0).ok_or(HashFault::Failed(
            "a stored password hash is of no known kind",
        ))?;
        let composed = composed(typed);
        let is_composed = composed == *typed;
        let verdict = self.compare(&recipe, composed).await?;
        if stored.is_some() && verdict {
            return Ok(if recipe.is_weaker_than(self.parameters) {
                Verification::RightButWeak
            } else {
                Verification::Right
            });
        }
        let as_typed = !is_composed && self.compare(&recipe, typed.clone()).await?;
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
        self.hash(&NewPassword(composed(&typed))).await
    }

    /// Compares with one hash. A mismatch is delayed to the duration of the slowest kind of hash.
    async fn compare(
        &self,
        recipe: &Recipe,
        password: Zeroizing<String>,
    ) -> Result<bool, HashFault> {
        let computed = self.compute(recipe.clone(), password).await?;
        let equal = bool::from(computed.output.as_slice().ct_eq(&recipe.expected));
        if !equal {
            tokio::time::sleep(self.timing_equalizer.rest(computed.took)).await;
        }
        Ok(equal)
    }

    async fn compute(
        &self,
        recipe: Recipe,
        password: Zeroizing<String>,
    ) -> Result<Computed, HashFault> {
        let is_ours = !recipe.is_weaker_than(self.parameters);
        let permit = tokio::time::timeout(Self::PATIENCE, self.permits.clone().acquire_owned())
            .await
            .map_err(|_| HashFault::Busy(Self::PATIENCE))?
            .map_err(|_| HashFault::Failed("the permits are closed"))?;
        let done = Arc::clone(&self.done);
        let (output, took) = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let started = Instant::now();
            let output = recipe.run(password.as_bytes());
            done.fetch_add(1, Ordering::SeqCst);
            (output, started.elapsed())
        })
        .await
        .map_err(|_| HashFault::Failed("the hashing thread ended early"))?;
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
