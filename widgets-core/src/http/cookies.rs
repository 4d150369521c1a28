//! The cookies of the widgets: names, parsing and serialization.
//!
//! All have the `__Host-` prefix (RFC 6265bis, section 4.1.3): Secure, host-only, path `/`.

use std::borrow::Cow;
use std::time::Duration;

use cookie::{Cookie, SameSite};
use http::{HeaderMap, HeaderValue, header};

pub(crate) use super::cookie_kind::CookieKind;
use super::notice_cookie::NoticeCookie;
pub(crate) use super::session_cookie::{Owner, SessionCookie};
use crate::crypto::Token;
use crate::stores::Session;
use crate::types::time_zone::ZoneName;
use crate::types::{Locale, Timestamp};

/// The session: its id, token and [`Owner`] tag, joined by dots. The id is no secret; CSRF tokens
/// are bound to it, so that they are checked without a query.
pub(crate) const SESSION: &str = "__Host-wg";
/// A random id to which the CSRF tokens of signed-out pages are bound.
pub(crate) const BROWSER_ID: &str = "__Host-wg-visit";
/// A random token that marks this browser as one the account has signed in from before.
const DEVICE: &str = "__Host-wg-device";
/// A random token that finds a pending form, and the name of the endpoint the form was sent to,
/// joined by a dot.
const PENDING_FORM: &str = "__Host-wg-pending";
/// The result of the last action, and the page that shows it.
pub(crate) const NOTICE: &str = "__Host-wg-notice";
/// How long a page may take to come, before a notice is out of place.
const NOTICE_LASTS: Duration = Duration::from_secs(60);
/// The email address typed last in this browser, sealed.
pub(crate) const ADDRESS: &str = "__Host-wg-address";
/// A random token that finds the sign-in that waits for a second factor.
const SIGN_IN: &str = "__Host-wg-second";
/// The authenticator app that is being added, sealed.
const SETUP: &str = "__Host-wg-setup";
/// The language tag for pages shown while signed out.
const LOCALE: &str = "__Host-wg-locale";

/// The browser's time zone, as the script reports it.
const ZONE: &str = "__Host-wg-zone";
/// Lifetime of the language cookie: 400 days, the maximum that browsers allow (RFC 6265bis, section
/// 5.5).
const LOCALE_LASTS: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// What the names of all cookies begin with, and browsers hold them to.
const PREFIX: &str = "__Host-";

#[derive(Debug, Clone, Default)]
pub(crate) struct Cookies {
    pub(crate) session: Option<SessionCookie>,
    pub(crate) browser_id: Option<Token>,
    pub(crate) device: Option<Token>,
    pub(crate) pending_form: Option<PendingFormCookie>,
    /// Finds the sign-in that waits for a second factor.
    pub(crate) sign_in: Option<Token>,
    pub(crate) locale: Option<Locale>,
    pub(crate) zone: Option<ZoneName>,
    pub(crate) notice: Option<NoticeCookie>,
    /// The sealed address, as sent.
    pub(crate) address: Option<String>,
    /// The sealed authenticator app that is being added, as sent.
    pub(crate) setup: Option<String>,
}

impl SessionCookie {
    /// The cookie to set, which goes with the browser unless the user chose to stay signed in.
    pub(crate) fn to_set(&self, session: &Session, now: Timestamp) -> SetCookie {
        let lasts = session.persistent.then(|| session.expires_at.since(now));
        SetCookie::session(self, lasts)
    }
}

/// The browser's reference to a pending form.
#[derive(Debug, Clone)]
pub(crate) struct PendingFormCookie {
    pub(crate) token: Token,
    /// Name of the endpoint the form was sent to. Untrusted: the stored form must confirm it.
    pub(crate) endpoint: String,
}

impl PendingFormCookie {
    fn parse(text: &str) -> Option<Self> {
        let (token, endpoint) = text.split_once('.')?;
        Some(Self {
            token: Token::parse(token)?,
            endpoint: endpoint.to_owned(),
        })
    }
}

impl Cookies {
    /// Reads the cookies of the widgets; malformed ones count as absent.
    pub(crate) fn read(headers: &HeaderMap, kind: CookieKind) -> Self {
        let mut cookies = Self::default();
        for (name, value) in pairs(headers) {
            let name = match kind {
                CookieKind::Secure => Cow::from(name),
                CookieKind::Development => Cow::from([PREFIX, name].concat()),
            };
            match &*name {
                SESSION => first(&mut cookies.session, value, SessionCookie::parse),
                BROWSER_ID => first(&mut cookies.browser_id, value, Token::parse),
                DEVICE => first(&mut cookies.device, value, Token::parse),
                PENDING_FORM => first(&mut cookies.pending_form, value, PendingFormCookie::parse),
                SIGN_IN => first(&mut cookies.sign_in, value, Token::parse),
                LOCALE => first(&mut cookies.locale, value, Locale::parse),
                ZONE => first(&mut cookies.zone, value, ZoneName::parse),
                NOTICE => first(&mut cookies.notice, value, NoticeCookie::parse),
                SETUP => first(&mut cookies.setup, value, |own| Some(own.to_owned())),
                ADDRESS => first(&mut cookies.address, value, |own| Some(own.to_owned())),
                _ => {}
            }
        }
        cookies
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.session.is_none() && self.browser_id.is_none() && self.device.is_none()
    }
}

/// Of several cookies of a name, the first that can be parsed counts.
fn first<T>(read: &mut Option<T>, value: &str, parse: impl Fn(&str) -> Option<T>) {
    if read.is_none() {
        *read = parse(value);
    }
}

/// Name and value of every cookie sent, in order.
///
/// Only spaces and tabs are trimmed. Browsers enforce the `__Host-` prefix on the exact name, so a
/// sibling host could set one of these names behind other white space.
pub(crate) fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b';'));
    // The host's other cookies may hold any bytes; skip them without losing these.
    let pairs = pairs.filter_map(|pair| std::str::from_utf8(pair).ok());
    pairs.filter_map(|pair| pair.trim_matches([' ', '\t']).split_once('='))
}

#[derive(Clone, derive_more::Debug)]
#[debug("SetCookie({}, ..)", _0.name())]
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

    /// Sets the session; without `lasts` it is a browser-session cookie.
    pub(crate) fn session(session: &SessionCookie, lasts: Option<Duration>) -> Self {
        Self::new(SESSION, session.write(), lasts)
    }

    pub(crate) fn browser_id(token: &Token) -> Self {
        Self::new(BROWSER_ID, token.reveal().to_owned(), None)
    }

    pub(crate) fn device(token: &Token, lasts: Duration) -> Self {
        Self::new(DEVICE, token.reveal().to_owned(), Some(lasts))
    }

    /// Sets the language of pages, or with `None` lets the browser's settings decide again.
    pub(crate) fn locale(locale: Option<&Locale>) -> Self {
        let (value, lasts) = match locale {
            Some(locale) => (locale.to_string(), LOCALE_LASTS),
            None => (String::new(), Duration::ZERO),
        };
        Self::new(LOCALE, value, Some(lasts))
    }

    pub(crate) fn notice(notice: &NoticeCookie) -> Self {
        Self::new(NOTICE, notice.write(), Some(NOTICE_LASTS))
    }

    pub(crate) fn no_notice() -> Self {
        Self::new(NOTICE, String::new(), Some(Duration::ZERO))
    }

    /// Remembers an address, which is sealed; without `lasts` until the browser is closed.
    pub(crate) fn address(sealed: String, lasts: Option<Duration>) -> Self {
        Self::new(ADDRESS, sealed, lasts)
    }

    pub(crate) fn no_address() -> Self {
        Self::new(ADDRESS, String::new(), Some(Duration::ZERO))
    }

    pub(crate) fn pending_form(pending_form: &PendingFormCookie, lasts: Duration) -> Self {
        let value = format!("{}.{}", pending_form.token.reveal(), pending_form.endpoint);
        Self::new(PENDING_FORM, value, Some(lasts))
    }

    /// Refers to a sign-in that waits for a second factor.
    pub(crate) fn sign_in(token: &Token, lasts: Duration) -> Self {
        Self::new(SIGN_IN, token.reveal().to_owned(), Some(lasts))
    }

    pub(crate) fn no_sign_in() -> Self {
        Self::new(SIGN_IN, String::new(), Some(Duration::ZERO))
    }

    /// Keeps an authenticator app that is being added, which is sealed.
    pub(crate) fn setup(sealed: String, lasts: Duration) -> Self {
        Self::new(SETUP, sealed, Some(lasts))
    }

    pub(crate) fn no_setup() -> Self {
        Self::new(SETUP, String::new(), Some(Duration::ZERO))
    }

    /// Deletes the cookie of a pending form.
    pub(crate) fn no_pending_form() -> Self {
        Self::new(PENDING_FORM, String::new(), Some(Duration::ZERO))
    }

    pub(crate) fn no_session() -> Self {
        Self::new(SESSION, String::new(), Some(Duration::ZERO))
    }

    pub(crate) fn text(&self) -> String {
        self.0.to_string()
    }

    /// Reads what [`text`](Self::text) wrote.
    pub(crate) fn from_text(text: String) -> Option<Self> {
        Cookie::parse(text).ok().map(Self)
    }

    /// Whether both set the same cookie.
    pub(crate) fn replaces(&self, other: &Self) -> bool {
        self.0.name() == other.0.name()
    }

    pub(crate) fn sets_browser_id(&self) -> bool {
        self.0.name() == BROWSER_ID
    }

    pub(crate) fn sets_session(&self) -> bool {
        self.0.name() == SESSION
    }

    /// Whether it chooses another language than the browser has chosen.
    pub(crate) fn sets_other_locale(&self, current: Option<&Locale>) -> bool {
        self.0.name() == LOCALE && self.0.value() != current.map_or("", Locale::as_str)
    }

    pub(crate) fn sets_pending_form(&self) -> bool {
        self.0.name() == PENDING_FORM
    }

    pub(crate) fn ends_session(&self) -> bool {
        self.sets_session() && self.0.value().is_empty()
    }

    pub(crate) fn header(&self, kind: CookieKind) -> Option<HeaderValue> {
        let mut cookie = self.0.clone();
        if kind == CookieKind::Development {
            let name = cookie.name().trim_start_matches(PREFIX).to_owned();
            cookie.set_name(name);
            cookie.set_secure(false);
        }
        HeaderValue::try_from(cookie.to_string()).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::Keys;
    use crate::types::{AccountId, SessionId};

    #[test]
    fn attack_010_every_cookie_is_bound_to_the_host() {
        let token = Token::mint().unwrap();
        let at = crate::types::clock::Timestamp::from_micros(0);
        let id = SessionId::mint(at).unwrap();
        let account = AccountId::mint(at).unwrap();
        let session = SessionCookie {
            owner: Owner::of(&Keys::development(), id.as_str(), &account),
            id,
            token: token.clone(),
        };
        let pending_form = PendingFormCookie {
            token: token.clone(),
            endpoint: "tips.save".to_owned(),
        };
        let cookies = [
            SetCookie::session(&session, None),
            SetCookie::browser_id(&token),
            SetCookie::device(&token, Duration::from_secs(60)),
            SetCookie::pending_form(&pending_form, Duration::from_secs(60)),
            SetCookie::sign_in(&token, Duration::from_secs(60)),
            SetCookie::no_sign_in(),
            SetCookie::setup("sealed".to_owned(), Duration::from_secs(60)),
            SetCookie::no_setup(),
            SetCookie::no_session(),
            SetCookie::locale(Locale::parse("de").as_ref()),
            SetCookie::locale(None),
            SetCookie::no_pending_form(),
            SetCookie::address("sealed".to_owned(), None),
            SetCookie::no_address(),
            SetCookie::notice(&NoticeCookie::new("tips.saved", &"/a;ä".repeat(800))),
            SetCookie::no_notice(),
        ];
        for cookie in cookies {
            let line = cookie.header(CookieKind::Secure).unwrap();
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
    fn a_session_tells_its_owner_and_nobody_else() {
        let keys = Keys::development();
        let at = crate::types::clock::Timestamp::from_micros(0);
        let (id, other) = (SessionId::mint(at).unwrap(), SessionId::mint(at).unwrap());
        let account = AccountId::mint(at).unwrap();
        let stranger = AccountId::mint(at).unwrap();
        let owner = Owner::of(&keys, id.as_str(), &account);
        assert!(owner.is(&keys, id.as_str(), &account));
        assert!(!owner.is(&keys, id.as_str(), &stranger));
        assert!(!owner.is(&keys, other.as_str(), &account));
        let written = SessionCookie {
            owner,
            id: id.clone(),
            token: Token::mint().unwrap(),
        };
        let read = SessionCookie::parse(&written.write()).unwrap();
        assert!(read.id == id && read.owner.is(&keys, id.as_str(), &account));
        let without = format!("{}.{}", written.id, written.token.reveal());
        assert!(SessionCookie::parse(&without).is_none());
    }

    #[test]
    fn a_cookie_of_somebody_else_hides_none_of_ours() {
        let token = Token::mint().unwrap();
        let mut headers = HeaderMap::new();
        let line = format!("theme=café; {BROWSER_ID}={}", token.reveal());
        let not_utf8 = [&b"mood=\xff; "[..], line.as_bytes()].concat();
        for line in [line.as_bytes(), &not_utf8] {
            headers.insert(header::COOKIE, HeaderValue::from_bytes(line).unwrap());
            let browser_id = Cookies::read(&headers, CookieKind::Secure).browser_id;
            let browser_id = browser_id.unwrap();
            assert_eq!(browser_id.reveal(), token.reveal());
        }
    }

    #[test]
    fn attack_010_white_space_of_any_other_kind_belongs_to_the_name() {
        let token = Token::mint().unwrap();
        let read = |space: char| {
            let line = format!("a=1; {space}{BROWSER_ID}={}", token.reveal());
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, HeaderValue::try_from(line).unwrap());
            Cookies::read(&headers, CookieKind::Secure)
                .browser_id
                .is_some()
        };
        assert!(read(' ') && read('\t'));
        let others = (char::MIN..=char::MAX).filter(|own| own.is_whitespace() && !own.is_ascii());
        let others: Vec<char> = others.collect();
        assert!(others.len() > 10);
        for other in others {
            assert!(!read(other), "{other:?}");
        }
    }

    #[test]
    fn malformed_cookies_count_as_absent() {
        let mut headers = HeaderMap::new();
        for line in ["__Host-wg=x", "a; =; ;;__Host-wg-visit=%%%", "\u{e4}"] {
            let line = HeaderValue::from_bytes(line.as_bytes());
            headers.append(header::COOKIE, line.unwrap());
        }
        assert!(Cookies::read(&headers, CookieKind::Secure).is_empty());
    }
}
