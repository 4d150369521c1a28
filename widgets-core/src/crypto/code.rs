//! One-time codes: eight digits to be read in one place and typed in another.

use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::types::EntropyError;
use crate::types::random::random_bytes;

/// A code of eight random digits. `Debug` never prints it.
///
/// Its 26 bits are too few for a plain hash at rest, and suffice only with counted, limited
/// attempts and a lifetime of minutes (OWASP ASVS 5.0, 6.5.5 and 6.6.3).
#[derive(Clone, derive_more::Debug)]
#[debug("Code(..)")]
pub struct Code(Zeroizing<String>);

impl Code {
    /// Number of digits in a code.
    pub const DIGITS: usize = 8;
    const HOW_MANY: u32 = 100_000_000;

    /// Generates a code.
    ///
    /// # Errors
    ///
    /// [`EntropyError`] if the operating system provides no random bytes.
    pub fn mint() -> Result<Self, EntropyError> {
        loop {
            let random = u32::from_le_bytes(random_bytes()?);
            if let Some(code) = Self::from_random(random) {
                return Ok(code);
            }
        }
    }

    /// Maps a random number to a code; `None` for the topmost numbers, which would introduce modulo
    /// bias.
    fn from_random(random: u32) -> Option<Self> {
        const FAIR: u32 = u32::MAX / Code::HOW_MANY * Code::HOW_MANY;
        let number = random % Self::HOW_MANY;
        let width = Self::DIGITS;
        (random < FAIR).then(|| Self(Zeroizing::new(format!("{number:0width$}"))))
    }

    /// Parses what was typed or pasted: eight ASCII, full-width, Arabic or Persian digits, with
    /// spaces, dashes and invisible marks around and between them. `None` if it cannot be a code.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        typed_digits(typed, Self::DIGITS).map(Self)
    }

    /// The digits in two groups for display: `1234 5678`.
    #[must_use]
    pub fn grouped(&self) -> Zeroizing<String> {
        let (first, second) = self.0.split_at(Self::DIGITS / 2);
        Zeroizing::new(format!("{first} {second}"))
    }

    /// The eight digits, to be sealed or signed only.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Compares in constant time.
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

/// Limit on typed characters, filler included.
const LONGEST_TYPED: usize = 64;

/// So many digits as they were typed or pasted, in ASCII; `None` if there are more, fewer or anything else
/// but filler.
pub(super) fn typed_digits(typed: &str, count: usize) -> Option<Zeroizing<String>> {
    let mut digits = Zeroizing::new(String::with_capacity(count));
    for (at, typed) in typed.chars().enumerate() {
        if is_filler(typed) && at < LONGEST_TYPED {
            continue;
        }
        if digits.len() == count {
            return None;
        }
        digits.push(digit(typed)?);
    }
    (digits.len() == count).then_some(digits)
}

/// Spaces, hyphens, dashes, and the invisible directional marks that copied text contains.
pub(super) fn is_filler(typed: char) -> bool {
    typed.is_whitespace()
        || matches!(
            typed,
            '-' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}'
                | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{2212}'
                | '\u{feff}' | '\u{ff0d}'
        )
}

fn digit(typed: char) -> Option<char> {
    const ZEROS: [char; 4] = ['0', '٠', '۰', '０'];
    let value = ZEROS.iter().find_map(|zero| {
        let value = u32::from(typed).checked_sub(u32::from(*zero))?;
        (value < 10).then_some(value)
    });
    value.and_then(|value| char::from_digit(value, 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> Option<String> {
        Code::parse(typed).map(|code| code.reveal().to_owned())
    }

    #[test]
    fn codes_are_eight_digits_and_every_one_is_as_likely() {
        let mut seen = [[false; 10]; Code::DIGITS];
        for _ in 0..2_000 {
            let code = Code::mint().unwrap();
            assert_eq!(code.reveal().len(), Code::DIGITS);
            for (place, digit) in code.reveal().chars().enumerate() {
                seen[place][usize::try_from(digit.to_digit(10).unwrap()).unwrap()] = true;
            }
        }
        // Every digit in every place.
        assert_eq!(seen, [[true; 10]; Code::DIGITS]);
        let made = |random| Code::from_random(random).map(|code| code.reveal().to_owned());
        assert_eq!(made(0).unwrap(), "00000000");
        assert_eq!(made(100_000_042).unwrap(), "00000042");
        assert_eq!(made(4_199_999_999).unwrap(), "99999999");
        // Beyond 42 full ranges of codes, the remainder of 2³² would favour small codes.
        assert_eq!(made(4_200_000_000), None);
        assert_eq!(made(u32::MAX), None);
    }

    #[test]
    fn codes_are_read_as_people_type_them() {
        for typed in [
            "12345678",
            " 1234 5678\r\n",
            "1234-5678",
            "12\u{2013}34\u{a0}56\u{2009}78",
            "\u{2066}1234 5678\u{2069}",
            "١٢٣٤ ٥٦٧٨",
            "۱۲۳۴۵۶۷۸",
            "１２３４－５６７８",
            "1 2 3 4 5 6 7 8",
        ] {
            assert_eq!(parsed(typed).as_deref(), Some("12345678"), "{typed:?}");
        }
        for typed in [
            "",
            "1234567",
            "123456789",
            "1234567x",
            "12345678x",
            "+12345678",
            "1234.5678",
            "0x123456",
            "²2345678",
            "१२३४५६७८",
            &format!("{}12345678", " ".repeat(100_000)),
        ] {
            assert_eq!(parsed(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn every_code_comes_back_from_how_it_is_shown() {
        for _ in 0..500 {
            let code = Code::mint().unwrap();
            let read = Code::parse(&code.grouped()).unwrap();
            assert!(code.matches(&read));
            let other = Code::parse("1234 5678").unwrap();
            assert_eq!(code.matches(&other), code.reveal() == other.reveal());
        }
        let code = Code::parse("87654321").unwrap();
        assert_eq!(*code.grouped(), "8765 4321");
        assert_eq!(format!("{code:?}"), "Code(..)");
    }
}
