//! Inputs, and data of the page.

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::settings::sign_up::Terms;
use crate::context::{Problem, UserCtx};
use crate::fields;
use crate::http::fields::FORM;
use crate::http::{FieldErrors, Optional, Text};

/// The field that accepts.
pub(super) const ACCEPTED: &str = "terms";
/// The hidden field with the edition that was shown.
pub(super) const EDITION: &str = "edition";

fields! {
    /// Where the page leads in the end.
    pub(super) struct ShowQuery {
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

fields! {
    /// The terms that are accepted.
    pub(super) struct AcceptFields {
        /// Whether they are accepted.
        terms: bool,
        /// The edition that was shown; the current one if missing.
        edition: Optional<Text>,
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

/// Accepts the host's terms.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct AcceptTerms {
    /// The edition.
    pub edition: String,
}

impl AcceptTerms {
    /// Only what was shown can be accepted, so an edition that is no longer the current one is not.
    pub(super) fn parse(ctx: &UserCtx, fields: &AcceptFields) -> Result<Self, Problem> {
        let terms = ctx.app().sign_up().asked_terms();
        let terms = terms.ok_or(Problem::Missing)?;
        let shown: &str = &fields.edition;
        if !shown.is_empty() && shown != terms.edition {
            let changed = ctx.messages().words().terms_changed();
            return Err(FieldErrors::one(FORM, changed).into());
        }
        if !fields.terms {
            let missing = ctx.messages().words().terms_missing();
            return Err(FieldErrors::one(ACCEPTED, missing).into());
        }
        let edition = terms.edition.clone();
        Ok(Self { edition })
    }
}

/// The terms to accept.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "TermsToAccept")]
pub(super) struct Shown {
    #[serde(flatten)]
    pub(super) terms: Terms,
    /// Whether other terms were accepted before.
    pub(super) changed: bool,
}

impl Shown {
    /// The terms of this host.
    pub(super) fn of(ctx: &UserCtx) -> Result<Self, Problem> {
        let terms = ctx.app().sign_up().asked_terms().cloned();
        Ok(Self {
            terms: terms.ok_or(Problem::Missing)?,
            changed: ctx.admission().account.terms.is_some(),
        })
    }
}
