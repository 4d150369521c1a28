//! Reasons to refuse a password.

use super::policy::PasswordRequirement;

/// Why a password was refused. Reveals nothing of it but its length.
///
/// `Messages::password_flaws` renders it in the reader's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PasswordFlaw {
    /// Too few characters.
    #[error("it has {has} characters of at least {least}")]
    TooShort {
        /// Minimum number of characters.
        least: usize,
        /// Actual number of characters.
        has: usize,
    },
    /// Too many characters.
    #[error("it has more than {most} characters")]
    TooLong {
        /// Maximum number of characters.
        most: usize,
    },
    /// A kind of character that the policy requires is missing.
    #[error("it lacks {0}")]
    Lacks(PasswordRequirement),
    /// It consists mostly of the user's email address and names, or the application's.
    #[error("it is mostly made of the person's or the application's own words")]
    OwnWords,
    /// It is one that people choose most often, or that leaked somewhere.
    #[error("it is among the passwords that leaked or that people choose most often")]
    Breached,
    /// It is easier to guess than the policy allows.
    #[error("it is easy to guess")]
    TooWeak,
    /// It equals the current password.
    #[error("it is the present password")]
    Unchanged,
}
