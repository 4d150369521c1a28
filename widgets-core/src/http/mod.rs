//! Parses untrusted bytes into types (requests, paths, queries, fields, cookies), and checks them
//! (CSRF, return paths). Also the content security policy.

pub(crate) mod cookies;
pub(crate) mod csp;
pub(crate) mod csrf;
pub(crate) mod fields;
pub(crate) mod format;
pub(crate) mod path;
pub(crate) mod query;
pub mod request;
pub(crate) mod return_path;
pub(crate) mod typed_fields;
