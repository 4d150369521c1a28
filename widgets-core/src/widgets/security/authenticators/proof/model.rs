//! Inputs.

use crate::context::RequestCtx;
use crate::crypto::AuthenticatorCode;
use crate::fields;
use crate::http::{FieldErrors, Optional, Text};

fields! {
    /// A code of an authenticator app.
    pub(super) struct SecondFields {
        /// The code, six digits.
        pub(super) code: Text,
    }
}

fields! {
    /// A code of an authenticator app, from somebody who is signed in.
    pub(super) struct ConfirmFields {
        /// The code, six digits.
        pub(super) code: Text,
        /// Endpoint of the form that waits for the step-up.
        pub(super) waiting: Optional<Text>,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

/// Completes a sign-in by an authenticator app. Hooks do not see the code.
#[derive(derive_more::Debug)]
#[debug("SecondAuthenticator(..)")]
pub struct SecondAuthenticator {
    pub(super) code: AuthenticatorCode,
}

/// Steps up by an authenticator app. Hooks do not see the code.
#[derive(derive_more::Debug)]
#[debug("ConfirmAuthenticator(..)")]
pub struct ConfirmAuthenticator {
    pub(super) code: AuthenticatorCode,
}

/// Parses the code.
pub(super) fn read_code(ctx: &RequestCtx, typed: &Text) -> Result<AuthenticatorCode, FieldErrors> {
    let mut form = ctx.read_form();
    let code = form.read(typed, |typed| super::super::model::read_code(ctx, typed));
    code.ok_or_else(|| form.into_errors())
}
