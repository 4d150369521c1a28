//! Return paths: where to go after a sign-in that interrupted something.

use url::{Origin, Url};

use crate::http::query::with_query;

/// A URL on the host's own origin (stored as path and query) or on an allowed origin.
///
/// Parsed the way browsers do (WHATWG URL), so that the checked URL is the one the browser follows:
/// no open redirects.
#[derive(Debug, Clone, PartialEq, Eq, derive_more::Display)]
pub struct ReturnPath(String);

/// The origins that return paths may lead to.
#[derive(Debug, Clone)]
pub(crate) struct ReturnOrigins {
    own: Url,
    allowed: Vec<Origin>,
}

impl ReturnOrigins {
    pub(crate) const fn new(own: Url, allowed: Vec<Origin>) -> Self {
        Self { own, allowed }
    }
}

impl ReturnPath {
    const LONGEST: usize = 2048;

    /// Parses untrusted text; `None` if it leads to any other origin.
    pub(crate) fn parse(text: &str, origins: &ReturnOrigins) -> Option<Self> {
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        if text.is_empty() || text.len() > Self::LONGEST || !plain || text.starts_with("//") {
            return None;
        }
        // Without a leading slash, accept only absolute http(s) URLs.
        let mut schemes = ["https://", "http://"].iter();
        let whole = schemes.any(|scheme| text.starts_with(scheme));
        if !text.starts_with('/') && !whole {
            return None;
        }
        let target = origins.own.join(text).ok()?;
        if target.origin() == origins.own.origin() {
            let path = &target[url::Position::BeforePath..];
            // `/..//evil.example` normalises to a path that names a host. Escaping may have made
            // the path too long to be parsed again.
            let stays = !path.starts_with("//") && path.len() <= Self::LONGEST;
            return stays.then(|| Self(path.to_owned()));
        }
        let allowed = origins.allowed.contains(&target.origin());
        (allowed && target.as_str().len() <= Self::LONGEST).then(|| Self(target.into()))
    }

    /// A path on the host's own origin, from trusted code.
    pub(crate) const fn own(path: String) -> Self {
        Self(path)
    }

    /// Adds this path to `address` as the query parameter `key`, as in `/login?next=/orders`.
    #[must_use]
    pub fn in_query(&self, address: &str, key: &str) -> String {
        with_query(address, &[key], Some((key, &self.0)))
    }

    /// The URL: a path on the host's own origin, or an absolute URL on an allowed origin.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<String> {
        let origins = ReturnOrigins::new(
            Url::parse("https://host.example/account").unwrap(),
            vec![Url::parse("https://app.example").unwrap().origin()],
        );
        ReturnPath::parse(text, &origins).map(|path| path.0)
    }

    #[test]
    fn own_paths_and_allowed_origins_pass() {
        for (text, path) in [
            ("/beans?page=2#top", "/beans?page=2#top"),
            ("https://host.example/x", "/x"),
            ("https://app.example/y", "https://app.example/y"),
        ] {
            assert_eq!(parse(text).as_deref(), Some(path));
        }
    }

    #[test]
    fn a_return_path_fits_into_a_query() {
        let path = ReturnPath::own("/beans?page=2&x=a b#top".to_owned());
        let address = path.in_query("/login?from=desk&next=/old", "next");
        let carried = "/beans%3Fpage%3D2%26x%3Da%20b%23top";
        assert_eq!(address, format!("/login?from=desk&next={carried}"));
    }

    #[test]
    fn attack_082_everything_else_falls_back() {
        let tricks = [
            "",
            "//e.example",
            "/\\e.example",
            "\\\\e.example",
            "https:e.example",
            "https:/e",
            "javascript:alert(1)",
            "/\t/e.example",
            "/\r\nLocation: x",
            "/%0d%0a\r",
            "e.example",
            "https://host.example@e.example/",
            "https://host.example:8443/",
            "http://host.example/",
            "https://app.example.e.example/",
            "///e.example",
            "/..//e.example",
            "/.//e.example",
            "data:text/html,x",
            " /x",
            "/ä",
        ];
        for trick in tricks {
            assert_eq!(parse(trick), None, "{trick:?}");
        }
        assert_eq!(parse(&format!("/{}", "x".repeat(3000))), None);
        assert_eq!(parse(&format!("/{}", "\"".repeat(1000))), None);
    }
}
