//! Passwords that may be set.

use std::fmt;

use zeroize::Zeroizing;

/// Why a new password was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Fewer characters than asked for.
    #[error("the password has fewer than {least} characters")]
    TooShort {
        /// How many it must have.
        least: usize,
    },
    /// More bytes than are ever hashed.
    #[error("the password has more than {most} bytes")]
    TooLong {
        /// How many it may have.
        most: usize,
    },
}

/// A password that may be set. It is taken as typed: nothing trimmed, nothing cut.
pub struct NewPassword(pub(super) Zeroizing<String>);

impl NewPassword {
    /// How many characters a password needs where it is the only factor (NIST SP 800-63B-4,
    /// section 3.1.1.2).
    pub const LEAST: usize = 15;
    /// More bytes than this are refused before anything is hashed.
    pub const MOST_BYTES: usize = 1024;

    /// Checks the length of a password to be set.
    ///
    /// # Errors
    ///
    /// [`PasswordRefusal`] says which bound it breaks.
    pub fn parse(typed: &str) -> Result<Self, PasswordRefusal> {
        if typed.len() > Self::MOST_BYTES {
            return Err(PasswordRefusal::TooLong {
                most: Self::MOST_BYTES,
            });
        }
        if typed.chars().count() < Self::LEAST {
            return Err(PasswordRefusal::TooShort { least: Self::LEAST });
        }
        Ok(Self(Zeroizing::new(typed.to_owned())))
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(..)")
    }
}
