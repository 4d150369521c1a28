//! The passwords that people choose most often, which attackers try first (NIST SP 800-63B-4, section
//! 3.1.1.2; OWASP ASVS 5.0, 6.2.4 and 6.2.12).
//!
//! The list itself is not here, only a filter over it: 16 bits for each password, from which none can be
//! read. It knows every password of the list, and takes one in 65,536 others for one of them. How it is
//! made, and from what, is in `docs/sign-up.md`.

mod fuse;
#[cfg(test)]
mod making;

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use self::fuse::Filter;

/// Made by `tests/common-passwords`.
const FILTER: &[u8] = include_bytes!("filter.bin");

/// Whether a password is one of those, however it is capitalised.
pub(super) fn is_common(password: &str) -> bool {
    Filter::read(FILTER).is_some_and(|filter| filter.has(folded(password).as_bytes()))
}

/// Composed, and in lower case.
fn folded(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.nfc().flat_map(char::to_lowercase).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_033_common_passwords_are_known() {
        for common in [
            "password",
            "PassWord",
            "12345678",
            "123456789",
            "1234567890",
            "qwertyuiop",
            "iloveyou",
            "baseball",
            "trustno1",
            "football",
            "sunshine",
            "1qaz2wsx3edc4rfv",
            "123456789123456789",
        ] {
            assert!(is_common(common), "{common}");
        }
        for own in [
            "",
            "a",
            "crème brûlée at midnight",
            "correct horse battery staple",
            "four lamps beside a river",
        ] {
            assert!(!is_common(own), "{own}");
        }
    }

    /// Of a hundred thousand texts that nobody chose, one or two are taken for common ones.
    #[test]
    fn few_others_are_taken_for_common_ones() {
        let taken = (0..100_000).filter(|own| is_common(&format!("nobody chose {own} ever")));
        let taken = taken.count();
        assert!(taken < 12, "{taken}");
    }
}
