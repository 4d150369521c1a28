//! Inputs, and what is told.

use schemars::JsonSchema;
use serde::Serialize;
use zeroize::Zeroizing;

use crate::context::RequestCtx;
use crate::crypto::PasswordStrength;
use crate::fields;
use crate::http::{FieldErrors, Optional, Secret, Text};

fields! {
    /// A password that somebody thinks of setting.
    pub(super) struct MeasureFields {
        /// The password.
        password: Secret,
        /// Email address that was typed beside it.
        email: Optional<Text>,
        /// Name that was typed beside it.
        display_name: Optional<Text>,
    }
}

/// Measures how hard a password is to guess. Hooks see nothing of it.
#[derive(derive_more::Debug)]
#[debug("MeasurePassword(..)")]
#[non_exhaustive]
pub struct MeasurePassword {
    pub(super) password: Zeroizing<String>,
    /// What was typed beside it, which somebody who guesses would try.
    pub(super) beside: [String; 2],
}

impl MeasurePassword {
    pub(super) fn parse(ctx: &RequestCtx, fields: &MeasureFields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form();
        let password = form.secret(&fields.password, || {
            ctx.messages().words().password_empty().to_owned()
        });
        let beside = [&fields.email, &fields.display_name].map(|own| own.cut(254));
        password
            .map(|password| Self { password, beside })
            .ok_or_else(|| form.into_errors())
    }
}

/// How hard a password is to guess.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PasswordStrengthTold")]
pub(super) struct Measured {
    /// `null` if there was no time to find out.
    pub(super) strength: Option<PasswordStrength>,
    /// The same in the reader's language.
    pub(super) label: String,
}

impl Measured {
    pub(super) fn of(ctx: &RequestCtx, strength: Option<PasswordStrength>) -> Self {
        let words = ctx.messages().words();
        let label = match strength {
            Some(PasswordStrength::VeryWeak) => words.strength_very_weak(),
            Some(PasswordStrength::Weak) => words.strength_weak(),
            Some(PasswordStrength::Fair) => words.strength_fair(),
            Some(PasswordStrength::Good) => words.strength_good(),
            Some(PasswordStrength::Strong) => words.strength_strong(),
            None => words.strength_unknown(),
        };
        Self {
            strength,
            label: label.to_owned(),
        }
    }
}
