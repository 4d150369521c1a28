//! Bytes from outside, read into types: requests, paths, queries, fields, cookies, and what guards them
//! (cross-site checks, the content security policy, return paths).

pub(crate) mod cookies;
pub(crate) mod csp;
pub(crate) mod csrf;
pub(crate) mod fields;
pub(crate) mod format;
pub(crate) mod path;
pub(crate) mod query;
pub mod request;
pub(crate) mod return_path;
