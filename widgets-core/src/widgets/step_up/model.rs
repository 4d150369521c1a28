//! Inputs, and data of the page.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::context::{RequestCtx, UserCtx};
use crate::fields;
use crate::http::fields::FieldErrors;
use crate::http::typed_fields::{Optional, Secret, Text};

fields! {
    /// The page to return to after the step-up.
    pub(super) struct ReturnFields {
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

fields! {
    /// The password of the signed-in account.
    pub(super) struct PasswordFields {
        /// Password.
        password: Secret,
        /// Endpoint of the form that waits for the step-up.
        pub(super) waiting: Optional<Text>,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

/// A step-up method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "StepUpMethod")]
#[serde(rename_all = "snake_case")]
pub(crate) enum Way {
    /// The account's password.
    Password,
    /// A code mailed to the account's address.
    Email,
}

/// Steps up by password. Hooks do not see the password.
pub struct ConfirmPassword {
    password: Zeroizing<String>,
}

impl ConfirmPassword {
    pub(super) fn parse(ctx: &RequestCtx, fields: &PasswordFields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form();
        let password = form.secret(&fields.password, || words.sign_in_password_empty());
        password
            .map(|password| Self { password })
            .ok_or_else(|| form.into_errors())
    }

    pub(super) const fn password(&self) -> &Zeroizing<String> {
        &self.password
    }
}

impl fmt::Debug for ConfirmPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConfirmPassword(..)")
    }
}

/// Requests a mailed code for a step-up. It is sent to the account's address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskForCode;

/// Steps up by a mailed code or link. Hooks do not see the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfirmedMailbox;

/// Data of the page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "StepUpForm")]
pub(super) struct Asking {
    pub(super) email: String,
    pub(super) methods: Vec<Way>,
    /// Whether the last authentication is recent enough already.
    pub(super) fresh: bool,
    /// Endpoint of the pending form, submitted after the step-up.
    pub(super) waiting: Option<String>,
}

impl Asking {
    pub(super) fn new(ctx: &UserCtx, methods: Vec<Way>, waiting: Option<&str>) -> Self {
        Self {
            email: ctx.email().as_str().to_owned(),
            methods,
            fresh: ctx.is_fresh(),
            waiting: waiting.map(str::to_owned),
        }
    }
}
