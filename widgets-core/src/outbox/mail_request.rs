//! Mail requests: the content of a mail as data, sealed in the outbox until it is sent.

use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::context::app_state::AppState;
use crate::context::problem::Problem;
use crate::i18n::Messages;
use crate::stores::{Change, OutboxRow, outbox_payload};
use crate::types::clock::Timestamp;
use crate::types::email::Email;
use crate::types::fault::Fault;

/// A mail to send. Rendered at delivery, in the recipient's language.
#[derive(Serialize, Deserialize, derive_more::Debug)]
#[debug("MailRequest(..)")]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct MailRequest {
    to: String,
    key: String,
    pub(super) language: String,
    pub(super) zone: String,
    #[serde(rename = "says")]
    pub(super) kind: MailKind,
}

/// Content of a mail. URLs are paths below the mount path. The configured public URL is prepended
/// at rendering, so no request header can decide where a link leads.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) enum MailKind {
    /// Code that verifies an address and completes a sign-up.
    SignUp(MailedCode),
    /// Somebody tried to sign up with the address of an existing account.
    SignUpTaken {
        /// Path of the sign-in page.
        sign_in: String,
        /// Path of the password reset page.
        reset: String,
    },
    /// Code that signs in.
    SignIn(MailedCode),
    /// Code that allows setting a new password.
    Reset(MailedCode),
    /// Code for a step-up in a signed-in browser.
    StepUp(MailedCode),
    /// The first password of an account was set.
    PasswordSet {
        /// When, in microseconds since 1970.
        at: i64,
        /// Path of the password reset page.
        reset: String,
    },
    /// The password of an account was changed.
    PasswordChanged {
        /// When, in microseconds since 1970.
        at: i64,
        /// Path of the password reset page.
        reset: String,
    },
    /// Invitation to sign up.
    Invitation {
        /// Path that accepts it.
        link: String,
        /// Expiry, in microseconds since 1970.
        expires_at: i64,
        /// Name of the inviter. User input.
        by: Option<String>,
    },
}

/// A code and its links.
#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(PartialEq))]
pub(crate) struct MailedCode {
    pub(crate) code: String,
    /// Path of the equivalent link.
    pub(crate) link: Option<String>,
    /// Path that revokes the code, for recipients who did not request it.
    pub(crate) decline: String,
    /// Expiry, in microseconds since 1970. An expired code is not sent.
    pub(crate) expires_at: i64,
}

impl MailRequest {
    /// A mail to one address, in the language and time zone of `messages`.
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

    /// When the content expires; `None` if it never does.
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
