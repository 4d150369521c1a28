//! Cryptography: random tokens and codes, password hashes, signatures and sealing.

mod code;
mod keys;
mod password;
mod seal;
mod token;

pub use crate::types::random::EntropyError;
pub use code::Code;
pub(crate) use keys::Purpose;
pub use keys::{Key, KeyError, Keys};
pub(crate) use password::{HashFault, Verification};
pub use password::{
    HashParameters, NewPassword, PasswordContext, PasswordFlaw, PasswordHash, PasswordHashes,
    PasswordPolicy, PasswordRequirement,
};
pub(crate) use seal::ResealError;
pub use seal::{OpenError, SealContext};
pub use token::{Token, TokenHash};
