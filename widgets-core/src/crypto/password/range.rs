//! The range protocol, by which a service is asked for breached passwords without being told which.
//!
//! Of a password's SHA-1 hash only the first five hexadecimal digits are sent. The service answers with the
//! rest of every hash it knows that begins with them, some hundred, each with how often it was met:
//! `0018A45C4D1DEF81644B54AB7F969B88D65:3`. Those met 0 times are padding, so that whoever watches cannot
//! tell by its length which range was asked for.

use sha1::{Digest as _, Sha1};
use subtle::ConstantTimeEq as _;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// A password as the range protocol knows it. SHA-1 is the protocol's choice; nothing relies on it.
#[derive(derive_more::Debug)]
#[debug("PasswordRange(..)")]
pub(crate) struct PasswordRange {
    prefix: String,
    rest: Zeroizing<String>,
}

/// An answer in which nothing can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer is no list of hashes")]
pub(crate) struct NoRange;

impl PasswordRange {
    /// Digits that are sent.
    const PREFIX: usize = 5;
    /// Digits that an answer has of each hash.
    const REST: usize = 35;

    /// The range of a password, in the form that is hashed.
    pub(crate) fn of(password: &str) -> Self {
        let composed = Zeroizing::new(password.nfc().collect::<String>());
        let digits = Sha1::digest(composed.as_bytes());
        let digits: Zeroizing<String> =
            Zeroizing::new(digits.iter().map(|own| format!("{own:02X}")).collect());
        let (prefix, rest) = digits.split_at(Self::PREFIX);
        Self {
            prefix: prefix.to_owned(),
            rest: Zeroizing::new(rest.to_owned()),
        }
    }

    /// What the service is told.
    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether the service knows the password. Lines that cannot be read are passed over.
    ///
    /// # Errors
    ///
    /// [`NoRange`] if there is no line that can be read: that is the answer of something else.
    pub(crate) fn is_in(&self, answer: &[u8]) -> Result<bool, NoRange> {
        let mut lines = answer.split(|own| *own == b'\n').filter_map(read_line);
        let mut lines = lines.by_ref().peekable();
        lines.peek().ok_or(NoRange)?;
        Ok(lines.any(|(rest, met)| met && self.is_rest(rest)))
    }

    fn is_rest(&self, rest: &[u8]) -> bool {
        rest.to_ascii_uppercase().ct_eq(self.rest.as_bytes()).into()
    }
}

/// The rest of a hash, and whether it was met at all.
fn read_line(line: &[u8]) -> Option<(&[u8], bool)> {
    let (rest, count) = line.trim_ascii().split_at_checked(PasswordRange::REST)?;
    let count = count.strip_prefix(b":")?;
    let is_count = !count.is_empty() && count.iter().all(u8::is_ascii_digit);
    let is_rest = rest.iter().all(u8::is_ascii_hexdigit);
    (is_count && is_rest).then(|| (rest, count.iter().any(|own| *own != b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `password` in SHA-1: 5BAA6 1E4C9B93F3F0682250B6CF8331B7EE68FD8.
    const REST: &str = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
    const OTHER: &str = "0018A45C4D1DEF81644B54AB7F969B88D65:3";

    fn told(answer: &str) -> Result<bool, NoRange> {
        PasswordRange::of("password").is_in(answer.as_bytes())
    }

    #[test]
    fn attack_034_five_digits_are_told_and_padding_is_passed_over() {
        let range = PasswordRange::of("password");
        assert_eq!(range.prefix(), "5BAA6");
        assert_eq!(format!("{range:?}"), "PasswordRange(..)");
        let lower = REST.to_lowercase();
        for (answer, expected) in [
            (format!("{OTHER}\r\n{REST}:10437277\r\n"), Ok(true)),
            (format!("{lower}:1"), Ok(true)),
            (format!("nonsense\n{REST}:1\n"), Ok(true)),
            (format!("{REST}:99999999999999999999999"), Ok(true)),
            (format!("{OTHER}\r\n"), Ok(false)),
            (format!("{OTHER}\r\n{REST}:0\r\n"), Ok(false)),
            (format!("{OTHER}\r\n{REST}:000"), Ok(false)),
            (
                format!("{OTHER}\r\n{REST}:\r\n{REST}\r\n{REST}:x\r\n{REST}:-1"),
                Ok(false),
            ),
            (format!("{OTHER}\r\n5BAA6{REST}:1"), Ok(false)),
            (String::new(), Err(NoRange)),
            ("\r\n\r\n".to_owned(), Err(NoRange)),
            (
                "<!doctype html>\n<title>Sign in to the network</title>".to_owned(),
                Err(NoRange),
            ),
            (format!("{{\"{REST}\":1}}"), Err(NoRange)),
        ] {
            assert_eq!(told(&answer), expected, "{answer}");
        }
        assert_eq!(range.is_in(b"\xff\xfe\n\0:1"), Err(NoRange));
    }

    #[test]
    fn a_letter_of_two_characters_is_in_the_same_range() {
        let [one, two] = ["crème", "cre\u{300}me"].map(PasswordRange::of);
        assert_eq!((one.prefix, one.rest), (two.prefix, two.rest));
    }
}
