//! Everything that determines a hash, except the password.

mod function;
mod read;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use self::function::Function;
use super::hash::{HashParameters, PasswordHash};
use super::memory::Memory;
use crate::types::EntropyError;
use crate::types::random::random_bytes;

/// A function with its cost, a salt, and the expected output.
#[derive(Clone)]
pub(super) struct Recipe {
    function: Function,
    salt: Vec<u8>,
    pub(super) expected: Vec<u8>,
}

impl Recipe {
    pub(super) const OUTPUT: usize = 32;
    const SALT: usize = 16;

    /// A recipe for a new hash, with a random salt.
    pub(super) fn fresh(parameters: HashParameters) -> Result<Self, EntropyError> {
        Ok(Self {
            function: Function::ours(parameters),
            salt: random_bytes::<{ Self::SALT }>()?.to_vec(),
            expected: Vec::new(),
        })
    }

    /// Parses a stored hash; `None` if its kind is unknown, or it exceeds the cost limits.
    pub(super) fn of(text: &str) -> Option<Self> {
        read::recipe(text).filter(|recipe| recipe.function.is_affordable(recipe.expected.len()))
    }

    /// Whether a new hash would be stronger.
    pub(super) fn is_weaker_than(&self, parameters: HashParameters) -> bool {
        self.function.is_weaker_than(parameters)
    }

    /// See [`PasswordHash::cost`].
    #[cfg(any(test, fuzzing))]
    pub(super) fn cost(&self) -> (u64, f64) {
        self.function.cost(self.expected.len())
    }

    pub(super) fn run(&self, password: &[u8], memory: &Memory) -> Option<Vec<u8>> {
        let length = match self.expected.len() {
            0 => Self::OUTPUT,
            length => length,
        };
        let mut output = vec![0; length];
        self.function
            .run(password, &self.salt, &mut output, memory)?;
        Some(output)
    }

    /// The stored form (PHC string) of a hash made with a fresh recipe.
    pub(super) fn write(&self, parameters: HashParameters, output: &[u8]) -> PasswordHash {
        let HashParameters {
            memory,
            passes,
            lanes,
        } = parameters;
        let [salt, output] = [&self.salt[..], output].map(|bytes| STANDARD_NO_PAD.encode(bytes));
        PasswordHash(format!(
            "$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${output}"
        ))
    }
}
