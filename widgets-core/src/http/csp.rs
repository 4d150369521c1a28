//! What a page may load: the header `Content-Security-Policy`.

use http::HeaderValue;
use url::Url;

/// What every page may do: load from its own origin, and nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// What one page may load besides what is our own, from other origins such as
/// `https://challenges.example`. Nothing inline is ever allowed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct PolicyAdditions {
    sources: Vec<(&'static str, String)>,
    untrusted_types: bool,
    problems: Vec<String>,
}

impl PolicyAdditions {
    /// Scripts from there.
    pub fn script(self, origin: &str) -> Self {
        self.source("script-src", origin)
    }

    /// Style sheets from there.
    pub fn style(self, origin: &str) -> Self {
        self.source("style-src", origin)
    }

    /// Pictures from there.
    pub fn image(self, origin: &str) -> Self {
        self.source("img-src", origin)
    }

    /// Requests that scripts make to there.
    pub fn connect(self, origin: &str) -> Self {
        self.source("connect-src", origin)
    }

    /// Frames that show pages from there.
    pub fn frame(self, origin: &str) -> Self {
        self.source("frame-src", origin)
    }

    /// Scripts may make markup and addresses of text, which our own never do: for scripts of others
    /// that know nothing of trusted types.
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

    /// What cannot be an addition, each as a sentence that says what to change.
    pub(crate) fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The header of a page with these additions.
    pub(crate) fn header(&self) -> HeaderValue {
        let fixed = || HeaderValue::from_static(POLICY);
        if self.sources.is_empty() && !self.untrusted_types {
            return fixed();
        }
        // Origins are visible ASCII, so this always is a header.
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
