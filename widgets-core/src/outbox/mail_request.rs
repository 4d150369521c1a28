//! Mails: what a mail will say, as data. They wait sealed in the outbox.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::context::app_state::AppState;
use crate::context::problem::Problem;
use crate::crypto::Keys;
use crate::i18n::Messages;
use crate::stores::{Change, ClaimedRow, OutboxRow, outbox_payload};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::fault::Fault;

/// One mail. It is written when it is sent, in the language of whoever reads it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct MailRequest {
    to: String,
    key: String,
    pub(super) language: String,
    pub(super) zone: String,
    #[serde(rename = "says")]
    pub(super) kind: MailKind,
}

/// What a mail says. Addresses are paths below the mount path; the public URL is put before them
/// when the mail is written, so nothing a request says can decide where a link leads.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) enum MailKind {
    /// The code that confirms an address and makes an account.
    SignUp(MailedCode),
    /// Somebody tried to sign up with the address of an account.
    SignUpTaken {
        /// Where to sign in.
        sign_in: String,
        /// Where to ask for a new password.
        reset: String,
    },
    /// The code that signs in.
    SignIn(MailedCode),
    /// The code that allows a new password.
    Reset(MailedCode),
    /// The code that confirms who is at a signed-in browser.
    StepUp(MailedCode),
    /// The first password of an account was set.
    PasswordSet {
        /// When, in microseconds since 1970.
        at: i64,
        /// Where to ask for a new password.
        reset: String,
    },
    /// The password of an account was changed.
    PasswordChanged {
        /// When, in microseconds since 1970.
        at: i64,
        /// Where to ask for a new password.
        reset: String,
    },
    /// An invitation to sign up.
    Invitation {
        /// Where to accept it.
        link: String,
        /// When it expires, in microseconds since 1970.
        expires_at: i64,
        /// Who invites, in their own words.
        by: Option<String>,
    },
}

/// A code with all that belongs to it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct MailedCode {
    /// The code as it is to be typed.
    pub(crate) code: String,
    /// Where the same is done by following a link.
    pub(crate) link: Option<String>,
    /// Where whoever did not ask for it says so, which revokes it.
    pub(crate) decline: String,
    /// When it expires, in microseconds since 1970. After that the mail is not sent any more.
    pub(crate) expires_at: i64,
}

impl MailRequest {
    /// A mail to one address, in the language and by the clock of `messages`.
    pub(crate) fn new(to: &Email, messages: &Messages, kind: MailKind) -> Self {
        Self {
            to: to.as_str().to_owned(),
            key: to.key().as_str().to_owned(),
            language: messages.language().as_str().to_owned(),
            zone: messages.zone_name().to_owned(),
            kind,
        }
    }

    pub(super) fn to(&self) -> Option<Email> {
        Email::from_stored(self.to.clone(), self.key.clone())
    }

    /// From when on it is of no use to anybody.
    pub(crate) fn useless_after(&self) -> Option<Timestamp> {
        let at = match &self.kind {
            MailKind::SignUp(own)
            | MailKind::SignIn(own)
            | MailKind::Reset(own)
            | MailKind::StepUp(own) => own.expires_at,
            MailKind::Invitation { expires_at, .. } => *expires_at,
            MailKind::SignUpTaken { .. }
            | MailKind::PasswordSet { .. }
            | MailKind::PasswordChanged { .. } => {
                return None;
            }
        };
        Some(Timestamp::from_micros(at))
    }
}

impl fmt::Debug for MailRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailRequest(..)")
    }
}

/// What the worker finds in a row of mail.
#[derive(Debug)]
pub(crate) enum Opened {
    /// A mail.
    MailRequest(MailRequest),
    /// Nothing: the row only costs what a mail costs.
    Nothing,
}

impl Opened {
    /// Opens a row; none when it cannot be read.
    pub(crate) fn read(row: &ClaimedRow, keys: &Keys) -> Option<Self> {
        let plain = outbox_payload::open(row, keys)?;
        let mail_request: Option<MailRequest> = serde_json::from_slice(&plain).ok()?;
        Some(mail_request.map_or(Self::Nothing, Self::MailRequest))
    }
}

impl AppState {
    /// The row of the outbox that sends `mail`. Where a store decides which of two mails goes
    /// out, a flow makes a row for each.
    pub(crate) fn post(
        &self,
        mail_request: &MailRequest,
        at: Timestamp,
    ) -> Result<OutboxRow, Fault> {
        self.seal_mail_request(Some(mail_request), at)
    }

    /// A row of the same shape and cost that sends nothing: for addresses nobody is to be written
    /// to, when that must not show.
    pub(crate) fn post_nothing(&self, at: Timestamp) -> Result<OutboxRow, Fault> {
        self.seal_mail_request(None, at)
    }

    /// Mails are filled up with space, so that their length says nothing either.
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
    /// This change with a mail that goes out if and only if the write takes place.
    pub(crate) fn mail(
        mut self,
        ctx: &RequestCtx,
        mail_request: &MailRequest,
    ) -> Result<Self, Problem> {
        let row = ctx.app().post(mail_request, self.stamp.at)?;
        self.outbox.push(row);
        Ok(self)
    }

    /// This change with a row that costs what a mail costs, and sends nothing.
    pub(crate) fn discard(mut self, ctx: &RequestCtx) -> Result<Self, Problem> {
        let row = ctx.app().post_nothing(self.stamp.at)?;
        self.outbox.push(row);
        Ok(self)
    }
}
