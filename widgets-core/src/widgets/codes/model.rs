//! Inputs, and data of the pages.

use serde::Serialize;

use crate::flows::mailed_code::resend_at;
use crate::stores::ChallengePurpose;
use crate::table::purposes::{MailedPurpose, OpenedChallenge};
use crate::types::clock::Timestamp;
use crate::types::id::ChallengeId;

/// Sends a code again. Hooks see its purpose.
#[derive(Debug)]
#[non_exhaustive]
pub struct ResendCode {
    /// Purpose of the code.
    pub purpose: ChallengePurpose,
}

/// Declines a code that was not requested. Hooks do not see the link.
#[derive(Debug)]
pub struct RevokeCode(pub(super) ());

/// Data of the page that takes a code.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CodeForm {
    pub(super) challenge: ChallengeId,
    pub(super) purpose: &'static MailedPurpose,
    pub(super) email: String,
    /// When the code expires.
    pub(super) code_expires_at: Timestamp,
    /// When it can be sent again; `None` if it cannot.
    pub(super) resend_at: Option<Timestamp>,
}

impl CodeForm {
    pub(super) fn of(open: &OpenedChallenge) -> Self {
        Self {
            challenge: open.challenge.id.clone(),
            purpose: open.purpose,
            email: open.challenge.email.as_str().to_owned(),
            code_expires_at: open.challenge.code_expires_at,
            resend_at: resend_at(&open.challenge),
        }
    }
}

/// Data of the page behind a link.
#[derive(Debug, Serialize)]
#[serde(tag = "link", rename_all = "snake_case")]
pub(super) enum LinkPage {
    /// The link was requested in this browser, which can continue.
    Here { purpose: &'static MailedPurpose },
    /// The link was requested in another browser, where the code must be typed.
    Elsewhere {
        purpose: &'static MailedPurpose,
        /// `None` if it has expired.
        code: Option<String>,
    },
    /// The link no longer works.
    Spent,
}
