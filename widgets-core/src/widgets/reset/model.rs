//! Inputs, and data of the form.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::RequestCtx;
use crate::crypto::{NewPassword, PasswordContext};
use crate::fields;
use crate::http::fields::FieldErrors;
use crate::http::typed_fields::{Optional, Secret, Text};
use crate::stores::Epoch;
use crate::types::email::Email;
use crate::types::id::AccountId;

fields! {
    /// What the page is opened with.
    pub(super) struct ResetQuery {
        /// Address to fill in.
        pub(super) login_hint: Optional<Text>,
    }
}

fields! {
    /// The address of the account whose password is forgotten.
    pub(super) struct AskFields {
        /// Email address.
        pub(super) email: Text,
        /// Page to return to once the password is replaced.
        pub(super) return_to: Optional<Text>,
    }
}

fields! {
    /// What a reset asks for beside the code.
    pub(super) struct ResetFields {
        /// The new password.
        pub(super) new_password: Secret,
    }
}

/// Requests a password reset. Hooks see the address. Whether it has an account is not revealed.
#[derive(Debug)]
#[non_exhaustive]
pub struct AskForReset {
    /// Email address.
    pub email: Email,
}

impl AskForReset {
    pub(super) fn parse(ctx: &RequestCtx, fields: &AskFields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form();
        let email = form.read(&fields.email, |typed| ctx.read_email(typed));
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

/// Parses the new password, before the code is compared. The account's second factors lower no minimum here:
/// that would tell whether the address has an account, and what it is protected by.
pub(super) async fn read_password(
    ctx: &RequestCtx,
    email: &Email,
    fields: &ResetFields,
) -> Result<NewPassword, FieldErrors> {
    let context = context(ctx, email);
    ctx.read_new_password(&fields.new_password, &context).await
}

/// The same password, once the code was right.
pub(super) fn read_password_again(
    ctx: &RequestCtx,
    email: &Email,
    fields: &ResetFields,
) -> Result<NewPassword, FieldErrors> {
    ctx.read_new_password_again(&fields.new_password, &context(ctx, email))
}

fn context<'a>(ctx: &'a RequestCtx, email: &'a Email) -> PasswordContext<'a> {
    PasswordContext::new(ctx.app().name()).email(email)
}

/// Data of the form.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "ResetForm")]
pub(super) struct FormState {
    pub(super) email: String,
    /// Whether a captcha is required.
    pub(super) captcha: bool,
}

impl FormState {
    /// The form with the address that was typed before, or hinted at.
    pub(super) fn of(ctx: &RequestCtx, email: &str) -> Self {
        Self {
            email: email.to_owned(),
            captcha: ctx.app().captcha().is_some(),
        }
    }
}
