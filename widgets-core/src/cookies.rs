//! The cookies of the widgets: their names, how they are written and read.
//!
//! All are `__Host-` cookies: Secure, for this host only, for all its paths.

use std::fmt;
use std::time::Duration;

use cookie::{Cookie, SameSite};
use http::{HeaderMap, HeaderValue, header};

use crate::crypto::Token;
use crate::id::SessionId;
use crate::locale::Locale;

/// The session: its id (not a secret, so that form tokens can be checked without a query) and its
/// token, joined by a dot.
const SESSION: &str = "__Host-wg";
/// A random id that binds the form tokens of signed-out pages to the browser.
const VISIT: &str = "__Host-wg-visit";
/// A random token by which an account knows a browser it signed in from before.
const DEVICE: &str = "__Host-wg-device";
/// The tag of the language that pages are shown in to whoever is signed out.
const LOCALE: &str = "__Host-wg-locale";
/// How long a browser remembers its language: the longest that browsers keep a cookie (RFC 6265bis,
/// section 5.5).
const LOCALE_LASTS: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// What a browser sent back.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cookies {
    pub(crate) session: Option<SessionCookie>,
    pub(crate) visit: Option<Token>,
    pub(crate) device: Option<Token>,
    pub(crate) locale: Option<Locale>,
}

/// A session as a browser claims it.
#[derive(Debug, Clone)]
pub(crate) struct SessionCookie {
    pub(crate) id: SessionId,
    pub(crate) token: Token,
}

impl SessionCookie {
    fn parse(text: &str) -> Option<Self> {
        let (id, token) = text.split_once('.')?;
        Some(Self {
            id: SessionId::parse(id).ok()?,
            token: Token::parse(token)?,
        })
    }

    fn write(&self) -> String {
        format!("{}.{}", self.id, self.token.reveal())
    }
}

impl Cookies {
    /// Reads our cookies; what is malformed counts as absent.
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let mut cookies = Self::default();
        // Other cookies of the host may hold any bytes; they must not hide ours beside them.
        let lines = headers.get_all(header::COOKIE).iter();
        for pair in lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b';')) {
            let pair = std::str::from_utf8(pair).unwrap_or_default();
            let Some((name, value)) = pair.trim().split_once('=') else {
                continue;
            };
            match name {
                SESSION if cookies.session.is_none() => {
                    cookies.session = SessionCookie::parse(value);
                }
                VISIT if cookies.visit.is_none() => cookies.visit = Token::parse(value),
                DEVICE if cookies.device.is_none() => cookies.device = Token::parse(value),
                LOCALE if cookies.locale.is_none() => cookies.locale = Locale::parse(value),
                _ => {}
            }
        }
        cookies
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.session.is_none() && self.visit.is_none() && self.device.is_none()
    }
}

/// A `Set-Cookie` to send.
#[derive(Clone)]
pub(crate) struct SetCookie(Cookie<'static>);

impl SetCookie {
    fn new(name: &'static str, value: String, lasts: Option<Duration>) -> Self {
        let mut cookie = Cookie::build((name, value))
            .path("/")
            .secure(true)
            .http_only(true)
            .same_site(SameSite::Lax)
            .build();
        if let Some(lasts) = lasts {
            let seconds = i64::try_from(lasts.as_secs()).unwrap_or(i64::MAX);
            cookie.set_max_age(cookie::time::Duration::seconds(seconds));
        }
        Self(cookie)
    }

    /// The session; without `lasts` it goes when the browser closes.
    pub(crate) fn session(session: &SessionCookie, lasts: Option<Duration>) -> Self {
        Self::new(SESSION, session.write(), lasts)
    }

    pub(crate) fn visit(token: &Token) -> Self {
        Self::new(VISIT, token.reveal().to_owned(), None)
    }

    pub(crate) fn device(token: &Token, lasts: Duration) -> Self {
        Self::new(DEVICE, token.reveal().to_owned(), Some(lasts))
    }

    /// The language to show pages in from now on, or none, so that the browser's own decides.
    pub(crate) fn locale(locale: Option<&Locale>) -> Self {
        let (value, lasts) = match locale {
            Some(locale) => (locale.to_string(), LOCALE_LASTS),
            None => (String::new(), Duration::ZERO),
        };
        Self::new(LOCALE, value, Some(lasts))
    }

    /// Takes the session cookie away.
    pub(crate) fn no_session() -> Self {
        Self::new(SESSION, String::new(), Some(Duration::ZERO))
    }

    pub(crate) fn sets_session(&self) -> bool {
        self.0.name() == SESSION
    }

    pub(crate) fn ends_session(&self) -> bool {
        self.sets_session() && self.0.value().is_empty()
    }

    pub(crate) fn header(&self) -> Option<HeaderValue> {
        HeaderValue::try_from(self.0.to_string()).ok()
    }
}

impl fmt::Debug for SetCookie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SetCookie({}, ..)", self.0.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attack_010_every_cookie_is_bound_to_the_host() {
        let token = Token::mint().unwrap();
        let at = crate::clock::Timestamp::from_micros(0);
        let session = SessionCookie {
            id: SessionId::mint(at).unwrap(),
            token: token.clone(),
        };
        let cookies = [
            SetCookie::session(&session, None),
            SetCookie::visit(&token),
            SetCookie::device(&token, Duration::from_secs(60)),
            SetCookie::no_session(),
            SetCookie::locale(Locale::parse("de").as_ref()),
            SetCookie::locale(None),
        ];
        for cookie in cookies {
            let line = cookie.header().unwrap();
            let line = line.to_str().unwrap();
            assert!(line.starts_with("__Host-"), "{line}");
            for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
                assert!(
                    line.split("; ").any(|own| own == part),
                    "{line} lacks {part}"
                );
            }
            assert!(!line.contains("Domain") && line.len() < 4096);
            assert!(!format!("{cookie:?}").contains(token.reveal()));
        }
    }

    #[test]
    fn a_cookie_of_somebody_else_hides_none_of_ours() {
        let token = Token::mint().unwrap();
        let mut headers = HeaderMap::new();
        let line = format!("theme=café; {VISIT}={}", token.reveal());
        let not_utf8 = [&b"mood=\xff; "[..], line.as_bytes()].concat();
        for line in [line.as_bytes(), &not_utf8] {
            headers.insert(header::COOKIE, HeaderValue::from_bytes(line).unwrap());
            let visit = Cookies::read(&headers).visit.unwrap();
            assert_eq!(visit.reveal(), token.reveal());
        }
    }

    #[test]
    fn malformed_cookies_count_as_absent() {
        let mut headers = HeaderMap::new();
        for line in ["__Host-wg=x", "a; =; ;;__Host-wg-visit=%%%", "\u{e4}"] {
            headers.append(
                header::COOKIE,
                HeaderValue::from_bytes(line.as_bytes()).unwrap(),
            );
        }
        assert!(Cookies::read(&headers).is_empty());
    }
}
