//! Parsing of stored hashes of all supported kinds.

use argon2::Version;
use argon2::password_hash::phc;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine as _, alphabet};

use super::Recipe;
use super::function::Function;
use crate::crypto::password::hash::HashParameters;

/// Minimum output in bytes; less would be matched by chance too easily.
const LEAST_OUTPUT: usize = 16;
/// Maximum length of a stored hash in bytes.
const LONGEST: usize = 512;

/// Base64 without padding that ignores unused trailing bits, as other systems leave them set.
const fn lenient(alphabet: &alphabet::Alphabet) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(alphabet, config)
}

const BCRYPT: GeneralPurpose = lenient(&alphabet::BCRYPT);
const ADAPTED: GeneralPurpose = lenient(&alphabet::STANDARD);

/// Parses a stored hash, without a cost limit.
pub(super) fn recipe(text: &str) -> Option<Recipe> {
    if text.len() > LONGEST {
        return None;
    }
    let recipe = match text.split('$').collect::<Vec<_>>()[..] {
        ["", "argon2id" | "argon2i" | "argon2d", ..] => argon2(text),
        ["", "2a" | "2b" | "2y", cost, rest] => bcrypt(cost, rest),
        ["", "scrypt", ..] => scrypt(text),
        ["", name, cost, salt, output] => pbkdf2(name, cost, salt, output),
        ["pbkdf2_sha256", iterations, salt, output] => django(iterations, salt, output),
        _ => None,
    };
    recipe.filter(|recipe| recipe.expected.len() >= LEAST_OUTPUT)
}

/// `$argon2id$v=19$m=19456,t=2,p=1$salt$output`: the PHC string format. No version means 0x10, that
/// of 2015.
fn argon2(text: &str) -> Option<Recipe> {
    let parsed = phc::PasswordHash::new(text).ok()?;
    let version = match parsed.version {
        None | Some(0x10) => Version::V0x10,
        Some(0x13) => Version::V0x13,
        Some(_) => return None,
    };
    let [memory, passes, lanes] = numbers(&parsed, ["m", "t", "p"])?;
    let function = Function::Argon2 {
        algorithm: argon2::Algorithm::new(parsed.algorithm.as_str()).ok()?,
        version,
        parameters: HashParameters {
            memory,
            passes,
            lanes,
        },
    };
    phc_recipe(function, &parsed)
}

/// `$scrypt$ln=17,r=8,p=1$salt$output`: the PHC string format.
fn scrypt(text: &str) -> Option<Recipe> {
    let parsed = phc::PasswordHash::new(text).ok()?;
    let [log_n, r, p] = numbers(&parsed, ["ln", "r", "p"])?;
    let log_n = u8::try_from(log_n).ok()?;
    let unversioned = parsed.version.is_none();
    unversioned.then(|| phc_recipe(Function::Scrypt { log_n, r, p }, &parsed))?
}

/// Reads exactly these parameters: an unknown one would change the hash.
fn numbers<const N: usize>(hash: &phc::PasswordHash, names: [&str; N]) -> Option<[u32; N]> {
    if hash.params.iter().count() != N {
        return None;
    }
    let mut numbers = [0; N];
    for (number, name) in numbers.iter_mut().zip(names) {
        *number = hash.params.get_decimal(name)?;
    }
    Some(numbers)
}

fn phc_recipe(function: Function, hash: &phc::PasswordHash) -> Option<Recipe> {
    Some(Recipe {
        function,
        salt: hash.salt?.to_vec(),
        expected: hash.hash?.as_bytes().to_vec(),
    })
}

/// `$2b$12$`, 22 characters of salt and 31 of output, in bcrypt's base64 alphabet. `2a`, `2b` and
/// `2y` name the same function; `2x` marks hashes of a broken implementation and is refused.
fn bcrypt(cost: &str, rest: &str) -> Option<Recipe> {
    const SALT: usize = 22;
    const OUTPUT: usize = 31;
    if cost.len() != 2 || rest.len() != SALT + OUTPUT || !rest.is_ascii() {
        return None;
    }
    let cost = cost.strip_prefix('0').unwrap_or(cost);
    let (salt, output) = rest.split_at(SALT);
    Some(Recipe {
        function: Function::Bcrypt {
            cost: number(cost)?,
        },
        salt: BCRYPT.decode(salt).ok()?,
        expected: BCRYPT.decode(output).ok()?,
    })
}

/// `$pbkdf2-sha256$i=600000,l=32$salt$output` (PHC string format) or
/// `$pbkdf2-sha256$600000$salt$output` (Python's passlib, which writes dots for plus signs).
fn pbkdf2(name: &str, cost: &str, salt: &str, output: &str) -> Option<Recipe> {
    let algorithm = match name {
        "pbkdf2-sha256" => pbkdf2::Algorithm::Pbkdf2Sha256,
        "pbkdf2-sha512" => pbkdf2::Algorithm::Pbkdf2Sha512,
        _ => return None,
    };
    let decode = |text: &str| ADAPTED.decode(text.replace('.', "+")).ok();
    let expected = decode(output)?;
    let named = cost
        .strip_prefix("i=")
        .and_then(|own| own.split_once(",l="));
    let (iterations, length) = match named {
        Some((iterations, length)) => (iterations, usize::try_from(number(length)?).ok()?),
        None => (cost.strip_prefix("i=").unwrap_or(cost), expected.len()),
    };
    let fits = length == expected.len() && length <= pbkdf2::Params::MAX_OUTPUT_LENGTH;
    fits.then_some(Recipe {
        function: Function::Pbkdf2 {
            algorithm,
            iterations: number(iterations)?,
        },
        salt: decode(salt)?,
        expected,
    })
}

/// `pbkdf2_sha256$600000$salt$output`: Django's format. The salt is plain text.
fn django(iterations: &str, salt: &str, output: &str) -> Option<Recipe> {
    let expected = STANDARD.decode(output).ok()?;
    (expected.len() == 32 && !salt.is_empty()).then_some(Recipe {
        function: Function::Pbkdf2 {
            algorithm: pbkdf2::Algorithm::Pbkdf2Sha256,
            iterations: number(iterations)?,
        },
        salt: salt.as_bytes().to_vec(),
        expected,
    })
}

/// A decimal number without sign or leading zeros.
fn number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && !text.starts_with('0');
    plain.then(|| text.parse().ok())?
}
