//! How a hash is made.

use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::hash::{HashParameters, PasswordHash};
use crate::crypto::random::{EntropyError, random_bytes};

/// Everything that decides a hash but the password.
#[derive(Clone)]
pub(super) struct Recipe {
    algorithm: Algorithm,
    parameters: HashParameters,
    salt: Vec<u8>,
    pub(super) expected: Vec<u8>,
}

impl Recipe {
    pub(super) const OUTPUT: usize = 32;
    const SALT: usize = 16;

    pub(super) fn fresh(parameters: HashParameters) -> Result<Self, EntropyError> {
        let salt = random_bytes::<{ Self::SALT }>()?.to_vec();
        Ok(Self {
            algorithm: Algorithm::Argon2id,
            parameters,
            salt,
            expected: Vec::new(),
        })
    }

    pub(super) fn of(text: &str) -> Option<Self> {
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

    pub(super) fn is_weaker_than(&self, parameters: HashParameters) -> bool {
        self.algorithm != Algorithm::Argon2id || self.parameters.is_weaker_than(parameters)
    }

    pub(super) fn run(&self, password: &[u8], blocks: &mut Vec<Block>) -> Option<Vec<u8>> {
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

    pub(super) fn write(&self, output: &[u8]) -> PasswordHash {
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
