//! Everything that is random, hashed, signed or sealed.

mod keys;
mod password;
mod random;
mod seal;
mod token;

pub(crate) use keys::Purpose;
pub use keys::{Key, KeyError, Keys};
pub(crate) use password::HashFault;
pub use password::{
    HashParameters, NewPassword, PasswordHash, PasswordHashes, PasswordRefusal, Verification,
};
pub use random::{EntropyError, random_bytes};
pub use seal::{OpenError, SealContext};
pub use token::{Token, TokenHash};
