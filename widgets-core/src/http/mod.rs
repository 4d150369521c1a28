//! Parses untrusted bytes into types (requests, paths, queries, fields, cookies), and checks them
//! (CSRF, return paths). Also the content security policy.

mod cookie_kind;
pub(crate) mod cookies;
pub(crate) mod csp;
pub(crate) mod csrf;
pub(crate) mod cursor;
pub(crate) mod fields;
pub(crate) mod format;
pub(crate) mod htmx;
pub(crate) mod list_fields;
pub(crate) mod notice_cookie;
pub(crate) mod path;
pub(crate) mod query;
pub mod request;
pub(crate) mod return_path;
mod session_cookie;
pub(crate) mod typed_fields;
pub(crate) mod user_agent;

pub(crate) use self::cookies::{Cookies, SessionCookie, SetCookie};
pub(crate) use self::csp::PolicyAdditions;
pub(crate) use self::csrf::FormBinding;
pub(crate) use self::fields::{FieldErrors, Fields};
pub(crate) use self::format::Format;
pub(crate) use self::path::{Matched, PathParams};
pub(crate) use self::request::{BodyFault, Client, Input, RawInput, Request};
pub(crate) use self::return_path::{ReturnOrigins, ReturnPath};
pub(crate) use self::typed_fields::{
    FieldSchema, FieldsSchema, Optional, ReadFields, Secret, Text,
};
