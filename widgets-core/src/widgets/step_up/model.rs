//! Inputs, and data of the page.

use std::fmt;

use serde::Serialize;
use zeroize::Zeroizing;

use crate::context::{RequestCtx, UserCtx};
use crate::http::fields::{FieldErrors, Fields};

/// A step-up method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
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
    pub(super) fn parse(ctx: &RequestCtx, fields: &Fields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form(fields);
        let password = form.secret("password", || words.sign_in_password_empty().to_owned());
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
#[derive(Debug, Clone, Serialize)]
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
