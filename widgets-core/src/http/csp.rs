//! The `Content-Security-Policy` header.

use http::HeaderValue;
use url::Url;

/// Policy of every page: same-origin resources only, nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Origins, such as `https://challenges.example`, that one page may load from besides its own.
/// Nothing inline is ever allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct PolicyAdditions {
    sources: Vec<(&'static str, String)>,
    untrusted_types: bool,
    problems: Vec<String>,
}

impl PolicyAdditions {
    /// Allows scripts from `origin`.
    pub fn script(self, origin: &str) -> Self {
        self.source("script-src", origin)
    }

    /// Allows style sheets from `origin`.
    pub fn style(self, origin: &str) -> Self {
        self.source("style-src", origin)
    }

    /// Allows images from `origin`.
    pub fn image(self, origin: &str) -> Self {
        self.source("img-src", origin)
    }

    /// Allows scripts to send requests to `origin`.
    pub fn connect(self, origin: &str) -> Self {
        self.source("connect-src", origin)
    }

    /// Allows frames with pages of `origin`.
    pub fn frame(self, origin: &str) -> Self {
        self.source("frame-src", origin)
    }

    /// Turns off trusted types, for third-party scripts that write markup or script URLs from
    /// strings. The widgets' own scripts never do.
    pub const fn without_trusted_types(mut self) -> Self {
        self.untrusted_types = true;
        self
    }

    fn source(mut self, directive: &'static str, origin: &str) -> Self {
        let url = Url::parse(origin).ok();
        let secure = |url: &Url| url.scheme() == "https" || url.scheme() == "http";
        let url = url.filter(|url| secure(url) && url.path() == "/" && url.query().is_none());
        match url {
            Some(url) => self
                .sources
                .push((directive, url.origin().ascii_serialization())),
            None => self.problems.push(format!(
                "policy: {origin:?} is not an origin such as https://challenges.example"
            )),
        }
        self
    }

    /// Invalid additions, each as a sentence telling the host what to change.
    pub(crate) fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The header of a page with these additions.
    pub(crate) fn header(&self) -> HeaderValue {
        let fixed = || HeaderValue::from_static(POLICY);
        if self.sources.is_empty() && !self.untrusted_types {
            return fixed();
        }
        // Origins are visible ASCII, so the header is always valid.
        HeaderValue::try_from(self.text()).unwrap_or_else(|_| fixed())
    }

    fn text(&self) -> String {
        let trusts = |own: &str| own.contains("trusted-types");
        let kept = POLICY.split("; ").chain(["frame-src"]);
        let kept = kept.filter(|own| !(self.untrusted_types && trusts(own)));
        let lines = kept.filter_map(|own| {
            let name = own.split(' ').next().unwrap_or(own);
            let added = self
                .sources
                .iter()
                .filter(|(directive, _)| *directive == name);
            let added: Vec<&str> = added.map(|(_, origin)| origin.as_str()).collect();
            let is_empty = own == name && added.is_empty();
            (!is_empty).then(|| [&[own][..], &added].concat().join(" "))
        });
        lines.collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_adds_nothing_loads_only_what_is_ours() {
        assert_eq!(PolicyAdditions::default().header(), POLICY);
        assert_eq!(PolicyAdditions::default().text(), POLICY);
    }

    #[test]
    fn additions_widen_only_what_they_name() {
        let one = "https://challenges.example";
        let additions = PolicyAdditions::default()
            .script(one)
            .script("https://other.example:8443/")
            .frame(one)
            .without_trusted_types();
        assert_eq!(additions.problems(), [""; 0]);
        assert_eq!(
            additions.header(),
            "default-src 'none'; script-src 'self' https://challenges.example \
             https://other.example:8443; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
             frame-src https://challenges.example"
        );
    }

    #[test]
    fn what_is_no_origin_is_no_addition() {
        for text in [
            "*",
            "'unsafe-inline'",
            "data:",
            "https://a.example; script-src *",
            "https://a.example/path",
            "a.example",
            "",
        ] {
            let additions = PolicyAdditions::default().script(text);
            assert_eq!(additions.problems().len(), 1, "{text}");
            assert_eq!(additions.header(), POLICY, "{text}");
        }
    }
}
