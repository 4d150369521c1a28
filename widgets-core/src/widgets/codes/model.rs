//! Inputs, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::RequestCtx;
use crate::fields;
use crate::flows::mailed_code::{resend_at, works};
use crate::http::typed_fields::Text;
use crate::stores::ChallengePurpose;
use crate::table::purposes::{MailedPurpose, OpenedChallenge};
use crate::types::clock::Timestamp;
use crate::types::id::ChallengeId;

fields! {
    /// A mailed code.
    pub(super) struct CodeFields {
        /// The code, with or without spaces.
        pub(super) code: Text,
    }
}

fields! {
    /// Another address to mail the code to.
    pub(super) struct AddressFields {
        /// Email address.
        pub(super) email: Text,
    }
}

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
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct CodeForm {
    pub(super) challenge: ChallengeId,
    #[schemars(with = "ChallengePurpose")]
    pub(super) purpose: &'static MailedPurpose,
    pub(super) email: String,
    /// When the code expires.
    pub(super) code_expires_at: Timestamp,
    /// Whether a code can be entered: it has not expired, and there are tries left.
    pub(super) works: bool,
    /// When it can be sent again; `None` if it cannot.
    pub(super) resend_at: Option<Timestamp>,
    /// Whether an error of the page says how long to wait for that.
    #[serde(skip)]
    pub(super) wait_is_told: bool,
}

impl CodeForm {
    pub(super) fn of(ctx: &RequestCtx, open: &OpenedChallenge) -> Self {
        Self {
            works: works(ctx, open) && open.challenge.tries_left > 0,
            challenge: open.challenge.id.clone(),
            purpose: open.purpose,
            email: open.challenge.email.as_str().to_owned(),
            code_expires_at: open.challenge.code_expires_at,
            resend_at: resend_at(&open.challenge),
            wait_is_told: false,
        }
    }

    /// The same on the page that refuses to send the code again: as long as there is a wait, it is the
    /// reason.
    pub(super) fn telling_wait(self) -> Self {
        Self {
            wait_is_told: true,
            ..self
        }
    }

    /// The same once the code can no longer be entered.
    pub(super) fn over(self) -> Self {
        Self {
            works: false,
            ..self
        }
    }
}

/// A code or link that no longer works, or one that can be declined.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "CodeWorks")]
pub(super) struct Works {
    pub(super) works: bool,
}

/// Data of the page behind a link.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "link", rename_all = "snake_case")]
pub(super) enum LinkPage {
    /// The link was requested in this browser, which can continue.
    Here {
        #[schemars(with = "ChallengePurpose")]
        purpose: &'static MailedPurpose,
    },
    /// The link was requested in another browser, where the code must be typed.
    Elsewhere {
        #[schemars(with = "ChallengePurpose")]
        purpose: &'static MailedPurpose,
        /// `None` if it has expired.
        code: Option<String>,
    },
    /// The link no longer works.
    Spent,
}
