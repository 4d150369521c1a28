//! Settings of the host, as plain data.

pub(crate) mod breached_passwords;
pub(crate) mod check_up;
pub(crate) mod passkeys;
pub(crate) mod retention;
pub(crate) mod second_factors;
pub(crate) mod session_policy;
pub(crate) mod sign_in_policy;
pub(crate) mod sign_up;
