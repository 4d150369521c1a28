//! Mail requests: the content of a mail as data, sealed in the outbox until it is sent.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::context::app_state::AppState;
use crate::context::problem::Problem;
use crate::crypto::Keys;
use crate::i18n::Messages;
use crate::stores::{Change, ClaimedRow, OutboxRow, outbox_payload};
use crate::table::mails::MailKind;
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::fault::Fault;
use crate::types::tagged::Tagged;

/// A mail to send. Rendered at delivery, in the recipient's language.
#[derive(Serialize, Deserialize)]
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

    pub(super) fn to(&self) -> Option<Email> {
        Email::from_stored(self.to.clone(), self.key.clone())
    }

    /// When the content expires; `None` if it never does.
    pub(crate) fn useless_after(&self) -> Option<Timestamp> {
        let at = self.says.data().get("expires_at")?.as_i64()?;
        Some(Timestamp::from_micros(at))
    }
}

impl fmt::Debug for MailRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailRequest(..)")
    }
}

/// The content of an outbox row with topic mail.
#[derive(Debug)]
pub(crate) enum Opened {
    MailRequest(MailRequest),
    /// Nothing to send. The row exists to cost the same as a mail (against account enumeration).
    Nothing,
}

impl Opened {
    /// Opens and parses a row; `None` if it cannot be read.
    pub(crate) fn read(row: &ClaimedRow, keys: &Keys) -> Option<Self> {
        let plain = outbox_payload::open(row, keys)?;
        let mail_request: Option<MailRequest> = serde_json::from_slice(&plain).ok()?;
        Some(mail_request.map_or(Self::Nothing, Self::MailRequest))
    }
}

impl AppState {
    /// The outbox row that sends a mail. Where the store decides which of several mails is sent, a
    /// flow makes a row for each.
    pub(crate) fn post(
        &self,
        mail_request: &MailRequest,
        at: Timestamp,
    ) -> Result<OutboxRow, Fault> {
        self.seal_mail_request(Some(mail_request), at)
    }

    /// A row of the same size and cost that sends nothing, so that writing to no one looks the same
    /// (against account enumeration).
    pub(crate) fn post_nothing(&self, at: Timestamp) -> Result<OutboxRow, Fault> {
        self.seal_mail_request(None, at)
    }

    /// Pads the content to a multiple of 2 KiB, so that its length reveals nothing.
    fn seal_mail_request(
        &self,
        mail_request: Option<&MailRequest>,
        at: Timestamp,
    ) -> Result<OutboxRow, Fault> {
        const STEP: usize = 2048;
        let mut plain = serde_json::to_vec(&mail_request).map_err(Fault::lasting)?;
        plain.resize(plain.len().next_multiple_of(STEP), b' ');
        outbox_payload::row(outbox_payload::MAIL, &plain, at, self.keys())
    }
}

impl Change {
    /// Adds a mail that is sent if and only if the write commits.
    pub(crate) fn mail(
        mut self,
        ctx: &RequestCtx,
        mail_request: &MailRequest,
    ) -> Result<Self, Problem> {
        let row = ctx.app().post(mail_request, self.stamp.at)?;
        self.outbox.push(row);
        Ok(self)
    }

    /// Adds a row that costs the same as a mail and sends nothing.
    pub(crate) fn discard(mut self, ctx: &RequestCtx) -> Result<Self, Problem> {
        let row = ctx.app().post_nothing(self.stamp.at)?;
        self.outbox.push(row);
        Ok(self)
    }
}
