//! The functions passwords are hashed with: ours, and those of systems people come from.

use argon2::{Argon2, Block, Params, Version};
use zeroize::Zeroizing;

use crate::crypto::password::hash::HashParameters;

/// A function and what it costs.
#[derive(Clone)]
pub(super) enum Function {
    Argon2 {
        algorithm: argon2::Algorithm,
        version: Version,
        parameters: HashParameters,
    },
    Bcrypt {
        /// The logarithm of the number of rounds.
        cost: u32,
    },
    Scrypt {
        /// The logarithm of N.
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
    /// What new passwords are hashed with.
    pub(super) const fn ours(parameters: HashParameters) -> Self {
        Self::Argon2 {
            algorithm: argon2::Algorithm::Argon2id,
            version: Version::V0x13,
            parameters,
        }
    }

    /// Whether one hash takes so little that a sign-in may ask for it: more than is recommended
    /// anywhere, but no more than 256 MiB, nor much more than a second of a slow machine, during which
    /// others wait.
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

    /// Memory in KiB, and time as a share of the dearest that is promised of its kind, reckoned anew
    /// from what the documentation of [`PasswordHash`](super::PasswordHash) says.
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

    /// Everything but argon2id of today is weak, whatever it cost.
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

    /// Fills `output`; `None` when the parameters are refused.
    pub(super) fn run(
        &self,
        password: &[u8],
        salt: &[u8],
        output: &mut [u8],
        blocks: &mut Vec<Block>,
    ) -> Option<()> {
        match *self {
            Self::Argon2 {
                algorithm,
                version,
                parameters,
            } => {
                let params = parameters.params(output.len())?;
                blocks.resize(params.block_count().max(blocks.len()), Block::default());
                Argon2::new(algorithm, version, params)
                    .hash_password_into_with_memory(password, salt, output, blocks.as_mut_slice())
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

/// At most 256 MiB, and twice the work that OWASP's password storage cheat sheet recommends.
fn is_affordable_scrypt(log_n: u8, r: u32, p: u32) -> bool {
    const MOST_WORK: u64 = 1 << 21;
    // Larger than these only where N is too small to be worth anything.
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

/// What bcrypt sees of a password: the bytes with a zero after them, of which it takes the first 72.
fn bcrypt_key(password: &[u8]) -> Zeroizing<Vec<u8>> {
    const LONGEST: usize = 72;
    let with_end = password.iter().copied().chain([0]);
    Zeroizing::new(with_end.take(LONGEST).collect())
}

impl HashParameters {
    /// Whether argon2 takes them at all, and one hash costs no more than a sign-in may ask for.
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
