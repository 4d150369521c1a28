//! Words: short lower-case names, such as `owner`, that are stored and transmitted.
//!
//! A word type is an open set, unlike an enum: it has constants for the known names and accepts
//! others, so that a name added later, here or by a host, does not change the type.

/// Whether the text is a word: 1 to 32 lower-case ASCII letters, digits and underscores.
pub(crate) const fn is_word(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !matches!(bytes[at], b'a'..=b'z' | b'0'..=b'9' | b'_') {
            return false;
        }
        at += 1;
    }
    !bytes.is_empty() && bytes.len() <= 32
}

/// Defines a type of names with constants for the known ones.
macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $constant:ident = $text:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema, derive_more::Display)]
        #[serde(transparent)]
        pub struct $name(std::borrow::Cow<'static, str>);

        impl $name {
            $($(#[$doc])* pub const $constant: Self = Self(std::borrow::Cow::Borrowed($text));)+

            /// The names that the library declares.
            pub const BUILT_IN: &'static [Self] = &[$(Self::$constant),+];

            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

/// Defines a word type with constants for the known names.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($constants:tt)+ }) => {
        $crate::types::word::names! { $(#[$meta])* $name { $($constants)+ } }

        impl $name {
            /// A name of the host; `None` unless it is 1 to 32 lower-case ASCII letters, digits and
            /// underscores. In a constant, `.unwrap()` is checked at compile time.
            #[must_use]
            pub const fn custom(word: &'static str) -> Option<Self> {
                if $crate::types::word::is_word(word) {
                    Some(Self(std::borrow::Cow::Borrowed(word)))
                } else {
                    None
                }
            }

            /// Parses a stored or typed name, by the same rule.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                let known = Self::BUILT_IN.iter().find(|own| own.as_str() == word);
                let custom = || Self(std::borrow::Cow::Owned(word.to_owned()));
                let read = || $crate::types::word::is_word(word).then(custom);
                known.cloned().or_else(read)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    };
}

pub(crate) use {names, words};

#[cfg(test)]
mod tests {
    use super::is_word;

    #[test]
    fn words_are_short_and_in_lower_case() {
        let longest = "x".repeat(32);
        for word in ["a", "owner", "totp_2", &longest] {
            assert!(is_word(word), "{word}");
        }
        let longer = "x".repeat(33);
        for text in ["", "Owner", "a b", "a-b", "a@b", "ä", "a\n", &longer] {
            assert!(!is_word(text), "{text:?}");
        }
    }
}
