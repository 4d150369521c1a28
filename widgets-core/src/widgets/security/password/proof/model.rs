//! Inputs.

use zeroize::Zeroizing;

use crate::context::RequestCtx;
use crate::fields;
use crate::http::{FieldErrors, Optional, Secret, Text};
use crate::types::Email;

fields! {
    /// An email address and the password of its account.
    pub(super) struct EnterFields {
        /// Email address.
        email: Text,
        /// Password.
        password: Secret,
        /// Whether to stay signed in.
        keep: bool,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

fields! {
    /// The password of the signed-in account.
    pub(super) struct ConfirmFields {
        /// Password.
        password: Secret,
        /// Endpoint of the form that waits for the step-up.
        pub(super) waiting: Optional<Text>,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

/// Signs in by email address and password. Hooks do not see the password.
#[derive(derive_more::Debug)]
#[debug("EmailAndPassword({email}, ..)")]
#[non_exhaustive]
pub struct EmailAndPassword {
    /// Email address.
    pub email: Email,
    /// Whether the user wants to stay signed in.
    pub keep: bool,
    pub(super) password: Zeroizing<String>,
}

impl EmailAndPassword {
    /// Parses the form.
    pub(super) fn parse(ctx: &RequestCtx, fields: &EnterFields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form();
        let email = form.read(&fields.email, |typed| ctx.read_email(typed));
        let password = form.secret(&fields.password, || {
            words.sign_in_password_empty().to_owned()
        });
        match (email, password) {
            (Some(email), Some(password)) => Ok(Self {
                email,
                password,
                keep: fields.keep,
            }),
            _ => Err(form.into_errors()),
        }
    }
}

/// Steps up by password. Hooks do not see the password.
#[derive(derive_more::Debug)]
#[debug("ConfirmPassword(..)")]
pub struct ConfirmPassword {
    pub(super) password: Zeroizing<String>,
}

impl ConfirmPassword {
    pub(super) fn parse(ctx: &RequestCtx, fields: &ConfirmFields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form();
        let password = form.secret(&fields.password, || {
            words.sign_in_password_empty().to_owned()
        });
        password
            .map(|password| Self { password })
            .ok_or_else(|| form.into_errors())
    }
}
