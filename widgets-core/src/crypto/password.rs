//! Passwords: argon2id on blocking threads, a few at a time, in memory that is used again.
//!
//! Unbounded hashing lets a few hundred sign-ins take all memory and starve every page; a permit
//! for each core but one keeps pages quick and hashes at nearly full speed.

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use subtle::ConstantTimeEq as _;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::random::{EntropyError, random_bytes};

/// How much work a hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashParameters {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl HashParameters {
    /// 19 MiB, two passes, one lane: the least that OWASP's password storage cheat sheet asks of
    /// argon2id.
    pub const RECOMMENDED: Self = Self {
        memory: 19_456,
        passes: 2,
        lanes: 1,
    };

    /// Beyond this an imported hash would let one sign-in take the machine.
    const MOST: Self = Self {
        memory: 262_144,
        passes: 16,
        lanes: 16,
    };

    /// Whether it takes less memory or fewer passes; lanes only share the same work.
    pub(crate) const fn is_weaker_than(self, other: Self) -> bool {
        self.memory < other.memory || self.passes < other.passes
    }
}

impl Default for HashParameters {
    fn default() -> Self {
        Self::RECOMMENDED
    }
}

/// A stored hash in the PHC string format. `Debug` never prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Reads a hash made here or elsewhere: argon2id, argon2i or argon2d, version 19, with salt and
    /// output, costing at most 256 MiB, 16 passes and 16 lanes. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Recipe::of(text).map(|_| Self(text.to_owned()))
    }

    /// The text to store.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// Why a new password was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Fewer characters than asked for.
    #[error("the password has fewer than {least} characters")]
    TooShort {
        /// How many it must have.
        least: usize,
    },
    /// More bytes than are ever hashed.
    #[error("the password has more than {most} bytes")]
    TooLong {
        /// How many it may have.
        most: usize,
    },
}

/// A password that may be set. It is taken as typed: nothing trimmed, nothing cut.
pub struct NewPassword(Zeroizing<String>);

impl NewPassword {
    /// How many characters a password needs where it is the only factor (NIST SP 800-63B-4,
    /// section 3.1.1.2).
    pub const LEAST: usize = 15;
    /// More bytes than this are refused before anything is hashed.
    pub const MOST_BYTES: usize = 1024;

    /// Checks the length of a password to be set.
    ///
    /// # Errors
    ///
    /// [`PasswordRefusal`] says which bound it breaks.
    pub fn parse(typed: &str) -> Result<Self, PasswordRefusal> {
        if typed.len() > Self::MOST_BYTES {
            return Err(PasswordRefusal::TooLong {
                most: Self::MOST_BYTES,
            });
        }
        if typed.chars().count() < Self::LEAST {
            return Err(PasswordRefusal::TooShort { least: Self::LEAST });
        }
        Ok(Self(Zeroizing::new(typed.to_owned())))
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(..)")
    }
}

/// What comparing a typed password with a stored hash gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verification {
    /// It is another one, or there is none to compare with.
    Wrong,
    /// It is the right one.
    Right,
    /// It is the right one, and its hash costs less than it should by now.
    RightButWeak,
}

/// Why a password could not be hashed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HashFault {
    #[error("password hashing is busy: no permit within {0:?}")]
    Busy(Duration),
    #[error("password hashing failed: {0}")]
    Failed(&'static str),
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// Hashes and verifies passwords for the whole process.
#[derive(Clone)]
pub struct PasswordHashes {
    parameters: HashParameters,
    permits: Arc<Semaphore>,
    memory: Arc<Memory>,
    done: Arc<AtomicU64>,
    /// Compared with when there is no hash, so that an unknown account costs what a known one does.
    nobody: PasswordHash,
}

impl PasswordHashes {
    const PATIENCE: Duration = Duration::from_secs(15);

    /// Hashing with these parameters, on as many threads as the machine has cores, less one.
    ///
    /// # Errors
    ///
    /// [`EntropyError`] when the operating system gives no random bytes.
    pub fn new(parameters: HashParameters) -> Result<Self, EntropyError> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let output = random_bytes::<{ Recipe::OUTPUT }>()?;
        let nobody = Recipe::fresh(parameters)?.write(&output);
        Ok(Self {
            parameters,
            permits: Arc::new(Semaphore::new(cores.saturating_sub(1).max(1))),
            memory: Arc::default(),
            done: Arc::default(),
            nobody,
        })
    }

    /// How many hashes have been computed: tests count this where they cannot trust time.
    #[must_use]
    pub fn computed(&self) -> u64 {
        self.done.load(Ordering::SeqCst)
    }

    /// The hash of a new password.
    pub(crate) async fn hash(&self, password: NewPassword) -> Result<PasswordHash, HashFault> {
        let recipe = Recipe::fresh(self.parameters)?;
        let output = self.compute(recipe.clone(), password.0).await?;
        Ok(recipe.write(&output))
    }

    /// Compares a typed password with a stored hash, doing the same work when there is none.
    pub(crate) async fn verify(
        &self,
        typed: &Zeroizing<String>,
        stored: Option<&PasswordHash>,
    ) -> Result<Verification, HashFault> {
        let against = stored.unwrap_or(&self.nobody);
        let recipe = Recipe::of(&against.0).ok_or(HashFault::Failed(
            "a stored password hash is not one of ours",
        ))?;
        let output = self.compute(recipe.clone(), typed.clone()).await?;
        let equal = bool::from(output.as_slice().ct_eq(&recipe.expected));
        Ok(
            match (
                equal && stored.is_some(),
                recipe.is_weaker_than(self.parameters),
            ) {
                (false, _) => Verification::Wrong,
                (true, false) => Verification::Right,
                (true, true) => Verification::RightButWeak,
            },
        )
    }

    /// The same password hashed as strongly as it should be by now.
    pub(crate) async fn strengthen(
        &self,
        typed: Zeroizing<String>,
    ) -> Result<PasswordHash, HashFault> {
        self.hash(NewPassword(typed)).await
    }

    async fn compute(
        &self,
        recipe: Recipe,
        password: Zeroizing<String>,
    ) -> Result<Vec<u8>, HashFault> {
        let permit = tokio::time::timeout(Self::PATIENCE, self.permits.clone().acquire_owned())
            .await
            .map_err(|_| HashFault::Busy(Self::PATIENCE))?
            .map_err(|_| HashFault::Failed("the permits are closed"))?;
        let memory = Arc::clone(&self.memory);
        let done = Arc::clone(&self.done);
        let output = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut blocks = memory.borrow();
            let output = recipe.run(password.as_bytes(), &mut blocks);
            memory.give_back(blocks);
            done.fetch_add(1, Ordering::SeqCst);
            output
        })
        .await
        .map_err(|_| HashFault::Failed("the hashing thread ended early"))?;
        self.memory.free_when_idle();
        output.ok_or(HashFault::Failed("argon2 refused its parameters"))
    }
}

impl fmt::Debug for PasswordHashes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PasswordHashes({:?}, ..)", self.parameters)
    }
}

/// Everything that decides a hash but the password.
#[derive(Clone)]
struct Recipe {
    algorithm: Algorithm,
    parameters: HashParameters,
    salt: Vec<u8>,
    expected: Vec<u8>,
}

impl Recipe {
    const OUTPUT: usize = 32;
    const SALT: usize = 16;

    fn fresh(parameters: HashParameters) -> Result<Self, EntropyError> {
        let salt = random_bytes::<{ Self::SALT }>()?.to_vec();
        Ok(Self {
            algorithm: Algorithm::Argon2id,
            parameters,
            salt,
            expected: Vec::new(),
        })
    }

    fn of(text: &str) -> Option<Self> {
        let parsed = phc::PasswordHash::new(text).ok()?;
        let algorithm = Algorithm::new(parsed.algorithm.as_str()).ok()?;
        let number = |name| parsed.params.get_decimal(name);
        let parameters = HashParameters {
            memory: number("m")?,
            passes: number("t")?,
            lanes: number("p")?,
        };
        let most = HashParameters::MOST;
        let affordable = parameters.memory <= most.memory
            && parameters.passes <= most.passes
            && parameters.lanes <= most.lanes;
        let current = parsed.version == Some(u32::from(Version::V0x13));
        let salt = parsed.salt?.to_vec();
        let expected = parsed.hash?.as_bytes().to_vec();
        Params::new(
            parameters.memory,
            parameters.passes,
            parameters.lanes,
            Some(expected.len()),
        )
        .ok()?;
        (affordable && current).then_some(Self {
            algorithm,
            parameters,
            salt,
            expected,
        })
    }

    fn is_weaker_than(&self, parameters: HashParameters) -> bool {
        self.algorithm != Algorithm::Argon2id || self.parameters.is_weaker_than(parameters)
    }

    fn run(&self, password: &[u8], blocks: &mut Vec<Block>) -> Option<Vec<u8>> {
        let length = if self.expected.is_empty() {
            Self::OUTPUT
        } else {
            self.expected.len()
        };
        let HashParameters {
            memory,
            passes,
            lanes,
        } = self.parameters;
        let params = Params::new(memory, passes, lanes, Some(length)).ok()?;
        blocks.resize(params.block_count().max(blocks.len()), Block::default());
        let mut output = vec![0; length];
        Argon2::new(self.algorithm, Version::V0x13, params)
            .hash_password_into_with_memory(
                password,
                &self.salt,
                &mut output,
                blocks.as_mut_slice(),
            )
            .ok()?;
        Some(output)
    }

    fn write(&self, output: &[u8]) -> PasswordHash {
        let HashParameters {
            memory,
            passes,
            lanes,
        } = self.parameters;
        let [salt, output] = [&self.salt[..], output].map(|bytes| STANDARD_NO_PAD.encode(bytes));
        PasswordHash(format!(
            "$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${output}"
        ))
    }
}

/// Blocks that wait for the next hash, so that it does not ask the system for 19 MiB again.
#[derive(Default)]
struct Memory {
    waiting: Mutex<Vec<Vec<Block>>>,
    used: Mutex<Option<Instant>>,
    watched: AtomicBool,
}

impl Memory {
    const IDLE: Duration = Duration::from_secs(10);

    fn borrow(&self) -> Vec<Block> {
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
            .unwrap_or_default()
    }

    fn give_back(&self, blocks: Vec<Block>) {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        self.waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(blocks);
    }

    /// Frees the blocks once nothing was hashed for ten seconds; one watcher is enough.
    fn free_when_idle(self: &Arc<Self>) {
        if self.watched.swap(true, Ordering::SeqCst) {
            return;
        }
        let memory = Arc::clone(self);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Self::IDLE).await;
                let used = *memory.used.lock().unwrap_or_else(PoisonError::into_inner);
                if used.is_none_or(|at| at.elapsed() >= Self::IDLE) {
                    break;
                }
            }
            memory.watched.store(false, Ordering::SeqCst);
            memory
                .waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clear();
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: HashParameters = HashParameters {
        memory: 8,
        passes: 1,
        lanes: 1,
    };

    fn typed(text: &str) -> Zeroizing<String> {
        Zeroizing::new(text.to_owned())
    }

    #[tokio::test]
    async fn a_password_verifies_whole_and_as_typed() {
        let hashes = PasswordHashes::new(CHEAP).unwrap();
        let long = format!(" {}é☕ ", "x".repeat(90));
        let hash = hashes
            .hash(NewPassword::parse(&long).unwrap())
            .await
            .unwrap();
        let verdict = |text: String| {
            let (hashes, hash) = (hashes.clone(), hash.clone());
            async move { hashes.verify(&typed(&text), Some(&hash)).await.unwrap() }
        };
        assert_eq!(verdict(long.clone()).await, Verification::Right);
        assert_eq!(verdict(long.trim().to_owned()).await, Verification::Wrong);
        assert_eq!(verdict(long[..73].to_owned()).await, Verification::Wrong);
    }

    #[tokio::test]
    async fn attack_036_no_hash_means_the_same_work_and_never_a_match() {
        let hashes = PasswordHashes::new(CHEAP).unwrap();
        for text in ["", "anything at all"] {
            let before = hashes.computed();
            assert_eq!(
                hashes.verify(&typed(text), None).await.unwrap(),
                Verification::Wrong
            );
            assert_eq!(hashes.computed(), before + 1);
        }
    }

    #[tokio::test]
    async fn attack_037_the_default_is_strong_and_weaker_hashes_are_noticed() {
        let weak = PasswordHashes::new(CHEAP).unwrap();
        let old = weak
            .hash(NewPassword::parse("a long enough one").unwrap())
            .await
            .unwrap();
        let strong = PasswordHashes::new(HashParameters::default()).unwrap();
        let verdict = strong
            .verify(&typed("a long enough one"), Some(&old))
            .await
            .unwrap();
        assert_eq!(verdict, Verification::RightButWeak);
        let new = strong.strengthen(typed("a long enough one")).await.unwrap();
        assert!(new.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(format!("{new:?}"), "PasswordHash(..)");
        assert!(
            PasswordHash::parse(
                "$argon2id$v=19$m=99999999,t=2,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA"
            )
            .is_none()
        );
    }

    #[test]
    fn the_length_is_checked_before_anything_else() {
        assert!(matches!(
            NewPassword::parse("short"),
            Err(PasswordRefusal::TooShort { least: 15 })
        ));
        assert!(NewPassword::parse(&"x".repeat(64)).is_ok());
        assert!(matches!(
            NewPassword::parse(&"x".repeat(1_000_000)),
            Err(PasswordRefusal::TooLong { .. })
        ));
    }
}
