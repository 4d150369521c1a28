//! Cryptography: random tokens and codes, password hashes, passkeys, signatures and sealing.

mod code;
mod keys;
mod passkey;
mod password;
mod recovery_code;
mod seal;
mod token;
mod totp;

pub use crate::types::random::EntropyError;
pub use code::Code;
pub(crate) use keys::Purpose;
pub use keys::{Key, KeyError, Keys};
pub(crate) use passkey::{
    Asked, GivenPasskey, MadePasskey, Owner, PasskeyFlaw, RelyingParty, user_handle,
};
pub(crate) use password::{Asker, HashFault, PasswordRange, StrengthMeter, Verification};
pub use password::{
    HashParameters, NewPassword, PasswordContext, PasswordFlaw, PasswordHash, PasswordHashes,
    PasswordPolicy, PasswordRequirement, PasswordStrength,
};
pub(crate) use recovery_code::RecoveryCode;
pub(crate) use seal::ResealError;
pub use seal::{OpenError, SealContext};
pub use token::{Token, TokenHash};
pub(crate) use totp::{AuthenticatorCode, AuthenticatorSecret};
