//! Protection against cross-site request forgery (CSRF): checks of the request's origin, and what
//! CSRF tokens are bound to.

use http::{HeaderMap, header};

/// The form field, and the header of JSON requests, that carry the CSRF token.
pub(crate) const CSRF_FIELD: &str = "csrf_token";
pub(crate) const CSRF_HEADER: &str = "x-csrf-token";

/// Whether a request comes from this site, by `Sec-Fetch-Site` if present, else by `Origin`. A
/// request with neither header passes here and depends on its CSRF token.
pub(crate) fn same_site(headers: &HeaderMap, own_origin: &str) -> bool {
    match (headers.get("sec-fetch-site"), headers.get(header::ORIGIN)) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => origin == own_origin,
        (None, None) => true,
    }
}

/// What a CSRF token is bound to: the session, or the browser id while signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormBinding<'a> {
    Session(&'a str),
    Browser(&'a str),
}

impl FormBinding<'_> {
    pub(crate) fn message(&self) -> Vec<u8> {
        let (kind, id) = match self {
            Self::Session(id) => ("session", id),
            Self::Browser(id) => ("visit", id),
        };
        [kind.as_bytes(), &[0], id.as_bytes()].concat()
    }
}
