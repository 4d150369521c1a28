//! What the widget shows and takes.

use std::fmt;

use serde::Serialize;
use zeroize::Zeroizing;

use crate::context::{RequestCtx, UserCtx};
use crate::http::fields::{FieldErrors, Fields};

/// A way in which somebody can show that it is them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Way {
    /// The account's password.
    Password,
    /// A code sent to its mailbox.
    Email,
}

/// Confirming with the account's password. Hooks see that, not the password.
pub struct ConfirmPassword {
    password: Zeroizing<String>,
}

impl ConfirmPassword {
    /// Reads the form.
    pub(super) fn parse(ctx: &RequestCtx, fields: &Fields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form(fields);
        let password = form.secret("password", || words.sign_in_password_empty());
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

/// Asking for a code by email to confirm with. It goes to the account's own address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskForCode;

/// Confirming with a code or link that was sent to the mailbox. Hooks see that, not the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConfirmedMailbox;

/// What the page shows: whom it asks, and what they can answer with.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Asking {
    pub(super) email: String,
    pub(super) methods: Vec<Way>,
    /// Whether it was shown recently enough already.
    pub(super) fresh: bool,
    /// The row of the form that is done as soon as it is shown.
    pub(super) waiting: Option<String>,
}

impl Asking {
    pub(super) fn new(ctx: &UserCtx, methods: Vec<Way>, waiting: Option<&str>) -> Self {
        Self {
            email: ctx.admission().account.email.as_str().to_owned(),
            methods,
            fresh: ctx.is_fresh(),
            waiting: waiting.map(str::to_owned),
        }
    }
}
