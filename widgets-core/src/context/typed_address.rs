//! The email address typed last in this browser, so that it is typed once.
//!
//! The steps of a sign-in are addresses of their own. What a step needs beside its address in the
//! browser is the email address, and it travels in a cookie: in a query it would stand in the history,
//! in logs and in `Referer`, and a link could prepare a sign-in with somebody else's address. It is
//! sealed, so that it is read here alone, and outlasts signing out and a reset.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::RequestCtx;
use crate::crypto::SealContext;
use crate::http::cookies::SetCookie;
use crate::http::format::Format;
use crate::http::typed_fields::Text;
use crate::types::email::Email;

/// For how long an address is remembered where the user chose to stay signed in: the maximum lifetime
/// of a cookie. Elsewhere it goes with the browser, which others may use.
const LASTS: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// There is no row: the cookie is the browser's own.
const SEALED_AS: SealContext<'_> = SealContext {
    column: "cookies.address",
    row: "",
};

impl RequestCtx {
    /// The address typed last in this browser.
    pub(crate) fn typed_address(&self) -> Option<Email> {
        let sealed = self.state().cookies.address.as_deref()?;
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let plain = self.app().keys().open(SEALED_AS, &sealed).ok()?;
        Email::parse(std::str::from_utf8(&plain).ok()?).ok()
    }

    /// The address to fill in: the one a page was opened with or, if none, the one typed last.
    pub(crate) fn address_or_typed(&self, hint: &Text) -> String {
        if hint.is_empty() {
            let typed = self.typed_address();
            return typed.map(|own| own.to_string()).unwrap_or_default();
        }
        hint.cut(254)
    }

    /// Remembers an address that was typed, whatever the outcome of the request. Programs get no such
    /// cookie. `keep`: the user wants to stay signed in.
    pub(crate) fn remember_address(&self, email: &Email, keep: bool) {
        if self.state().format != Format::Html {
            return;
        }
        match self.app().keys().seal(SEALED_AS, email.as_str().as_bytes()) {
            Ok(sealed) => {
                let sealed = URL_SAFE_NO_PAD.encode(sealed);
                let cookie = SetCookie::address(sealed, keep.then_some(LASTS));
                // The first is what was typed; flows that follow know no more.
                let _ = self.state().address.set(cookie);
            }
            Err(error) => {
                tracing::warn!(request = %self.request_id(), %error, "an address was not remembered");
            }
        }
    }

    /// The cookie that remembers the address typed in this request.
    pub(crate) fn address_cookie(&self) -> Option<SetCookie> {
        self.state().address.get().cloned()
    }
}
