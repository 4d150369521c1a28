//! For which site passkeys are made.

use url::Url;

use crate::crypto::RelyingParty;
use crate::types::records::records;

records! {
    /// For which site passkeys are made. By default it is the host of the public URL, and passkeys are used
    /// on that origin alone. There are none where that is an IP address.
    ///
    /// A passkey belongs to its domain for good: who changes the domain makes all passkeys useless.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PasskeySite {
        /// The domain (relying party id): the host of the public URL, or a domain above it, such as
        /// `example.com` for `https://app.example.com`, so that all of its subdomains can have the same
        /// passkeys. `None` for the host itself.
        pub domain: Option<String> as impl Into<String> = None => Some(domain.into()),
        /// Further origins that use these passkeys, such as `https://example.de`. One that is not below the
        /// domain must be listed in `https://<domain>/.well-known/webauthn` too (Related Origin
        /// Requests, WebAuthn Level 3, section 5.11).
        pub origins: Vec<String> = Vec::new(),
    }
}

impl PasskeySite {
    /// The site, or `None` if there is none. Pushes what is wrong, as sentences that tell the host what to
    /// change.
    pub(crate) fn relying_party(
        &self,
        public_url: &Url,
        name: &str,
        problems: &mut Vec<String>,
    ) -> Option<RelyingParty> {
        let host = public_url.domain();
        if host.is_none() && *self == Self::default() {
            return None;
        }
        let domain = self.domain.as_deref().or(host).unwrap_or_default();
        let mut origins = vec![public_url.clone()];
        for origin in &self.origins {
            match Url::parse(origin).ok().filter(is_origin) {
                Some(url) => origins.push(url),
                None => problems.push(format!(
                    "passkeys: {origin:?} is not an origin such as https://app.example.com"
                )),
            }
        }
        let party = RelyingParty::new(domain, name, &origins);
        if party.is_none() {
            problems.push(format!(
                "passkeys: {domain:?} is not the host of {public_url} or a domain above it; passkeys are \
                 for domains, not for IP addresses"
            ));
        }
        party
    }
}

/// Whether it is an origin and no more.
fn is_origin(url: &Url) -> bool {
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    bare && url.domain().is_some() && matches!(url.scheme(), "https" | "http")
}
