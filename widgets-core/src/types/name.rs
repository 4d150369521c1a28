//! Names of people.

use schemars::JsonSchema;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use super::text::{is_invisible, is_margin};

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidName {
    /// It has more than [`Name::LONGEST`] characters.
    #[error("a name has at most {} characters", Name::LONGEST)]
    TooLong,
    /// It contains a line break, another control character, or a bidirectional control.
    #[error("a name has no line breaks, control characters or marks that turn the text around it")]
    Unprintable,
}

/// A name or a part of one, in any script; may be empty.
///
/// At most 100 characters in Unicode's composed form (NFC), without surrounding white space or
/// invisible marks. Control characters, line breaks and bidirectional embeddings, overrides and
/// isolates are refused, because they would affect the text around the name.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    JsonSchema,
    derive_more::Display,
)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Maximum number of characters.
    pub const LONGEST: usize = 100;

    /// Parses a name. A text that shows nothing, such as white space, gives the empty name.
    ///
    /// # Errors
    ///
    /// [`InvalidName`] with the reason.
    pub fn parse(typed: &str) -> Result<Self, InvalidName> {
        let name: String = typed.nfc().collect();
        let name = trim(&name);
        if name.chars().any(is_unprintable) {
            return Err(InvalidName::Unprintable);
        }
        if name.chars().count() > Self::LONGEST {
            return Err(InvalidName::TooLong);
        }
        Ok(Self(name.to_owned()))
    }

    /// The closest valid name to a text from another system: without forbidden characters, cut to
    /// [`Name::LONGEST`]. Valid names are unchanged.
    #[must_use]
    pub fn lossy(text: &str) -> Self {
        // Composed after filtering, because removing a character can bring a letter and a mark
        // together.
        let printable = text.chars().filter(|own| !is_unprintable(*own));
        let printable: String = printable.nfc().collect();
        let cut: String = trim(&printable).chars().take(Self::LONGEST).collect();
        Self(trim(&cut).to_owned())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is empty.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Trims a name; one that shows nothing is empty.
pub(crate) fn trim(name: &str) -> &str {
    let shows = |one: char| !one.is_whitespace() && !is_invisible(one);
    if name.chars().any(shows) {
        name.trim_matches(is_margin)
    } else {
        ""
    }
}

/// Control characters, line breaks, and controls that turn the text around them.
pub(crate) fn is_unprintable(one: char) -> bool {
    one.is_control() || matches!(one, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_are_kept_as_they_are() {
        let persian = "می\u{200c}نا";
        let family = "👩\u{200d}👧 Okafor";
        for name in [
            "Maren Okafor",
            "O'Brien",
            "李小龍",
            "محمد",
            persian,
            family,
            "<b>",
            "",
        ] {
            assert_eq!(Name::parse(name).unwrap().as_str(), name);
            assert_eq!(Name::lossy(name).as_str(), name);
        }
        let parsed = |typed| Name::parse(typed).unwrap();
        assert_eq!(parsed("  Maren\u{a0}\u{200b} ").as_str(), "Maren");
        assert!(parsed(" \t\u{200b}\u{feff}\u{3000}").is_empty());
        for nothing in [
            "\u{3164}",
            "\u{2800} \u{2800}",
            "\u{115f}\u{fe0f}",
            "\u{e0041}",
        ] {
            assert!(parsed(nothing).is_empty(), "{nothing:?}");
            assert!(Name::lossy(nothing).is_empty(), "{nothing:?}");
        }
        // A selector of a coloured picture is part of what it follows.
        let heart = "Maren ❤\u{fe0f}";
        assert_eq!(parsed(heart).as_str(), heart);
        // Composed and decomposed spellings are the same name.
        assert_eq!(parsed("Jose\u{301}"), parsed("José"));
    }

    #[test]
    fn what_would_reach_beyond_the_name_is_refused() {
        for mark in [
            '\n', '\0', '\u{7}', '\u{85}', '\u{2028}', '\u{202a}', '\u{202e}', '\u{2066}',
        ] {
            let text = format!("Mar{mark}en");
            let parsed = Name::parse(&text);
            assert_eq!(parsed, Err(InvalidName::Unprintable), "{text:?}");
            assert_eq!(Name::lossy(&text).as_str(), "Maren");
        }
        let marks = Name::lossy("a\u{745}\u{7f}\u{317}");
        assert_eq!(Name::parse(marks.as_str()), Ok(marks));
    }

    #[test]
    fn a_hundred_characters_fit() {
        let longest = "ü".repeat(Name::LONGEST);
        assert_eq!(Name::parse(&longest).unwrap().as_str(), longest);
        let longer = format!("{longest}x");
        assert_eq!(Name::parse(&longer), Err(InvalidName::TooLong));
        assert_eq!(Name::lossy(&longer).as_str(), longest);
        // Counted after composing.
        assert!(Name::parse(&"e\u{301}".repeat(Name::LONGEST)).is_ok());
    }
}
