//! Inputs, and data of the page.

use schemars::JsonSchema;
use serde::Serialize;

use crate::context::RequestCtx;
use crate::context::settings::support::ToldSupport;
use crate::fields;
use crate::flows::second_factor::methods;
use crate::http::typed_fields::{Optional, Text};
use crate::stores::SignInMethod;
use crate::table::second::SecondStep;
use crate::types::Timestamp;

fields! {
    /// What the page is opened with.
    pub(super) struct WayQuery {
        /// The method to show, if the account has it; otherwise the one used last.
        pub(super) way: Optional<Text>,
    }
}

fields! {
    /// What the form of every second factor has.
    pub(super) struct TrustFields {
        /// Whether to have this browser trusted, so that its next sign-ins ask for no second factor.
        pub(super) trust: bool,
    }
}

/// Leaves a sign-in that waits for a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeaveSignIn;

/// Data of the page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SecondFactorForm")]
pub(super) struct SecondForm {
    /// Address of the account.
    pub(super) email: String,
    /// The method that is shown; `null` if nothing that the account has counts.
    pub(super) method: Option<SignInMethod>,
    /// What the account has, the last used first.
    pub(super) methods: Vec<SignInMethod>,
    /// When the sign-in no longer waits.
    pub(super) expires_at: Timestamp,
    /// What the host's support can do for people who have none of these.
    pub(super) support: Option<ToldSupport>,
    /// For how many days this browser can be trusted; `null` if it cannot.
    pub(super) trust_days: Option<u32>,
    /// Whether that was chosen.
    #[serde(skip)]
    pub(super) trust: bool,
}

impl SecondForm {
    /// With the method that was asked for, or the one used last.
    pub(super) fn of(ctx: &RequestCtx, step: &SecondStep, way: &str) -> Self {
        let methods = methods(ctx, &step.attempt.method, &step.factors);
        let asked = methods.iter().find(|own| own.as_str() == way);
        let method = asked.or_else(|| methods.first()).cloned();
        let policy = ctx.app().sign_in_policy();
        let language = ctx.messages().language().as_str();
        Self {
            email: step.account.address().to_owned(),
            method,
            methods,
            expires_at: step.attempt.expires_at,
            support: policy.told().map(|own| own.told(language)),
            trust_days: policy.trusts_for_days(),
            trust: step.trust,
        }
    }
}
