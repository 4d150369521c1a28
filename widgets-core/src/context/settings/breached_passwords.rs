//! A service that knows breached passwords.

use std::time::Duration;

use http::header::{ACCEPT, HeaderName, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method};
use url::Url;

use crate::context::ports::http_client::OutgoingRequest;

/// Where a service answers ranges of hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BreachedPasswords(Url);

impl BreachedPasswords {
    /// How long it may take: somebody waits for their form meanwhile.
    const PATIENCE: Duration = Duration::from_secs(2);
    /// More than the largest answer with padding has, which is about 80 kB.
    const MOST: usize = 512 * 1024;
    /// Asks for an answer whose length tells nothing.
    const ADD_PADDING: HeaderName = HeaderName::from_static("add-padding");

    /// Parses the address that a range is appended to.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let told = || {
            format!(
                "breached_passwords: {text:?} is not the address of a service, such as \
                 https://api.pwnedpasswords.com/range/"
            )
        };
        let url = Url::parse(text).map_err(|_| told())?;
        let is_web = matches!(url.scheme(), "http" | "https");
        let is_plain = url.query().is_none() && url.fragment().is_none();
        (is_web && is_plain).then_some(Self(url)).ok_or_else(told)
    }

    /// Asks for a range.
    pub(crate) fn request(&self, prefix: &str) -> OutgoingRequest {
        let mut url = self.0.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(prefix);
        }
        let headers = [
            (Self::ADD_PADDING, "true"),
            (ACCEPT, "text/plain"),
            (USER_AGENT, concat!("widgets/", env!("CARGO_PKG_VERSION"))),
        ];
        let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
        OutgoingRequest::new(Method::GET, url)
            .headers(HeaderMap::from_iter(headers))
            .most(Self::MOST)
            .within(Self::PATIENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_appended_to_the_address() {
        for address in [
            "https://ranges.example/range/",
            "https://ranges.example/range",
        ] {
            let request = BreachedPasswords::parse(address).unwrap().request("5BAA6");
            assert_eq!(request.url.as_str(), "https://ranges.example/range/5BAA6");
            assert_eq!(request.headers["Add-Padding"], "true");
        }
        for address in [
            "",
            "ranges.example",
            "ftp://a.example/",
            "https://a.example/?q=1",
        ] {
            BreachedPasswords::parse(address).unwrap_err();
        }
    }
}
