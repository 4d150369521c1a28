//! Data of the page.

use serde::Serialize;

use crate::context::UserCtx;
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

impl Asking {
    pub(super) fn new(ctx: &UserCtx, methods: Vec<SignInMethod>, waiting: Option<&str>) -> Self {
        Self {
            email: ctx.email().as_str().to_owned(),
            methods,
            fresh: ctx.is_fresh(),
            waiting: waiting.map(str::to_owned),
        }
    }
}
