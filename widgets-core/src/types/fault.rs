//! Internal failures, and malformed requests.

use std::error::Error;

use super::random::EntropyError;

/// An internal failure. Users see only the request's id.
#[derive(Debug)]
pub struct Fault {
    /// Whether it is temporary (503) or not (500).
    pub passing: bool,
    /// The cause, for the trace.
    pub source: Box<dyn Error + Send + Sync>,
}

impl Fault {
    /// A failure that retrying will not fix.
    pub(crate) fn lasting(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            passing: false,
            source: source.into(),
        }
    }
}

impl From<EntropyError> for Fault {
    fn from(error: EntropyError) -> Self {
        Self::lasting(error)
    }
}

/// Why a request could not be parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// Text that is not UTF-8.
    NotUtf8,
    /// A disallowed control character.
    ControlCharacter,
    /// More fields than any form has.
    TooManyFields,
    /// JSON that is not an object.
    NotAnObject,
    /// JSON with nested objects.
    Nested,
    /// A body that ended early.
    Broken,
}
