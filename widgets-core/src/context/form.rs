//! Reading a form field by field into types that are always valid.

use zeroize::Zeroizing;

use crate::crypto::PasswordPolicy;
use crate::http::fields::{FieldErrors, Fields};
use crate::i18n::Messages;

/// Reads fields one by one into valid types and gathers what is wrong with them.
#[derive(Debug)]
pub struct FormReader<'a> {
    fields: &'a Fields,
    messages: &'a Messages,
    errors: FieldErrors,
}

impl<'a> FormReader<'a> {
    /// More characters than this in one field are refused, whatever the field is: as many as a
    /// [password](PasswordPolicy::LONGEST) may have, and at most four times as many bytes.
    pub const LONGEST: usize = PasswordPolicy::LONGEST;

    pub(crate) fn new(fields: &'a Fields, messages: &'a Messages) -> Self {
        Self {
            fields,
            messages,
            errors: FieldErrors::default(),
        }
    }

    /// One field, read by `parse`, which answers a message when it is not valid.
    pub fn read<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let value = self.fields.get(name);
        let parsed = if value.chars().nth(Self::LONGEST).is_some() {
            Err(self.messages.words().field_too_long(Self::LONGEST))
        } else {
            parse(value)
        };
        parsed
            .map_err(|message| self.errors.add(name, message))
            .ok()
    }

    /// The same for a field that may be empty but not left out, where leaving it out would erase
    /// what it stands for; `missing` is said when it is.
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

    /// One secret field, taken exactly as typed; `missing` is said when it is empty.
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

    /// What is wrong so far.
    #[must_use]
    pub fn into_errors(self) -> FieldErrors {
        self.errors
    }
}
