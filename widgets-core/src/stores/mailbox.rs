//! What the development mailbox keeps mails in. It is no part of [`Stores`](super::Stores): a host
//! that sends mail by a server needs none.

use async_trait::async_trait;

use super::{Sealed, StoreResult};
use crate::types::clock::Timestamp;

/// A mail in the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptMail {
    /// The mail's own identifier.
    pub id: String,
    /// When it was put there.
    pub at: Timestamp,
    /// All of the mail, sealed and bound to its identifier.
    pub sealed: Vec<u8>,
}

/// A box of the newest mails.
#[async_trait]
pub trait MailboxStore: Send + Sync + 'static {
    /// Keeps a mail, in place of an earlier one with its identifier, and lets the oldest go so that
    /// about `most` stay.
    async fn keep_mail(&self, mail: KeptMail, most: u32) -> StoreResult<()>;

    /// Up to `limit` mails, the newest first.
    async fn newest_mails(&self, limit: u32) -> StoreResult<Vec<KeptMail>>;

    /// Puts `new` in the place of the sealed mail that was read; `false`, and no change, when it is
    /// no longer that one. The mail keeps its place among the others.
    async fn reseal_mail(&self, old: &Sealed<String>, new: Vec<u8>) -> StoreResult<bool>;

    /// The mail with that identifier.
    async fn find_mail(&self, id: &str) -> StoreResult<Option<KeptMail>>;
}
