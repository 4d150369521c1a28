//! Parses form fields into valid types.

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::crypto::PasswordPolicy;
use crate::http::fields::{FieldErrors, Fields};
use crate::i18n::Messages;

/// Parses fields into valid types and collects errors.
#[derive(Debug)]
pub struct FormReader<'a> {
    fields: &'a Fields,
    messages: &'a Messages,
    errors: FieldErrors,
}

impl<'a> FormReader<'a> {
    /// Maximum number of characters in any field, in Unicode's composed form (NFC): as many as in a
    /// [password](PasswordPolicy::LONGEST).
    pub const LONGEST: usize = PasswordPolicy::LONGEST;

    pub(crate) fn new(fields: &'a Fields, messages: &'a Messages) -> Self {
        Self {
            fields,
            messages,
            errors: FieldErrors::default(),
        }
    }

    /// Parses a field with `parse`, which returns an error message if it is invalid.
    pub fn read<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let value = self.fields.get(name);
        let parsed = if is_longer(value, Self::LONGEST) {
            Err(self.messages.words().field_too_long(Self::LONGEST))
        } else {
            parse(value)
        };
        parsed
            .map_err(|message| self.errors.add(name, message))
            .ok()
    }

    /// Like [`FormReader::read`], for a field that may be empty but must be sent, because treating
    /// it as empty would erase a stored value. `missing` is the message if it is absent.
    pub fn read_present<T>(
        &mut self,
        name: &'static str,
        missing: impl FnOnce() -> String,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        if self.fields.all(name).next().is_none() {
            self.errors.add(name, missing());
            return None;
        }
        self.read(name, parse)
    }

    /// A required secret field, taken exactly as typed. `missing` is the message if it is empty.
    pub fn secret(
        &mut self,
        name: &'static str,
        missing: impl FnOnce() -> String,
    ) -> Option<Zeroizing<String>> {
        self.read(name, |value| {
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
