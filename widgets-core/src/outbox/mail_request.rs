//! Mail requests: the content of a mail as data, sealed in the outbox until it is sent.

use serde::{Deserialize, Serialize};

use crate::context::{AppState, Problem, RequestCtx};
use crate::i18n::Messages;
use crate::stores::{Change, outbox_payload};
use crate::table::mails::MailKind;
use crate::types::{AccountId, Email, Fault, Locale, Tagged, Timestamp, ZoneName};

/// A mail to send. Rendered at delivery, in the recipient's language.
#[derive(Serialize, Deserialize, derive_more::Debug)]
#[debug("MailRequest(..)")]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct MailRequest {
    to: String,
    key: String,
    pub(super) language: String,
    pub(super) zone: String,
    /// Its kind, and the values that a widget writes it with.
    pub(super) says: Tagged,
}

impl MailRequest {
    /// A mail to one address, in the language and time zone of `messages`.
    pub(crate) fn new<V: Serialize>(
        to: &Email,
        messages: &Messages,
        kind: &MailKind<V>,
        values: &V,
    ) -> Result<Self, Fault> {
        Ok(Self {
            to: to.as_str().to_owned(),
            key: to.key().as_str().to_owned(),
            language: messages.language().as_str().to_owned(),
            zone: messages.zone_name().to_owned(),
            says: Tagged::new(kind.key, values)?,
        })
    }

    /// In the reader's language and time zone, as far as they are known.
    pub(crate) fn read_by(mut self, reader: &Reader) -> Self {
        if let Some(language) = &reader.language {
            self.language = language.as_str().to_owned();
        }
        if let Some(zone) = &reader.zone {
            self.zone = zone.as_str().to_owned();
        }
        self
    }

    pub(super) fn to(&self) -> Option<Email> {
        Email::from_stored(self.to.clone(), self.key.clone())
    }

    /// When the content expires; `None` if it never does.
    pub(crate) fn useless_after(&self) -> Option<Timestamp> {
        let at = self.says.data().get("expires_at")?.as_i64()?;
        Some(Timestamp::from_micros(at))
    }
}

/// In whose words a mail is. Whoever asked for it may be somebody else.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    language: Option<Locale>,
    zone: Option<ZoneName>,
}

impl Reader {
    /// The user of that account: in the language and time zone of the profile, or else in the language of
    /// the sign-up. Without an account there is the same read (against account enumeration). If it fails,
    /// the mail matters more than its language.
    pub(crate) async fn of(
        ctx: &RequestCtx,
        account: Option<&AccountId>,
        signed_up: Option<&Locale>,
    ) -> Self {
        let nobody = AccountId::parse("nobody").ok();
        let Some(account) = account.or(nobody.as_ref()) else {
            return Self::default();
        };
        Self::of_account(ctx.app(), account, signed_up).await
    }

    /// The same outside of a request.
    pub(crate) async fn of_account(
        app: &AppState,
        account: &AccountId,
        signed_up: Option<&Locale>,
    ) -> Self {
        let found = app.stores().profile.find_profile(account).await;
        let found = found.inspect_err(|error| {
            tracing::warn!(%error, "a mail is not in its reader's language");
        });
        let own = found.ok().flatten().unwrap_or_default().preferences;
        Self {
            language: own.language.or_else(|| signed_up.cloned()),
            zone: own.time_zone,
        }
    }
}

impl Change {
    /// Adds a mail that is sent if and only if the write commits.
    pub(crate) fn mail(self, ctx: &RequestCtx, request: &MailRequest) -> Result<Self, Problem> {
        Ok(self.post(ctx.app(), Some(request))?)
    }

    /// Adds a row of the same size and cost as a mail that sends nothing, so that writing to no one
    /// looks the same (against account enumeration).
    pub(crate) fn discard(self, ctx: &RequestCtx) -> Result<Self, Problem> {
        Ok(self.post(ctx.app(), None)?)
    }

    /// Adds the row of a mail, or of none. Its content is padded to a multiple of 2 KiB, so that its
    /// length reveals nothing.
    pub(crate) fn post(
        mut self,
        app: &AppState,
        request: Option<&MailRequest>,
    ) -> Result<Self, Fault> {
        const STEP: usize = 2048;
        let mut plain = serde_json::to_vec(&request).map_err(Fault::lasting)?;
        plain.resize(plain.len().next_multiple_of(STEP), b' ');
        let (topic, at) = (outbox_payload::MAIL, self.stamp.at);
        let row = outbox_payload::row(topic, &plain, at, app.keys())?;
        self.outbox.push(row);
        Ok(self)
    }
}
