//! The `Content-Security-Policy` header.

mod blocked;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use sha2::{Digest as _, Sha256};
use url::Url;

pub(crate) use blocked::blocked;

/// Policy of every page: same-origin resources only, nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
     trusted-types 'none'";

/// What pages may load besides their own origin's files: origins such as `https://fonts.example`, and
/// single inline scripts and style sheets by their hash. Never `'unsafe-inline'`, never a wildcard.
///
/// ```
/// use widgets_core::ui::PolicyAdditions;
///
/// /// Sets the colour scheme before anything is painted.
/// const SCHEME: &str = "document.documentElement.dataset.scheme = localStorage.scheme ?? 'light'";
///
/// let policy = PolicyAdditions::default()
///     .style("https://fonts.example")
///     .font("https://files.fonts.example")
///     .inline_script(SCHEME);
/// # let _ = policy;
/// ```
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

    /// Allows fonts from `origin`.
    pub fn font(self, origin: &str) -> Self {
        self.source("font-src", origin)
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

    /// Allows the inline script that consists of exactly this text between `<script>` and `</script>`,
    /// by its hash. Unlike a nonce, which is another for each response, a hash needs nothing from the
    /// page.
    pub fn inline_script(self, text: &str) -> Self {
        self.allowing("script-src", hash(text))
    }

    /// Allows the inline style sheet that consists of exactly this text between `<style>` and
    /// `</style>`, by its hash.
    pub fn inline_style(self, text: &str) -> Self {
        self.allowing("style-src", hash(text))
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
            Some(url) => return self.allowing(directive, url.origin().ascii_serialization()),
            None => self.problems.push(format!(
                "policy: {origin:?} is not an origin such as https://challenges.example"
            )),
        }
        self
    }

    fn allowing(mut self, directive: &'static str, source: String) -> Self {
        if !self.allows(directive, &source) {
            self.sources.push((directive, source));
        }
        self
    }

    /// Whether these additions contain the source.
    fn allows(&self, directive: &str, source: &str) -> bool {
        let mut sources = self.sources.iter();
        sources.any(|(own, allowed)| *own == directive && allowed == source)
    }

    /// These additions and others.
    pub(crate) fn and(self, others: &Self) -> Self {
        let mut all = self;
        for (directive, source) in &others.sources {
            all = all.allowing(directive, source.clone());
        }
        all.untrusted_types |= others.untrusted_types;
        all.problems.extend_from_slice(&others.problems);
        all
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
        // Origins and hashes are visible ASCII, so the header is always valid.
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
            let added: Vec<&str> = added.map(|(_, source)| source.as_str()).collect();
            let is_empty = own == name && added.is_empty();
            (!is_empty).then(|| [&[own][..], &added].concat().join(" "))
        });
        lines.collect::<Vec<_>>().join("; ")
    }
}

/// How a policy names an inline text. Browsers hash it with the line ends that HTML has when it is parsed.
fn hash(text: &str) -> String {
    let parsed = text.replace("\r\n", "\n").replace('\r', "\n");
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(parsed)))
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
             font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'; frame-src https://challenges.example"
        );
    }

    #[test]
    fn an_inline_text_is_allowed_by_its_hash_alone() {
        // The hash of the text as browsers compute it, with their line ends.
        let hash = "'sha256-DS8RHDSSVWlkZTh4ZWIG87f5O95aFKjj6mAzx9fPl8k='";
        for text in ["go(1)\ngo(2)", "go(1)\r\ngo(2)", "go(1)\rgo(2)"] {
            let additions = PolicyAdditions::default().inline_script(text);
            let expected = format!("script-src 'self' {hash}; style-src 'self';");
            assert!(additions.text().contains(&expected), "{additions:?}");
            let style = PolicyAdditions::default().inline_style(text);
            assert!(style.text().contains(&format!("style-src 'self' {hash};")));
        }
    }

    #[test]
    fn additions_add_up_and_nothing_is_said_twice() {
        let own = PolicyAdditions::default().font("https://fonts.example");
        let page = own
            .clone()
            .script("https://a.example")
            .without_trusted_types();
        assert_eq!(own.clone().and(&page), page);
        assert_eq!(page.clone().and(&own), page);
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
