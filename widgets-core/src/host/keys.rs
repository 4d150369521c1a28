//! Key rotation at run time.

use super::Widgets;
use crate::crypto::Keys;
use crate::ops::{Resealed, reseal};
use crate::stores::StoreError;
use crate::types::loopback::is_loopback;

impl Widgets {
    /// Replaces the keys of a running host. Requests in progress finish with the keys they began
    /// with. Clones of the keys passed to the builder, such as those of a
    /// [`DevelopmentMailbox`](crate::outbox::mailers::DevelopmentMailbox), are updated too.
    ///
    /// # Errors
    ///
    /// [`RotateError`] if the widgets could not be built with these keys, or a key reuses the
    /// identifier of a current key for another secret. Nothing changes then.
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

    /// Reseals stored values that an older key has sealed, so that older keys can be dropped: see
    /// [`Resealed`].
    ///
    /// Safe to run next to the host, on several instances, and to interrupt and repeat: it reads
    /// rows in batches and replaces a value only if it has not changed since.
    ///
    /// # Errors
    ///
    /// [`StoreError`] on an outage, or if the operating system provides no random bytes. Values
    /// resealed until then remain so.
    pub async fn reseal(&self) -> Result<Resealed, StoreError> {
        reseal::all(&self.app.following()).await
    }
}

/// Why the keys were not replaced.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RotateError {
    /// They are [`Keys::development`], and the public URL is not on the loopback interface.
    #[error("Keys::development() is publicly known and allowed only on localhost")]
    Development,
    /// A key reuses the identifier of a current key for another secret.
    #[error("the key {0:?} has another secret than before: give a new key a new id")]
    AnotherSecret(String),
}
