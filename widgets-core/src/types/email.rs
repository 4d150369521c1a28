//! Email addresses, as typed and in normalised form.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::text::{is_invisible, is_margin};
use super::text_schema::text_schema;
use crate::types::getters::getters;

/// Why a text is not an acceptable email address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidEmail {
    /// It is empty.
    #[error("the address is empty")]
    Empty,
    /// It has more than 254 characters (RFC 5321, section 4.5.3.1.3, less the angle brackets).
    #[error("the address is longer than 254 characters")]
    TooLong,
    /// It is not a local part, one `@`, and a domain name with a dot.
    #[error("the address is not of the form name@example.com")]
    Malformed,
}

/// An email address, as typed (without white space and invisible marks around it) and as
/// [`EmailKey`].
///
/// Quoted local parts, comments, control characters, and characters that NFKC would replace are
/// refused, so that the address compared, the one shown and the one mailed to are the same.
#[derive(Debug, Clone, PartialEq, Eq, derive_more::Display)]
#[display("{text}")]
pub struct Email {
    text: String,
    key: EmailKey,
}

impl Email {
    const LONGEST: usize = 254;
    const LONGEST_LOCAL_PART: usize = 64;

    /// Parses an address.
    ///
    /// # Errors
    ///
    /// [`InvalidEmail`] with the reason.
    pub fn parse(typed: &str) -> Result<Self, InvalidEmail> {
        let text = typed.trim_matches(is_margin);
        if text.is_empty() {
            return Err(InvalidEmail::Empty);
        }
        if text.len() > Self::LONGEST {
            return Err(InvalidEmail::TooLong);
        }
        let (local, domain) = text.split_once('@').ok_or(InvalidEmail::Malformed)?;
        let local = local_key(local).ok_or(InvalidEmail::Malformed)?;
        let domain = domain_key(domain).ok_or(InvalidEmail::Malformed)?;
        let key = EmailKey(format!("{local}@{domain}"));
        if key.0.len() > Self::LONGEST {
            return Err(InvalidEmail::TooLong);
        }
        Ok(Self {
            text: text.to_owned(),
            key,
        })
    }

    /// Restores a stored address from [`Email::as_str`] and [`EmailKey::as_str`]. `None` if they
    /// cannot be an address and its key.
    #[must_use]
    pub fn from_stored(text: String, key: String) -> Option<Self> {
        let fits = |part: &str| part.len() <= Self::LONGEST && part.contains('@');
        (fits(&text) && fits(&key)).then_some(Self {
            text,
            key: EmailKey(key),
        })
    }

    getters! { self =>
        /// The address as typed.
        pub as_str: &str = &self.text;
        /// The normalised form, to find and compare the address by.
        pub key: &EmailKey = &self.key;
    }
}

text_schema!(Email);

impl serde::Serialize for Email {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// The normalised form of an address: lower case, the domain in ASCII (UTS 46).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailKey(String);

impl EmailKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The domain.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// The local part in lower case, each letter mapped on its own. `None` if the result is no valid
/// local part, or if a letter becomes two, as `İ` does.
fn local_key(local: &str) -> Option<String> {
    let one_each = local.chars().all(|letter| letter.to_lowercase().len() == 1);
    let lower: String = local.chars().flat_map(char::to_lowercase).collect();
    (one_each && is_local_part(local) && is_local_part(&lower)).then_some(lower)
}

/// Whether it is a dot-string (RFC 5321), which may contain non-ASCII letters (RFC 6531) with their
/// marks, such as the virama of Hindi or the tone marks of Thai, that NFKC leaves unchanged.
fn is_local_part(local: &str) -> bool {
    let fits = (1..=Email::LONGEST_LOCAL_PART).contains(&local.len());
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let mut before = '.';
    let letters = local.chars().all(|letter| {
        let follows = std::mem::replace(&mut before, letter);
        if letter.is_ascii() {
            letter.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(letter)
        } else {
            let marks = is_combining_mark(letter) && !follows.is_ascii_punctuation();
            !is_invisible(letter) && (letter.is_alphanumeric() || marks)
        }
    });
    let steady = local.nfkc().eq(local.chars());
    fits && dots && letters && steady
}

/// The domain in ASCII: at least two labels, the last one no number.
///
/// UTS 46 drops invisible characters, and mail would be sent to a spelling other than the key's, so
/// they are refused.
fn domain_key(domain: &str) -> Option<String> {
    if !domain.nfkc().eq(domain.chars()) || domain.chars().any(is_invisible) {
        return None;
    }
    let ascii = idna::domain_to_ascii_strict(domain).ok()?;
    let (_, last) = ascii.rsplit_once('.')?;
    let labels = ascii.split('.').all(|label| !label.is_empty());
    (labels && !is_number(last)).then_some(ascii)
}

/// Whether a label is a number to a resolver, in decimal, octal or hexadecimal (WHATWG URL, "ends in
/// a number").
fn is_number(label: &str) -> bool {
    let hexadecimal = label.strip_prefix("0x");
    hexadecimal.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
        || label.bytes().all(|digit| digit.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_make_another_address() {
        let key = |text| Email::parse(text).unwrap().key().as_str().to_owned();
        assert_eq!(key(" Maren@Nordlicht.Example "), "maren@nordlicht.example");
        assert_eq!(key("a@bücher.example"), key("A@xn--bcher-kva.example"));
        assert_eq!(key("ΑΣ@b.example"), key("ασ@b.example"));
    }

    #[test]
    fn every_script_has_addresses() {
        for local in ["हिन्दी", "ผู้ใช้", "юзер", "用户", "نور", "josé"]
        {
            let typed = format!("{local}@nordlicht.example");
            assert_eq!(Email::parse(&typed).unwrap().as_str(), typed);
        }
    }

    #[test]
    fn what_is_pasted_around_an_address_is_no_part_of_it() {
        let pasted = "\u{a0}\u{200b}a@b.example\u{200b}\t\u{feff}";
        assert_eq!(Email::parse(pasted).unwrap().as_str(), "a@b.example");
    }

    #[test]
    fn tricks_are_refused() {
        let tricks = [
            "",
            "a",
            "a@",
            "@b.example",
            "a@b",
            "a@b..example",
            "a@x.example,b@evil.example",
            "a@@b.example",
            "a\r\n@b.example",
            "\"a b\"@b.example",
            "a＠b.example",
            "ﬁ@b.example",
            "a@ｂ.example",
            "a@127.0.0.1",
            "a@127.0x1",
            "a@127.0x",
            "a@0177.01",
            "\u{94d}a@b.example",
            "a.\u{e49}b@c.example",
            "a\u{115f}@b.example",
            "a\u{fe0f}@b.example",
            "a@nord\u{ad}licht.example",
            "a@nordlicht\u{200b}.example",
            "a@nordlicht.exa\u{feff}mple",
            "a@nord\u{fe0f}licht.example",
            ".a@b.example",
            "a..b@c.example",
            "a <b@c.example>",
            "İ@b.example",
        ];
        for trick in tricks {
            assert!(Email::parse(trick).is_err(), "{trick:?}");
        }
        assert_eq!(
            Email::parse(&format!("a@{}.example", "b".repeat(260))),
            Err(InvalidEmail::TooLong)
        );
    }
}
