//! A mailbox for trials: mails are kept in the host's own database instead of being sent.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::context::ports::mailer::{Mail, MailFailure, Mailer};
use crate::crypto::{Keys, SealContext};
use crate::outbox::reseal::{self, ResealCount};
use crate::stores::{KeptMail, MailboxStore, Sealed, StoreResult};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::locale::Locale;
use crate::types::loopback::is_loopback;

/// Keeps the newest hundred mails, sealed, in a store of the host's, which shows them on a page of
/// its own. Whoever sees that page sees every code, so widgets are built with it only while their
/// public URL is on the loopback interface. A clone is the same box.
#[derive(Clone)]
pub struct DevelopmentMailbox {
    store: Arc<dyn MailboxStore>,
    keys: Keys,
}

impl DevelopmentMailbox {
    /// How many mails are kept.
    pub const MOST: u32 = 100;

    /// A mailbox in that store; the bundled ones all are one. `keys` are a clone of
    /// those the widgets are built with, so that it follows when they are
    /// [changed](crate::Widgets::rotate).
    #[must_use]
    pub fn new(store: impl MailboxStore, keys: Keys) -> Self {
        Self {
            store: Arc::new(store),
            keys,
        }
    }

    /// The mails, the newest first. One whose key has left the ring is left out.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::stores::StoreError) when the store does not answer.
    pub async fn mails(&self) -> StoreResult<Vec<Mail>> {
        let kept = self.store.newest_mails(Self::MOST).await?;
        Ok(kept.iter().filter_map(|own| self.open(own)).collect())
    }

    /// The mail with that [`Mail::id`].
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::stores::StoreError) when the store does not answer.
    pub async fn find(&self, id: &str) -> StoreResult<Option<Mail>> {
        let kept = self.store.find_mail(id).await?;
        Ok(kept.and_then(|own| self.open(&own)))
    }

    /// Seals anew what an older key has sealed: see
    /// [`Widgets::reseal`](crate::Widgets::reseal), which does the same for all else.
    ///
    /// # Errors
    ///
    /// [`StoreError`](crate::stores::StoreError) when the store does not answer, or the operating
    /// system gives no random bytes.
    pub async fn reseal(&self) -> StoreResult<ResealCount> {
        reseal::each(&self.keys, &Newest(&*self.store)).await
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
        let plain = self
            .keys
            .open(associated_data(&kept.id), &kept.sealed)
            .ok()?;
        let content: Content = serde_json::from_slice(&plain).ok()?;
        content.mail(kept.id.clone(), kept.at)
    }
}

/// The mails as one page of sealed values.
struct Newest<'a>(&'a dyn MailboxStore);

#[async_trait]
impl reseal::Resealable for Newest<'_> {
    type Id = String;

    fn associated_data(id: &String) -> SealContext<'_> {
        associated_data(id)
    }

    async fn rows(&self, after: Option<&String>) -> StoreResult<Vec<Sealed<String>>> {
        if after.is_some() {
            return Ok(Vec::new());
        }
        let mails = self.0.newest_mails(DevelopmentMailbox::MOST).await?;
        let sealed = mails.into_iter().map(|own| Sealed {
            id: own.id,
            sealed: own.sealed,
        });
        Ok(sealed.collect())
    }

    async fn replace(&self, old: &Sealed<String>, new: Vec<u8>) -> StoreResult<bool> {
        self.0.reseal_mail(old, new).await
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
        if is_loopback(public_url) {
            return Vec::new();
        }
        vec![
            "mailer: the DevelopmentMailbox shows every code to whoever opens its page and works \
             only on localhost; send mail by a server, such as .mailer(Smtp::builder(..))"
                .to_owned(),
        ]
    }
}

/// What is sealed.
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
    SealContext {
        column: "mailbox.sealed",
        row: id,
    }
}

impl fmt::Debug for DevelopmentMailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DevelopmentMailbox(..)")
    }
}
