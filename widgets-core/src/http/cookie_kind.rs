//! How cookies are set: as they must be, or as Safari keeps them during development.

use std::sync::Once;

/// How cookies are set in a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CookieKind {
    /// `Secure`, with the prefix.
    Secure,
    /// Neither, since Safari keeps no secure cookie on plain http, not even on this machine (WebKit bug
    /// 281149). Nowhere but in Safari, on a public URL that is plain http on this machine.
    Development,
}

impl CookieKind {
    pub(crate) fn of(is_local_http: bool, user_agent: &str) -> Self {
        const OTHERS: [&str; 6] = ["Chrome", "Chromium", "CriOS", "FxiOS", "EdgiOS", "Android"];
        let safari = user_agent.contains("Safari/");
        let safari = safari && !OTHERS.iter().any(|other| user_agent.contains(other));
        if is_local_http && safari {
            static TOLD: Once = Once::new();
            TOLD.call_once(|| {
                tracing::warn!(
                    "Safari keeps no secure cookies on http, so during development it gets cookies \
                     without Secure and without the prefix __Host-; on https it gets the usual ones"
                );
            });
            return Self::Development;
        }
        Self::Secure
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::*;
    use crate::crypto::Token;
    use crate::http::cookies::{Cookies, SetCookie};

    #[test]
    fn only_safari_on_plain_http_of_this_machine_gets_plain_cookies() {
        const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 \
             (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
        const CHROME: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 \
             (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        const FIREFOX: &str =
            "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";
        for (local, agent, expected) in [
            (true, SAFARI, CookieKind::Development),
            (false, SAFARI, CookieKind::Secure),
            (true, CHROME, CookieKind::Secure),
            (true, FIREFOX, CookieKind::Secure),
            (true, "", CookieKind::Secure),
        ] {
            assert_eq!(CookieKind::of(local, agent), expected, "{local} {agent}");
        }
        let token = Token::mint().unwrap();
        let cookie = SetCookie::browser_id(&token);
        let line = cookie.header(CookieKind::Development).unwrap();
        let line = line.to_str().unwrap();
        assert!(
            line.starts_with("wg-visit=") && !line.contains("Secure"),
            "{line}"
        );
        let mut headers = HeaderMap::new();
        let pair = line.split(';').next().unwrap();
        headers.insert(header::COOKIE, HeaderValue::try_from(pair).unwrap());
        let read = |kind| Cookies::read(&headers, kind).browser_id.is_some();
        assert!(read(CookieKind::Development) && !read(CookieKind::Secure));
    }
}
