//! The codes of authenticator apps (RFC 6238), with the parameters that every app knows: SHA-1, six digits,
//! thirty seconds.

use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

use super::code::typed_digits;
use crate::types::random::random_bytes;
use crate::types::{EntropyError, Timestamp};

/// Number of digits of a code.
const DIGITS: u8 = 6;
/// How long a code is shown, in seconds.
const STEP: u64 = 30;
/// How many steps a clock may be wrong, to either side (RFC 6238, section 5.2).
const SKEW: u16 = 1;

/// What a host and an authenticator app share: 160 random bits (RFC 4226, section 4). `Debug` never prints
/// it.
#[derive(Clone, derive_more::Debug)]
#[debug("AuthenticatorSecret(..)")]
pub(crate) struct AuthenticatorSecret(Zeroizing<Vec<u8>>);

/// A code as it was typed: six digits. `Debug` never prints it.
#[derive(Clone, derive_more::Debug)]
#[debug("AuthenticatorCode(..)")]
pub(crate) struct AuthenticatorCode(Zeroizing<String>);

impl AuthenticatorCode {
    /// Number of digits.
    pub(crate) const DIGITS: usize = 6;

    /// Parses what was typed or pasted, as [`Code::parse`](super::Code::parse) does.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        typed_digits(typed, Self::DIGITS).map(Self)
    }
}

impl AuthenticatorSecret {
    const BYTES: usize = 20;

    /// Generates a secret.
    pub(crate) fn mint() -> Result<Self, EntropyError> {
        let bytes = Zeroizing::new(random_bytes::<{ Self::BYTES }>()?);
        Ok(Self(Zeroizing::new(bytes.to_vec())))
    }

    /// Restores a secret that was sealed; `None` if it is none.
    pub(crate) fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        let bytes = Zeroizing::new(bytes);
        (bytes.len() == Self::BYTES).then_some(Self(bytes))
    }

    /// The bytes, to be sealed only.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret in base32, in groups of four for typing.
    pub(crate) fn setup_key(&self) -> Zeroizing<String> {
        let text = Zeroizing::new(self.totp("", "").secret().to_base32());
        let mut grouped = Zeroizing::new(String::with_capacity(text.len() * 5 / 4));
        for (at, one) in text.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(one);
        }
        grouped
    }

    /// The address that an app reads from a QR code (Key URI format): it holds the secret, and under which
    /// names the app lists it. `None` if the account has no name.
    pub(crate) fn address(&self, issuer: &str, account: &str) -> Option<Zeroizing<String>> {
        let address = self.totp(issuer, account).to_url();
        address.ok().map(Zeroizing::new)
    }

    /// The time step whose code this is, if it is one of now or of the step before or after. Compares in
    /// constant time.
    pub(crate) fn matching_step(&self, code: &AuthenticatorCode, at: Timestamp) -> Option<i64> {
        let seconds = u64::try_from(at.as_micros() / 1_000_000).ok()?;
        let step = self.totp("", "").check(&code.0, seconds)?;
        i64::try_from(step).ok()
    }

    fn totp(&self, issuer: &str, account: &str) -> Totp {
        // A colon separates the two in an address.
        let plain = |text: &str| text.replace(':', " ");
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(STEP)
            .with_secret(self.0.to_vec())
            .with_issuer(Some(plain(issuer)))
            .with_account_name(plain(account))
            .build_noncompliant()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    fn code(text: &str) -> AuthenticatorCode {
        AuthenticatorCode::parse(text).unwrap()
    }

    /// The secret of RFC 6238, appendix B, for SHA-1.
    fn secret() -> AuthenticatorSecret {
        AuthenticatorSecret::from_bytes(b"12345678901234567890".to_vec()).unwrap()
    }

    /// Appendix B has eight digits; the last six of them are the code of six.
    #[test]
    fn attack_053_codes_are_those_of_rfc_6238() {
        for (seconds, digits, step) in [
            (59, "94287082", 0x1),
            (1_111_111_109, "07081804", 0x0235_23ec),
            (1_111_111_111, "14050471", 0x0235_23ed),
            (1_234_567_890, "89005924", 0x0273_ef07),
            (2_000_000_000, "69279037", 0x03f9_40aa),
            (20_000_000_000, "65353130", 0x27bc_86aa),
        ] {
            let code = code(&digits[2..]);
            let found = secret().matching_step(&code, at(seconds));
            assert_eq!(found, Some(step), "{seconds}");
        }
    }

    #[test]
    fn attack_055_the_steps_beside_are_accepted_and_no_others() {
        // The code of the step from 30 to 59.
        let code = code("287082");
        for (seconds, accepted) in [(0, true), (29, true), (89, true), (90, false), (119, false)] {
            let found = secret().matching_step(&code, at(seconds));
            assert_eq!(found, accepted.then_some(1), "{seconds}");
        }
        assert_eq!(secret().matching_step(&code, at(-1)), None);
    }

    #[test]
    fn an_app_is_told_everything_it_asks_for() {
        let secret = secret();
        assert_eq!(
            *secret.setup_key(),
            "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"
        );
        let address = secret.address("Coffee: Desk", "maren@nordlicht.example");
        let address = address.unwrap();
        let url = url::Url::parse(&address).unwrap();
        assert_eq!((url.scheme(), url.host_str()), ("otpauth", Some("totp")));
        let values: Vec<_> = url.query_pairs().collect();
        let has = |name: &str, value: &str| {
            let mut values = values.iter();
            values.any(|(own, held)| own == name && held == value)
        };
        assert!(has("secret", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{url}");
        assert!(has("issuer", "Coffee  Desk"), "{url}");
        assert!(!format!("{secret:?}").contains("12345"));
    }

    #[test]
    fn what_is_no_code_or_no_secret_is_refused() {
        for typed in ["", "12345", "1234567", "12345a", "+12345"] {
            assert!(AuthenticatorCode::parse(typed).is_none(), "{typed:?}");
        }
        assert!(AuthenticatorCode::parse(" ١٢٣ 456 ").is_some());
        assert!(AuthenticatorSecret::from_bytes(vec![7; 19]).is_none());
        let (one, other) = (AuthenticatorSecret::mint(), AuthenticatorSecret::mint());
        assert_ne!(one.unwrap().as_bytes(), other.unwrap().as_bytes());
    }
}
