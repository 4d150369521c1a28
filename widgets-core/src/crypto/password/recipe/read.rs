//! Reading stored hashes of every kind that is known.

use argon2::Version;
use argon2::password_hash::phc;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine as _, alphabet};

use super::Recipe;
use super::function::Function;
use crate::crypto::password::hash::HashParameters;

/// Fewer bytes of output than this would be too easy to meet by chance.
const LEAST_OUTPUT: usize = 16;
/// No kind of hash is written in more bytes.
const LONGEST: usize = 512;

/// Alphabets without padding; bits that no byte needs may be anything, as other systems leave them.
const fn lenient(alphabet: &alphabet::Alphabet) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent);
    GeneralPurpose::new(alphabet, config)
}

const BCRYPT: GeneralPurpose = lenient(&alphabet::BCRYPT);
const ADAPTED: GeneralPurpose = lenient(&alphabet::STANDARD);

/// The recipe of a stored hash, however much it costs.
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

/// `$argon2id$v=19$m=19456,t=2,p=1$salt$output`: the PHC string format. Without a version it is
/// that of 2015.
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

/// Exactly these parameters: any other would change the hash in a way that is not known here.
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

/// `$2b$12$` and 22 characters of salt and 31 of output, in an alphabet of its own. `2a`, `2b` and
/// `2y` are names for the same function; `2x` marks hashes of a broken one.
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

/// `$pbkdf2-sha256$i=600000,l=32$salt$output`, as the PHC string format has it, and
/// `$pbkdf2-sha256$600000$salt$output` with dots for plus signs, as Python's passlib does.
fn pbkdf2(name: &str, cost: &str, salt: &str, output: &str) -> Option<Recipe> {
    let algorithm = match name {
        "pbkdf2-sha256" => pbkdf2::Algorithm::Pbkdf2Sha256,
        "pbkdf2-sha512" => pbkdf2::Algorithm::Pbkdf2Sha512,
        _ => return None,
    };
    let decode = |text: &str| ADAPTED.decode(text.replace('.', "+")).ok();
    let expected = decode(output)?;
    let (iterations, length) = match cost.strip_prefix("i=") {
        Some(named) => named.split_once(",l=").map_or((named, None), split_length),
        None => (cost, None),
    };
    if let Some(length) = length
        && usize::try_from(number(length)?).ok()? != expected.len()
    {
        return None;
    }
    if expected.len() > pbkdf2::Params::MAX_OUTPUT_LENGTH {
        return None;
    }
    Some(Recipe {
        function: Function::Pbkdf2 {
            algorithm,
            iterations: number(iterations)?,
        },
        salt: decode(salt)?,
        expected,
    })
}

fn split_length<'a>((iterations, length): (&'a str, &'a str)) -> (&'a str, Option<&'a str>) {
    (iterations, Some(length))
}

/// `pbkdf2_sha256$600000$salt$output`: Django's. The salt is text.
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

/// A number in digits alone, without zeros before it.
fn number(text: &str) -> Option<u32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && !text.starts_with('0');
    plain.then(|| text.parse().ok())?
}
