//! Inputs, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::RequestCtx;
use crate::crypto::RecoveryCode;
use crate::fields;
use crate::http::{FieldErrors, Optional, Text};

fields! {
    /// A recovery code.
    pub(super) struct SecondFields {
        /// The code: twelve letters and digits.
        pub(super) code: Text,
    }
}

fields! {
    /// A recovery code, from somebody who is signed in.
    pub(super) struct ConfirmFields {
        /// The code: twelve letters and digits.
        pub(super) code: Text,
        /// Endpoint of the form that waits for the step-up.
        pub(super) waiting: Optional<Text>,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

/// Makes recovery codes; those of before no longer work.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct MakeRecoveryCodes;

/// Completes a sign-in by a recovery code. Hooks do not see the code.
#[derive(derive_more::Debug)]
#[debug("SecondRecoveryCode(..)")]
pub struct SecondRecoveryCode {
    pub(super) code: RecoveryCode,
}

/// Steps up by a recovery code. Hooks do not see the code.
#[derive(derive_more::Debug)]
#[debug("ConfirmRecoveryCode(..)")]
pub struct ConfirmRecoveryCode {
    pub(super) code: RecoveryCode,
}

/// Parses a code.
pub(super) fn read_code(ctx: &RequestCtx, typed: &Text) -> Result<RecoveryCode, FieldErrors> {
    let words = ctx.messages().words();
    let mut form = ctx.read_form();
    let code = form.read(typed, |typed| {
        if typed.trim().is_empty() {
            return Err(words.second_code_empty().to_owned());
        }
        RecoveryCode::parse(typed).ok_or_else(|| words.recovery_malformed().to_owned())
    });
    code.ok_or_else(|| form.into_errors())
}

/// How many recovery codes the account has.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[schemars(rename = "RecoveryCodesLeft")]
pub(super) struct Left {
    /// Unused ones, which no longer work once others are made.
    pub(super) left: usize,
}

/// The codes that were just made. They are shown nowhere else.
#[derive(Clone, Serialize, JsonSchema, derive_more::Debug)]
#[debug("MadeCodes(..)")]
#[schemars(rename = "RecoveryCodes")]
pub(super) struct MadeCodes {
    pub(super) codes: Vec<String>,
}
