//! Inputs, and data of the form.

use std::fmt;

use serde::Serialize;

use crate::context::RequestCtx;
use crate::crypto::{NewPassword, PasswordContext};
use crate::http::fields::{FieldErrors, Fields};
use crate::stores::Epoch;
use crate::types::email::Email;
use crate::types::id::AccountId;

/// Requests a password reset. Hooks see the address. Whether it has an account is not revealed.
#[derive(Debug)]
#[non_exhaustive]
pub struct AskForReset {
    /// Email address.
    pub email: Email,
}

impl AskForReset {
    pub(super) fn parse(ctx: &RequestCtx, fields: &Fields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form(fields);
        let email = form.read("email", |typed| ctx.read_email(typed));
        email
            .map(|email| Self { email })
            .ok_or_else(|| form.into_errors())
    }
}

/// Sets a new password instead of a forgotten one. Hooks see the account, not the password.
pub struct ResetPassword {
    /// The account.
    pub account: AccountId,
    /// The epoch the account was at when the code was sent.
    pub(super) epoch: Epoch,
    pub(super) password: NewPassword,
}

impl fmt::Debug for ResetPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResetPassword({}, ..)", self.account)
    }
}

/// Parses the new password.
pub(crate) fn read_password(
    ctx: &RequestCtx,
    email: &Email,
    fields: &Fields,
) -> Result<NewPassword, FieldErrors> {
    let context = PasswordContext::new(ctx.app().name()).email(email);
    ctx.read_new_password("new_password", &context, fields)
}

/// Data of the form.
#[derive(Debug, Default, Serialize)]
pub(super) struct FormState {
    pub(super) email: String,
    /// Whether a captcha is required.
    pub(super) captcha: bool,
}

impl FormState {
    /// What was typed before, or the query's `login_hint`.
    pub(super) fn read(ctx: &RequestCtx, fields: &Fields) -> Self {
        let known = match fields.get("email") {
            "" => fields.get("login_hint"),
            typed => typed,
        };
        Self {
            email: known.chars().take(254).collect(),
            captcha: ctx.app().captcha().is_some(),
        }
    }
}
