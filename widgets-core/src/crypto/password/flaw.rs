//! What may be wrong with a password.

use super::policy::PasswordRequirement;

/// Why a password may not be set. It says nothing of the password itself but its length.
///
/// `Messages::password_flaws` says it in the reader's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordFlaw {
    /// It has too few characters.
    #[error("it has {has} characters of at least {least}")]
    TooShort {
        /// How many it must have.
        least: usize,
        /// How many it has.
        has: usize,
    },
    /// It has too many characters.
    #[error("it has more than {most} characters")]
    TooLong {
        /// How many it may have.
        most: usize,
    },
    /// It lacks a kind of character that the host asks for.
    #[error("it lacks {0}")]
    Lacks(PasswordRequirement),
    /// It is made of its owner's address and names, or of the application's, and of little else.
    #[error("it is mostly made of the person's or the application's own words")]
    OwnWords,
    /// It is the password it would replace.
    #[error("it is the present password")]
    Unchanged,
}
