//! Parses form fields into valid types.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::crypto::PasswordPolicy;
use crate::http::{FieldErrors, Text};
use crate::i18n::Messages;

/// Parses fields into valid types and collects errors.
#[derive(Debug)]
pub struct FormReader<'a> {
    messages: &'a Messages,
    errors: FieldErrors,
}

impl<'a> FormReader<'a> {
    /// Maximum number of characters in any field, in Unicode's composed form (NFC): as many as in a
    /// [password](PasswordPolicy::LONGEST).
    pub const LONGEST: usize = PasswordPolicy::LONGEST;

    pub(crate) fn new(messages: &'a Messages) -> Self {
        Self {
            messages,
            errors: FieldErrors::default(),
        }
    }

    /// Parses a field with `parse`, which returns an error message if it is invalid.
    pub fn read<T>(
        &mut self,
        field: &Text,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let parsed = if is_longer(field, Self::LONGEST) {
            Err(self.messages.words().field_too_long(Self::LONGEST))
        } else {
            parse(field)
        };
        parsed
            .map_err(|message| self.errors.add(field, message))
            .ok()
    }

    /// Like [`FormReader::read`], for a field that may be empty but must be sent, because treating
    /// it as empty would erase a stored value. `missing` is the message if it is absent.
    pub fn read_present<T>(
        &mut self,
        field: &Text,
        missing: impl FnOnce() -> String,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if !field.is_sent() {
            self.errors.add(field, missing());
            return None;
        }
        self.read(field, parse)
    }

    /// A required secret field, taken exactly as typed. `missing` is the message if it is empty.
    pub fn secret(
        &mut self,
        field: &Text,
        missing: impl FnOnce() -> String,
    ) -> Option<Zeroizing<String>> {
        self.read(field, |value| {
            if value.is_empty() {
                return Err(missing());
            }
            Ok(Zeroizing::new(value.to_owned()))
        })
    }

    /// The errors collected so far.
    #[must_use]
    pub fn into_errors(self) -> FieldErrors {
        self.errors
    }
}

/// Whether a text has more characters than that. Counted after composing, as passwords and names are,
/// so that what could be set can be typed on a keyboard that decomposes.
fn is_longer(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_some() && text.nfc().nth(most).is_some()
}
