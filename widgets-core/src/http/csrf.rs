//! Protection against cross-site request forgery (CSRF): what the browser says of where a request comes
//! from, and what a CSRF token is bound to.

use http::{HeaderMap, header};

/// The field of a form, and the header of a JSON request, that hold the CSRF token.
pub(crate) const CSRF_FIELD: &str = "csrf_token";
pub(crate) const CSRF_HEADER: &str = "x-csrf-token";

/// Whether a request comes from this site: by `Sec-Fetch-Site` where the browser sends it, else by
/// `Origin`. A request with neither is left to its CSRF token.
pub(crate) fn same_site(headers: &HeaderMap, own_origin: &str) -> bool {
    match (headers.get("sec-fetch-site"), headers.get(header::ORIGIN)) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => origin == own_origin,
        (None, None) => true,
    }
}

/// What a CSRF token is bound to.
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
