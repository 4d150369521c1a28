//! The keys of running widgets: giving them others, and sealing anew what older ones sealed.

use super::Widgets;
use crate::crypto::Keys;
use crate::ops::{Resealed, reseal};
use crate::stores::StoreError;
use crate::types::loopback::is_loopback;

impl Widgets {
    /// Gives a running host other keys, without a restart. Requests that are under way end with the
    /// keys they began with. Clones of the keys the widgets were built with, such as those of a
    /// [`DevelopmentMailbox`](crate::outbox::mailers::DevelopmentMailbox), follow.
    ///
    /// # Errors
    ///
    /// [`RotateError`], and no change, when the widgets could not be built with these keys, or one
    /// of them has the identifier of a present key and another secret.
    pub fn rotate(&self, keys: &Keys) -> Result<(), RotateError> {
        if keys.is_development() && !is_loopback(self.public_url()) {
            return Err(RotateError::Development);
        }
        let present = self.app.shared_keys();
        if let Some(id) = present.ring().contradicts(&keys.ring()) {
            return Err(RotateError::AnotherSecret(id.to_owned()));
        }
        present.replace(keys);
        Ok(())
    }

    /// Seals anew what is stored and sealed under an older key, so that the older keys can be
    /// dropped: see [`Resealed`].
    ///
    /// It may run beside the host and on several instances at once, and be interrupted and begun
    /// again: it goes through the rows in batches, and replaces a value only where it is still the
    /// one it read.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when a store does not answer, or the operating system gives no random bytes.
    /// What was sealed anew until then stays so.
    pub async fn reseal(&self) -> Result<Resealed, StoreError> {
        reseal::all(&self.app.following()).await
    }
}

/// Why a running host was not given other keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RotateError {
    /// They are [`Keys::development`], and the public URL is not on the loopback interface.
    #[error("Keys::development() is known to everybody and works only on localhost")]
    Development,
    /// A key has the identifier of a present one, but another secret.
    #[error("the key {0:?} has another secret than before: give a new key a new id")]
    AnotherSecret(String),
}
