//! Bearer tokens: 256 random bits, handed out once. Storage holds only their SHA-256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::types::EntropyError;
use crate::types::random::random_bytes;

/// A secret of 256 random bits, encoded as 43 characters of unpadded base64url. `Debug` never
/// prints it.
#[derive(Clone, derive_more::Debug)]
#[debug("Token(..)")]
pub struct Token(Zeroizing<String>);

impl Token {
    const BYTES: usize = 32;
    const CHARACTERS: usize = 43;

    /// Generates a token.
    ///
    /// # Errors
    ///
    /// [`EntropyError`] if the operating system provides no random bytes.
    pub fn mint() -> Result<Self, EntropyError> {
        let bytes = Zeroizing::new(random_bytes::<{ Self::BYTES }>()?);
        Ok(Self(Zeroizing::new(
            URL_SAFE_NO_PAD.encode(bytes.as_slice()),
        )))
    }

    /// Parses a token from a cookie, link or form; `None` if it is malformed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != Self::CHARACTERS {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == Self::BYTES).then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// The secret text, for use only in the cookie or link that carries it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The hash that storage holds instead of the token.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

/// The SHA-256 of a [`Token`]: finds the stored record but cannot be presented as the token.
///
/// An unsalted, fast hash suffices because 256 random bits cannot be guessed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, derive_more::Debug)]
#[debug("TokenHash(..)")]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// Restores a hash from storage.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Lower-case hexadecimal, used in rate limit keys.
    pub(crate) fn hex(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn attack_002_ten_thousand_tokens_differ_in_256_bits() {
        let mut seen = HashSet::new();
        let (mut ones, mut zeros) = ([0_u8; Token::BYTES], [0_u8; Token::BYTES]);
        for _ in 0..10_000 {
            let token = Token::mint().unwrap();
            let bytes = URL_SAFE_NO_PAD.decode(token.reveal()).unwrap();
            assert_eq!(bytes.len() * 8, 256);
            for (at, byte) in bytes.iter().enumerate() {
                ones[at] |= byte;
                zeros[at] |= !byte;
            }
            assert_ne!(bytes, token.hash().as_bytes(), "a hash is no token");
            assert!(seen.insert(bytes));
        }
        let full = [u8::MAX; Token::BYTES];
        assert_eq!((ones, zeros), (full, full), "every bit varies");
        let token = Token::mint().unwrap();
        assert!(!format!("{token:?} {:?}", token.hash()).contains(token.reveal()));
    }
}
