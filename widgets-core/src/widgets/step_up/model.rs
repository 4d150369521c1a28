//! Data of the page.

use serde::Serialize;

use crate::stores::SignInMethod;

/// Data of the page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Asking {
    pub(super) email: String,
    pub(super) methods: Vec<SignInMethod>,
    /// Whether the last authentication is recent enough already.
    pub(super) fresh: bool,
    /// Endpoint of the pending form, submitted after the step-up.
    pub(super) waiting: Option<String>,
}
