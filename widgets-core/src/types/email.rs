//! Email addresses: what a person typed, and the key under which it is found.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// Why a text is not an address we send mail to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEmail {
    /// Nothing was typed.
    #[error("the address is empty")]
    Empty,
    /// More than 254 characters (RFC 5321, section 4.5.3.1.3, less the angle brackets).
    #[error("the address is longer than 254 characters")]
    TooLong,
    /// Not one local part, one `@` and one domain name with a dot.
    #[error("the address is not of the form name@example.com")]
    Malformed,
}

/// One mailbox: the address as it was typed (less surrounding space) and its [`EmailKey`].
///
/// Quoted local parts, comments, control characters and characters that Unicode's NFKC would turn
/// into others are refused, so that what is compared, shown and mailed is the same mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    text: String,
    key: EmailKey,
}

impl Email {
    const LONGEST: usize = 254;
    const LONGEST_LOCAL_PART: usize = 64;

    /// Reads an address a person typed.
    ///
    /// # Errors
    ///
    /// [`InvalidEmail`] says what is wrong with it.
    pub fn parse(typed: &str) -> Result<Self, InvalidEmail> {
        let text = typed.trim_matches(' ');
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

    /// Reads back a stored address: its text and its key, as [`Email::as_str`] and
    /// [`EmailKey::as_str`] gave them. `None` when they cannot be an address and a key.
    #[must_use]
    pub fn from_stored(text: String, key: String) -> Option<Self> {
        let fits = |part: &str| part.len() <= Self::LONGEST && part.contains('@');
        (fits(&text) && fits(&key)).then_some(Self {
            text,
            key: EmailKey(key),
        })
    }

    /// The address as typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the address is found and compared by.
    #[must_use]
    pub const fn key(&self) -> &EmailKey {
        &self.key
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl serde::Serialize for Email {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// The one spelling under which an address is stored and compared: lower case, the domain in its
/// ASCII form (UTS 46).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailKey(String);

impl EmailKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

/// The local part in lower case, letter by letter, whatever stands beside it; it keeps the rule of a
/// local part itself, which a few letters, such as `İ`, do not.
fn local_key(local: &str) -> Option<String> {
    let lower: String = local.chars().flat_map(char::to_lowercase).collect();
    (is_local_part(local) && is_local_part(&lower)).then_some(lower)
}

/// An RFC 5321 dot-string, with letters of other scripts allowed (RFC 6531) as long as NFKC leaves
/// them alone.
fn is_local_part(local: &str) -> bool {
    let fits = (1..=Email::LONGEST_LOCAL_PART).contains(&local.len());
    let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    let letters = local.chars().all(|letter| {
        if letter.is_ascii() {
            letter.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(letter)
        } else {
            letter.is_alphanumeric()
        }
    });
    let steady = local.nfkc().eq(local.chars());
    fits && dots && letters && steady
}

/// The domain in ASCII: at least two labels, the last one not a number.
fn domain_key(domain: &str) -> Option<String> {
    if !domain.nfkc().eq(domain.chars()) || domain.chars().any(is_ignored) {
        return None;
    }
    let ascii = idna::domain_to_ascii_strict(domain).ok()?;
    let (_, last) = ascii.rsplit_once('.')?;
    let named = last.bytes().any(|byte| byte.is_ascii_alphabetic());
    let labels = ascii.split('.').all(|label| !label.is_empty());
    (named && labels).then_some(ascii)
}

/// What UTS 46 drops from a domain although it stands in the text: soft hyphens, joiners of words and
/// selectors of variants, which nobody sees. Mail would go by another spelling than the key's.
const fn is_ignored(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}'
            | '\u{34f}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'
            | '\u{2060}'
            | '\u{2064}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
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
            "a@nord\u{ad}licht.example",
            "a@nordlicht\u{200b}.example",
            "a@nordlicht.example\u{feff}",
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
