//! Mail requests: the content of a mail as data, sealed in the outbox until it is sent.

use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::context::app_state::AppState;
use crate::context::problem::Problem;
use crate::i18n::Messages;
use crate::stores::{Change, outbox_payload};
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
