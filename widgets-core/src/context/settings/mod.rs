//! Settings of the host, as plain data.

pub(crate) mod retention;
pub(crate) mod session_policy;
pub(crate) mod sign_in_policy;
pub(crate) mod sign_up;
pub(crate) mod support;
