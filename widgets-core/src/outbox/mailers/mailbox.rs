//! A development mailbox: mails are stored in the host's database instead of being sent.

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use url::Url;

use super::only_on_localhost;
use crate::context::ports::mailer::{Mail, MailFailure, Mailer};
use crate::crypto::{Keys, SealContext};
use crate::outbox::reseal::ResealCount;
use crate::stores::{KeptMail, MailboxStore, Sealed, StoreResult};
use crate::types::{Email, Locale, Timestamp};

/// Stores the newest 100 mails, sealed, for a page of the host that lists them. Any visitor of
/// that page can read every code, so `build()` refuses it unless the public URL is on the loopback
/// interface. Clones share the mailbox.
#[derive(Clone, derive_more::Debug)]
#[debug("DevelopmentMailbox(..)")]
pub struct DevelopmentMailbox {
    store: Arc<dyn MailboxStore>,
    keys: Keys,
}

impl DevelopmentMailbox {
    /// Maximum number of stored mails; older ones are deleted.
    pub const MOST: u32 = 100;

    /// A mailbox in this store; every bundled store is a [`MailboxStore`]. Pass a clone of the keys
    /// given to the widgets, so that [rotation](crate::Widgets::rotate) applies to the mailbox too.
    #[must_use]
    pub fn new(store: impl MailboxStore, keys: Keys) -> Self {
        Self {
            store: Arc::new(store),
            keys,
        }
    }

    /// The mails, newest first, without those whose key has left the ring.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::stores::StoreError) on an outage.
    pub async fn mails(&self) -> StoreResult<Vec<Mail>> {
        let kept = self.store.newest_mails(Self::MOST).await?;
        Ok(kept.iter().filter_map(|own| self.open(own)).collect())
    }

    /// The mail with this [`Mail::id`].
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::stores::StoreError) on an outage.
    pub async fn find(&self, id: &str) -> StoreResult<Option<Mail>> {
        let kept = self.store.find_mail(id).await?;
        Ok(kept.and_then(|own| self.open(&own)))
    }

    /// Reseals mails that an older key has sealed. [`Widgets::reseal`](crate::Widgets::reseal) does
    /// it for everything else.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::stores::StoreError) on an outage, or if the operating system provides
    /// no random bytes.
    pub async fn reseal(&self) -> StoreResult<ResealCount> {
        let mut count = ResealCount::default();
        for mail in self.store.newest_mails(Self::MOST).await? {
            let row = Sealed::new(mail.id, mail.sealed);
            if let Some(new) = count.reseal(&self.keys, associated_data(&row.id), &row)? {
                count.stored(self.store.reseal_mail(&row, new).await?);
            }
        }
        Ok(count)
    }

    fn seal(&self, mail: &Mail) -> Result<KeptMail, MailFailure> {
        let content = Content {
            to: mail.to.as_str().to_owned(),
            key: mail.to.key().as_str().to_owned(),
            language: mail.language.as_str().to_owned(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            html: mail.html.clone(),
        };
        let plain = serde_json::to_vec(&content).map_err(MailFailure::permanent)?;
        let sealed = self.keys.seal(associated_data(&mail.id), &plain);
        Ok(KeptMail {
            id: mail.id.clone(),
            at: mail.at,
            sealed: sealed.map_err(MailFailure::temporary)?,
        })
    }

    fn open(&self, kept: &KeptMail) -> Option<Mail> {
        let plain = self.keys.open(associated_data(&kept.id), &kept.sealed);
        let content: Content = serde_json::from_slice(&plain.ok()?).ok()?;
        content.mail(kept.id.clone(), kept.at)
    }
}

#[async_trait]
impl Mailer for DevelopmentMailbox {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        let kept = self.seal(mail)?;
        let kept = self.store.keep_mail(kept, Self::MOST).await;
        kept.map_err(MailFailure::temporary)
    }

    fn problems(&self, public_url: &Url) -> Vec<String> {
        only_on_localhost(
            public_url,
            "the DevelopmentMailbox shows every code on a page of the host and is allowed only on \
             localhost; use a mail server, such as .mailer(Smtp::new(..))",
        )
    }
}

/// The sealed part of a mail.
#[derive(Serialize, Deserialize)]
struct Content {
    to: String,
    key: String,
    language: String,
    subject: String,
    text: String,
    html: String,
}

impl Content {
    fn mail(self, id: String, at: Timestamp) -> Option<Mail> {
        Some(Mail {
            id,
            at,
            to: Email::from_stored(self.to, self.key)?,
            language: Locale::parse(&self.language)?,
            subject: self.subject,
            text: self.text,
            html: self.html,
        })
    }
}

const fn associated_data(id: &str) -> SealContext<'_> {
    SealContext::new("mailbox.sealed", id)
}
