//! What fails on our side, and what cannot be read.

use std::error::Error;

use super::random::EntropyError;

/// Something failed on our side; what is shown is only the request's id.
#[derive(Debug)]
pub struct Fault {
    /// Whether trying again later may help (503), or not (500).
    pub passing: bool,
    /// What failed, for the trace.
    pub source: Box<dyn Error + Send + Sync>,
}

impl Fault {
    /// A fault that trying again will not mend.
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

/// What is wrong with a request that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// Text that is not UTF-8.
    NotUtf8,
    /// A control character where none belongs.
    ControlCharacter,
    /// More fields than any form has.
    TooManyFields,
    /// JSON that is not an object.
    NotAnObject,
    /// JSON with objects inside objects.
    Nested,
    /// A body that ended early.
    Broken,
}
