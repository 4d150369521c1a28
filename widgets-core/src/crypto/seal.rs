//! Sealing: authenticated encryption of secrets at rest, bound to their database column and row.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::keys::Keys;
use crate::types::EntropyError;
use crate::types::random::random_bytes;

/// Where a sealed value is stored. A value moved to another row or column does not open.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct SealContext<'a> {
    /// Table and column, such as `outbox.payload`.
    pub column: &'a str,
    /// Identifier of the row.
    pub row: &'a str,
}

impl<'a> SealContext<'a> {
    /// A column of a row.
    #[must_use]
    pub const fn new(column: &'a str, row: &'a str) -> Self {
        Self { column, row }
    }

    fn associated_data(&self) -> Vec<u8> {
        [self.column.as_bytes(), &[0], self.row.as_bytes()].concat()
    }
}

/// A sealed value does not open: it was changed or moved, or its key has left the ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value was changed, moved, or sealed with a key that is no longer in the ring")]
#[non_exhaustive]
pub struct OpenError;

const NONCE: usize = 24;

impl Keys {
    /// Seals `plain` with the newest key (XChaCha20-Poly1305, random nonce); `context` is
    /// authenticated.
    ///
    /// # Errors
    ///
    /// [`EntropyError`] if the operating system provides no random bytes.
    pub fn seal(&self, context: SealContext<'_>, plain: &[u8]) -> Result<Vec<u8>, EntropyError> {
        let ring = self.ring();
        let key = ring.newest();
        let nonce = random_bytes::<NONCE>()?;
        let cipher = XChaCha20Poly1305::new((&*key.to_seal()).into());
        let payload = Payload {
            msg: plain,
            aad: &context.associated_data(),
        };
        // Encryption fails only for plaintexts above 256 GiB.
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| EntropyError)?;
        let id = key.id().as_bytes();
        let length = u8::try_from(id.len()).unwrap_or(u8::MAX);
        Ok([&[length], id, &nonce, &sealed].concat())
    }

    /// Opens what [`Keys::seal`] made with the same `context` and any key of the ring.
    ///
    /// # Errors
    ///
    /// [`OpenError`] if the value was changed or moved, or its key has left the ring.
    pub fn open(&self, context: SealContext<'_>, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
        let (id, rest) = key_and_rest(sealed).ok_or(OpenError)?;
        let (nonce, message) = rest.split_first_chunk::<NONCE>().ok_or(OpenError)?;
        let ring = self.ring();
        let key = ring.find(id).ok_or(OpenError)?;
        let cipher = XChaCha20Poly1305::new((&*key.to_seal()).into());
        let payload = Payload {
            msg: message,
            aad: &context.associated_data(),
        };
        let plain = cipher.decrypt(&XNonce::from(*nonce), payload);
        plain.map_err(|_| OpenError)
    }

    /// Whether the value names a key that is not in the ring: one this instance has not been given
    /// yet, or one that was dropped.
    pub(crate) fn lacks_the_key_of(&self, sealed: &[u8]) -> bool {
        key_and_rest(sealed).is_some_and(|(id, _)| self.ring().find(id).is_none())
    }

    /// Seals the value again with the newest key; `None` if that key sealed it already.
    ///
    /// # Errors
    ///
    /// [`ResealError`] if it does not open, or the operating system provides no random bytes.
    pub(crate) fn reseal(
        &self,
        context: SealContext<'_>,
        sealed: &[u8],
    ) -> Result<Option<Vec<u8>>, ResealError> {
        let keys = self.pinned();
        let is_newest = key_and_rest(sealed).is_some_and(|(id, _)| id == keys.ring().newest().id());
        let plain = Zeroizing::new(keys.open(context, sealed)?);
        if is_newest {
            return Ok(None);
        }
        Ok(Some(keys.seal(context, &plain)?))
    }
}

/// Why a value could not be resealed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ResealError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

/// The id of the key that sealed a value, and the remaining bytes.
fn key_and_rest(sealed: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = sealed.split_first()?;
    let (id, rest) = rest.split_at_checked(usize::from(*length))?;
    Some((std::str::from_utf8(id).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::Key;

    const PLACE: SealContext<'_> = SealContext::new("outbox.payload", "out_1");

    #[test]
    fn a_sealed_value_opens_only_in_its_place_and_unchanged() {
        let keys = Keys::development();
        let sealed = keys.seal(PLACE, b"secret").unwrap();
        assert_eq!(keys.open(PLACE, &sealed).unwrap(), b"secret");
        for elsewhere in [
            SealContext::new(PLACE.column, "out_2"),
            SealContext::new("x", PLACE.row),
        ] {
            assert_eq!(keys.open(elsewhere, &sealed), Err(OpenError));
        }
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(keys.open(PLACE, &changed), Err(OpenError), "byte {at}");
            let cut = keys.open(PLACE, &sealed[..at]);
            assert_eq!(cut, Err(OpenError), "cut at {at}");
        }
    }

    #[test]
    fn attack_164_old_keys_open_until_they_leave_the_ring() {
        let key = |id: &str, seed| Key::new(id, &Key::test_secret(seed)).unwrap();
        let old = Keys::new(key("one", 1), []).unwrap();
        let sealed = old.seal(PLACE, b"secret").unwrap();
        let both = Keys::new(key("two", 2), [key("one", 1)]).unwrap();
        assert_eq!(both.open(PLACE, &sealed).unwrap(), b"secret");
        let resealed = both.seal(PLACE, b"secret").unwrap();
        assert_eq!(old.open(PLACE, &resealed), Err(OpenError));
        let new = Keys::new(key("two", 2), []).unwrap();
        assert_eq!(new.open(PLACE, &sealed), Err(OpenError));
    }
}
