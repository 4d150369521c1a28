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

/// What a CSRF token is bound to: the session with the proof of its account, or the browser id while
/// signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormBinding<'a> {
    Session { id: &'a str, owner: &'a str },
    Browser(&'a str),
}

impl FormBinding<'_> {
    pub(crate) fn message(&self) -> Vec<u8> {
        match self {
            Self::Session { id, owner } => {
                [b"session\0", id.as_bytes(), b"\0", owner.as_bytes()].concat()
            }
            Self::Browser(id) => [b"visit\0", id.as_bytes()].concat(),
        }
    }
}

/// A CSRF token as forms carry it: the signature and, of a session, the session's id and the proof of
/// its account, joined by `~`. A form of a session that this browser no longer has can thereby be told
/// from a forged one, and kept for the account it belongs to. Neither part is a secret.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormToken<'a> {
    pub(crate) signature: &'a str,
    /// Untrusted until the signature is verified.
    pub(crate) session: Option<(&'a str, &'a str)>,
}

impl<'a> FormToken<'a> {
    pub(crate) fn parse(text: &'a str) -> Self {
        let mut parts = text.splitn(3, '~');
        let signature = parts.next().unwrap_or_default();
        let session = parts.next().zip(parts.next());
        Self { signature, session }
    }

    pub(crate) fn write(&self) -> String {
        match self.session {
            Some((id, owner)) => [self.signature, id, owner].join("~"),
            None => self.signature.to_owned(),
        }
    }
}
