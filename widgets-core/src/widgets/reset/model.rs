//! What the widget takes, always valid.

use serde::Serialize;

use crate::context::RequestCtx;
use crate::crypto::{NewPassword, PasswordContext};
use crate::http::fields::{FieldErrors, Fields};
use crate::types::email::Email;
use crate::types::id::AccountId;

/// Asking for a new password. Hooks see the address; whether it has an account nobody learns here.
#[derive(Debug)]
pub struct AskForReset {
    /// The address.
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

/// Setting a new password in place of a forgotten one. Hooks see whose, not the password.
#[derive(Debug)]
pub struct ResetPassword {
    /// Whose.
    pub account: AccountId,
}

/// Reads the new password.
pub(crate) fn read_password(
    ctx: &RequestCtx,
    email: &Email,
    fields: &Fields,
) -> Result<NewPassword, FieldErrors> {
    let context = PasswordContext::new(ctx.app().name()).email(email);
    ctx.read_new_password("new_password", &context, fields)
}

/// What the form shows.
#[derive(Debug, Default, Serialize)]
pub(super) struct FormState {
    pub(super) email: String,
    /// Whether it asks for the answer to a captcha.
    pub(super) captcha: bool,
}

impl FormState {
    /// What was typed before, or what an address on the way here knew already.
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
