//! Internal failures, and malformed requests.

use std::error::Error;

use super::random::EntropyError;

/// An internal failure. Users see only the request's id.
#[derive(Debug, thiserror::Error)]
#[error("{}", if *.passing { "a temporary failure" } else { "an internal failure" })]
#[non_exhaustive]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// Text that is not UTF-8.
    #[error("text is not UTF-8")]
    NotUtf8,
    /// A disallowed control character.
    #[error("text has a control character")]
    ControlCharacter,
    /// More fields than any form has.
    #[error("there are too many fields")]
    TooManyFields,
    /// JSON that is not an object.
    #[error("the JSON is not an object")]
    NotAnObject,
    /// JSON with nested objects.
    #[error("the JSON has nested objects")]
    Nested,
    /// A checkbox that is neither ticked nor unticked.
    #[error("a checkbox is neither true nor false")]
    NeitherTrueNorFalse,
    /// A body that ended early.
    #[error("the body ended early")]
    Broken,
}

/// Defines errors of the host's own code that wrap their cause, an error or a text.
macro_rules! wrapped_errors {
    ($($(#[$meta:meta])* $name:ident = $text:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name(std::sync::Arc<dyn std::error::Error + Send + Sync>);

        impl $name {
            /// Wraps the cause: an error or a text.
            pub fn new(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
                let source: Box<dyn std::error::Error + Send + Sync> = source.into();
                Self(source.into())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, $text, self.0)
            }
        }

        impl std::error::Error for $name {
            fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
                Some(&*self.0)
            }
        }
    )+};
}

pub(crate) use wrapped_errors;
