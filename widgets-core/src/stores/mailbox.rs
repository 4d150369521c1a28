//! Storage of the development mailbox. Not part of [`Stores`](super::Stores): hosts with a mail
//! server do not need it.

use async_trait::async_trait;

use super::{Sealed, StoreResult};
use crate::types::Timestamp;
use crate::types::records::records;

records! {
    /// A stored mail.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct KeptMail {
        /// Identifier of the mail.
        pub id: String,
        /// When it was stored.
        pub at: Timestamp,
        /// The mail, sealed and bound to its identifier.
        pub sealed: Vec<u8>,
    }
}

/// Storage for the newest mails.
#[async_trait]
pub trait MailboxStore: Send + Sync + 'static {
    /// Stores a mail, replacing one with the same identifier, and deletes the oldest so that about
    /// `most` remain.
    async fn keep_mail(&self, mail: KeptMail, most: u32) -> StoreResult<()>;

    /// Up to `limit` mails, newest first.
    async fn newest_mails(&self, limit: u32) -> StoreResult<Vec<KeptMail>>;

    /// Replaces a sealed mail if it is still `old`; returns `false`, without a change, if not. The
    /// order of mails does not change.
    async fn reseal_mail(&self, old: &Sealed<String>, new: Vec<u8>) -> StoreResult<bool>;

    /// Finds a mail by its identifier.
    async fn find_mail(&self, id: &str) -> StoreResult<Option<KeptMail>>;
}
