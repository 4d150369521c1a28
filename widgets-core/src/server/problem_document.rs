//! Problems as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::http::FieldErrors;
use crate::stores::SignInMethod;

/// Body of an `application/problem+json` response (RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemDocument<'a> {
    pub(crate) r#type: &'static str,
    pub(crate) code: &'static str,
    pub(crate) title: String,
    pub(crate) status: u16,
    pub(crate) detail: String,
    /// Request id, to find the trace.
    pub(crate) instance: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) errors: Option<&'a FieldErrors>,
    /// Seconds to wait before trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wait: Option<u64>,
    /// What the user has to do first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) task: Option<TaskDocument<'a>>,
    /// URL of the sign-in page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sign_in: Option<String>,
    /// Where and how to step up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) step_up: Option<StepUpDocument>,
}

/// What a client does about a sign-in that is too old: prove the user's identity at `address` by
/// one of `methods`, then repeat the request.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "StepUp")]
pub(crate) struct StepUpDocument {
    pub(crate) address: String,
    pub(crate) methods: Vec<SignInMethod>,
}

/// What the user has to do before anything else.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "DueTask")]
pub(crate) struct TaskDocument<'a> {
    pub(crate) name: &'static str,
    /// What it is called, in the reader's language.
    pub(crate) title: String,
    /// The page where it is done.
    pub(crate) address: &'a str,
}
