//! Problems as programs read them.

use serde::Serialize;

use crate::http::fields::FieldErrors;
use crate::widgets::step_up;

/// The body of `application/problem+json` (RFC 9457).
#[derive(Debug, Serialize)]
pub(crate) struct ProblemDocument<'a> {
    pub(crate) r#type: &'static str,
    pub(crate) code: &'static str,
    pub(crate) title: String,
    pub(crate) status: u16,
    pub(crate) detail: String,
    /// The request's id, by which the trace is found.
    pub(crate) instance: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) errors: Option<&'a FieldErrors>,
    /// Seconds to wait before trying again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wait: Option<u64>,
    /// Where to sign in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sign_in: Option<String>,
    /// Where to prove again who it is, and how.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) step_up: Option<StepUpDocument>,
}

/// What a program does about a sign-in that is too old: prove at `address` by one of `methods` who
/// it is, and send its request again.
#[derive(Debug, Serialize)]
pub(crate) struct StepUpDocument {
    pub(crate) address: String,
    pub(crate) methods: Vec<step_up::Way>,
}
