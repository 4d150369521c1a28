//! Inputs, and what proving the mailbox allows.

use serde::{Deserialize, Serialize};

use crate::context::RequestCtx;
use crate::fields;
use crate::http::fields::FieldErrors;
use crate::http::typed_fields::{Optional, Text};
use crate::types::email::Email;
use crate::types::id::AccountId;

fields! {
    /// An address to mail a code to.
    pub(super) struct SendFields {
        /// Email address.
        email: Text,
        /// Whether to stay signed in.
        keep: bool,
        pub(super) place: ReturnFields,
    }
}

fields! {
    /// The page to return to.
    pub(super) struct ReturnFields {
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

/// Requests a mailed code to sign in. Hooks see the address. Whether it has an account is not
/// revealed.
#[derive(Debug)]
#[non_exhaustive]
pub struct AskForCode {
    /// Email address.
    pub email: Email,
    /// Whether the user wants to stay signed in.
    pub keep: bool,
}

impl AskForCode {
    /// Parses the form.
    pub(super) fn parse(ctx: &RequestCtx, fields: &SendFields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form();
        match form.read(&fields.email, |typed| ctx.read_email(typed)) {
            Some(email) => Ok(Self {
                email,
                keep: fields.keep,
            }),
            None => Err(form.into_errors()),
        }
    }
}

/// What proving the mailbox allows when signing in.
#[derive(Serialize, Deserialize)]
pub(super) struct SignInGoal {
    pub(super) keep: bool,
}

/// Signs in by a mailed code or link. Hooks see the account, not the code.
#[derive(Debug)]
#[non_exhaustive]
pub struct ProvedMailbox {
    /// The account.
    pub account: AccountId,
    /// Whether the user wants to stay signed in.
    pub keep: bool,
}

/// Requests a mailed code for a step-up. It is sent to the account's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskForStepUpCode;

/// Steps up by a mailed code or link. Hooks do not see the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfirmedMailbox;

/// What proving the mailbox allows where a sign-in waits.
#[derive(Serialize, Deserialize)]
pub(super) struct SecondGoal {
    /// Whether to have the browser trusted.
    pub(super) trust: bool,
}

/// Requests a mailed code as second factor. It is sent to the account's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskForSecondCode;

/// Completes a sign-in by a mailed code or link. Hooks do not see the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CompletedByMailbox;
