//! Inputs.

use std::fmt;

use zeroize::Zeroizing;

use crate::context::RequestCtx;
use crate::http::fields::{FieldErrors, Fields};
use crate::types::email::Email;

/// Signs in by email address and password. Hooks do not see the password.
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
    pub(super) fn parse(ctx: &RequestCtx, fields: &Fields) -> Result<Self, FieldErrors> {
        let words = ctx.messages().words();
        let mut form = ctx.read_form(fields);
        let email = form.read("email", |typed| ctx.read_email(typed));
        let password = form.secret("password", || words.sign_in_password_empty().to_owned());
        match (email, password) {
            (Some(email), Some(password)) => Ok(Self {
                email,
                password,
                keep: fields.is_set("keep"),
            }),
            _ => Err(form.into_errors()),
        }
    }
}

impl fmt::Debug for EmailAndPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAndPassword({}, ..)", self.email)
    }
}

/// Steps up by password. Hooks do not see the password.
pub struct ConfirmPassword {
    pub(super) password: Zeroizing<String>,
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
}

impl fmt::Debug for ConfirmPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConfirmPassword(..)")
    }
}
