//! Data of the page.

use schemars::JsonSchema;
use serde::Serialize;

use crate::fields;
use crate::http::typed_fields::{Optional, Text};
use crate::stores::SignInMethod;

fields! {
    /// What the page is opened with.
    pub(super) struct ReturnFields {
        /// Page to return to.
        pub(super) return_to: Optional<Text>,
    }
}

/// Data of the page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "StepUpForm")]
pub(super) struct Asking {
    pub(super) email: String,
    pub(super) methods: Vec<SignInMethod>,
    /// Whether the last authentication is recent enough already.
    pub(super) fresh: bool,
    /// Endpoint of the pending form, submitted after the step-up.
    pub(super) waiting: Option<String>,
}
