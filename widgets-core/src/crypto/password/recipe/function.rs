//! Supported hash functions: argon2id for new hashes, and those of other systems for imported ones.

use argon2::{Argon2, Params, Version};
use zeroize::Zeroizing;

use crate::crypto::password::hash::HashParameters;
use crate::crypto::password::memory::Memory;

/// A hash function with its cost parameters.
#[derive(Clone)]
pub(super) enum Function {
    Argon2 {
        algorithm: argon2::Algorithm,
        version: Version,
        parameters: HashParameters,
    },
    Bcrypt {
        /// Base-2 logarithm of the number of rounds.
        cost: u32,
    },
    Scrypt {
        /// Base-2 logarithm of N.
        log_n: u8,
        r: u32,
        p: u32,
    },
    Pbkdf2 {
        algorithm: pbkdf2::Algorithm,
        iterations: u32,
    },
}

impl Function {
    /// The function for new hashes.
    pub(super) const fn ours(parameters: HashParameters) -> Self {
        Self::Argon2 {
            algorithm: argon2::Algorithm::Argon2id,
            version: Version::V0x13,
            parameters,
        }
    }

    /// Whether one hash is cheap enough for a sign-in: above all common recommendations, but at
    /// most 256 MiB and about a second on a slow machine, since other sign-ins wait meanwhile.
    pub(super) fn is_affordable(&self, output: usize) -> bool {
        const COSTLIEST_BCRYPT: u32 = 14;
        match *self {
            Self::Argon2 { parameters, .. } => parameters.is_affordable(),
            Self::Bcrypt { cost } => (4..=COSTLIEST_BCRYPT).contains(&cost),
            Self::Scrypt { log_n, r, p } => is_affordable_scrypt(log_n, r, p),
            Self::Pbkdf2 {
                algorithm,
                iterations,
            } => is_affordable_pbkdf2(algorithm, iterations, output),
        }
    }

    /// Memory in KiB, and time as a fraction of the most expensive accepted hash of its kind.
    /// Computed independently from the limits documented at [`PasswordHash`](super::PasswordHash),
    /// to test them.
    #[cfg(any(test, fuzzing))]
    pub(super) fn cost(&self, output: usize) -> (u64, f64) {
        match *self {
            Self::Argon2 { parameters, .. } => {
                let passes = f64::from(parameters.passes);
                let gibibytes = f64::from(parameters.memory) * passes / 1_048_576.0;
                let lanes = f64::from(parameters.lanes) / 16.0;
                let time = gibibytes.max(passes / 16.0).max(lanes);
                (parameters.memory.into(), time)
            }
            Self::Bcrypt { cost } => (4, 2_f64.powf(f64::from(cost) - 14.0)),
            Self::Scrypt { log_n, r, p } => {
                let (blocks, time) = (f64::from(r) * f64::from(p), f64::from(log_n).exp2());
                let kibibytes = (u128::from(r) << log_n.min(64)) / 8;
                let kibibytes = u64::try_from(kibibytes).unwrap_or(u64::MAX);
                (kibibytes, time * blocks / 2_f64.powi(21))
            }
            Self::Pbkdf2 {
                algorithm,
                iterations,
            } => {
                let (digest, most) = match algorithm {
                    pbkdf2::Algorithm::Pbkdf2Sha512 => (64, 1e6),
                    _ => (32, 2e6),
                };
                let blocks = u32::try_from(output.div_ceil(digest)).unwrap_or(u32::MAX);
                (1, f64::from(iterations) * f64::from(blocks) / most)
            }
        }
    }

    /// Any function but the current version of argon2id counts as weak, whatever its cost.
    pub(super) fn is_weaker_than(&self, least: HashParameters) -> bool {
        match *self {
            Self::Argon2 {
                algorithm: argon2::Algorithm::Argon2id,
                version: Version::V0x13,
                parameters,
            } => parameters.is_weaker_than(least),
            _ => true,
        }
    }

    /// Computes the hash into `output`; `None` if the parameters are invalid.
    pub(super) fn run(
        &self,
        password: &[u8],
        salt: &[u8],
        output: &mut [u8],
        memory: &Memory,
    ) -> Option<()> {
        match *self {
            Self::Argon2 {
                algorithm,
                version,
                parameters,
            } => {
                let params = parameters.params(output.len())?;
                let blocks = params.block_count();
                let argon2 = Argon2::new(algorithm, version, params);
                memory
                    .with(blocks, |blocks| {
                        argon2.hash_password_into_with_memory(password, salt, output, blocks)
                    })
                    .ok()
            }
            Self::Bcrypt { cost } => {
                let hash = bcrypt::bcrypt(cost, salt.try_into().ok()?, &bcrypt_key(password));
                output.copy_from_slice(hash.get(..output.len())?);
                Some(())
            }
            Self::Scrypt { log_n, r, p } => {
                let params = scrypt::Params::new(log_n, r, p).ok()?;
                scrypt::scrypt(password, salt, &params, output).ok()
            }
            Self::Pbkdf2 {
                algorithm,
                iterations,
            } => {
                let params = pbkdf2::Params::new(iterations).ok()?;
                pbkdf2::pbkdf2_hmac_with_params(password, salt, algorithm, params, output);
                Some(())
            }
        }
    }
}

/// At most 256 MiB, and twice the work recommended by OWASP's password storage cheat sheet.
fn is_affordable_scrypt(log_n: u8, r: u32, p: u32) -> bool {
    const MOST_WORK: u64 = 1 << 21;
    // Larger r or p only occur with an N too small to be useful.
    if log_n == 0 || !(1..=32).contains(&r) || !(1..=16).contains(&p) {
        return false;
    }
    let n = 1_u64.checked_shl(u32::from(log_n));
    let work = n.and_then(|n| n.checked_mul(u64::from(r) * u64::from(p)));
    work.is_some_and(|work| work <= MOST_WORK)
}

/// Each block of output costs all iterations, and SHA-512 more than SHA-256.
fn is_affordable_pbkdf2(algorithm: pbkdf2::Algorithm, iterations: u32, output: usize) -> bool {
    let (digest, most) = match algorithm {
        pbkdf2::Algorithm::Pbkdf2Sha512 => (64, 1_000_000),
        _ => (32, 2_000_000),
    };
    let blocks = u64::try_from(output.div_ceil(digest)).unwrap_or(u64::MAX);
    iterations >= pbkdf2::Params::MIN_ROUNDS && u64::from(iterations).saturating_mul(blocks) <= most
}

/// bcrypt's key: the password with a terminating zero byte, cut to 72 bytes.
fn bcrypt_key(password: &[u8]) -> Zeroizing<Vec<u8>> {
    const LONGEST: usize = 72;
    let with_end = password.iter().copied().chain([0]);
    Zeroizing::new(with_end.take(LONGEST).collect())
}

impl HashParameters {
    /// Whether argon2 accepts the parameters and one hash is cheap enough for a sign-in.
    pub(crate) fn is_affordable(self) -> bool {
        let most = Self::MOST;
        let work = u64::from(self.memory).saturating_mul(u64::from(self.passes));
        self.memory <= most.memory
            && self.passes <= most.passes
            && self.lanes <= most.lanes
            && work <= Self::MOST_WORK
            && self.params(super::Recipe::OUTPUT).is_some()
    }

    fn params(self, output: usize) -> Option<Params> {
        Params::new(self.memory, self.passes, self.lanes, Some(output)).ok()
    }
}
