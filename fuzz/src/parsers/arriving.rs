//! Parts of requests: cookies, fields, headers, paths, return paths.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use url::{Url, form_urlencoded};

use super::is_one_line;
use crate::http::cookies::{CookieKind, Cookies, SetCookie};
use crate::http::fields::Fields;
use crate::http::format::{Format, reads_brotli};
use crate::http::path::Matched;
use crate::http::query::with_query;
use crate::http::request::{Client, Request};
use crate::http::return_path::{ReturnOrigins, ReturnPath};
use crate::server::guard;
use crate::types::locale::accepted;

fn lines(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    data.split(|byte| *byte == b'\n')
}

/// Each line is a `Cookie` header. What is parsed survives being written and parsed again.
pub fn cookies(data: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in lines(data) {
        if let Ok(line) = HeaderValue::from_bytes(line) {
            headers.append(header::COOKIE, line);
        }
    }
    let written = written(&Cookies::read(&headers, CookieKind::Secure));
    let mut again = HeaderMap::new();
    for line in &written {
        let pair = line.split(|byte| *byte == b';').next().unwrap_or_default();
        assert!(std::str::from_utf8(pair).is_ok_and(is_one_line));
        let pair = HeaderValue::from_bytes(pair);
        again.extend(pair.map(|pair| (header::COOKIE, pair)));
    }
    assert_eq!(
        self::written(&Cookies::read(&again, CookieKind::Secure)),
        written
    );
}

/// The lines that set these cookies.
fn written(cookies: &Cookies) -> Vec<Vec<u8>> {
    let lasts = Duration::from_secs(60);
    let (session, pending) = (cookies.session.as_ref(), cookies.pending_form.as_ref());
    let set = [
        session.map(|own| SetCookie::session(own, None)),
        cookies.browser_id.as_ref().map(SetCookie::browser_id),
        cookies
            .device
            .as_ref()
            .map(|own| SetCookie::device(own, lasts)),
        pending.map(|own| SetCookie::pending_form(own, lasts)),
        cookies
            .locale
            .as_ref()
            .map(|own| SetCookie::locale(Some(own))),
    ];
    let line = |cookie: SetCookie| {
        let line = cookie.header(CookieKind::Secure);
        assert!(line.is_some(), "{cookie:?} cannot be written");
        line.map(|line| line.as_bytes().to_vec())
    };
    set.into_iter().flatten().filter_map(line).collect()
}

/// The bytes are a form or a query, and a JSON object.
pub fn fields(data: &[u8]) {
    if let Ok(fields) = Fields::from_urlencoded(data) {
        let pairs = bounded(&fields, data);
        // Browsers parse it the same way.
        let browser = form_urlencoded::parse(data).into_owned();
        assert_eq!(pairs, browser.collect::<Vec<_>>());
        let written = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&pairs)
            .finish();
        let again = Fields::from_urlencoded(written.as_bytes()).map(|own| own.to_pairs(|_| true));
        assert_eq!(again.as_ref(), Ok(&pairs));
    }
    if let Ok(fields) = Fields::from_json(data) {
        let pairs = bounded(&fields, data);
        for (name, value) in &pairs {
            let first = fields.all(name).next();
            assert!(first.is_some() && first == Some(fields.get(name)));
            assert!(fields.all(name).any(|own| own == value));
        }
    }
}

/// Fields are bounded by their input, and survive being stored.
fn bounded(fields: &Fields, data: &[u8]) -> Vec<(String, String)> {
    let pairs = fields.to_pairs(|_| true);
    assert!(pairs.len() <= 200);
    // Names are not counted: JSON repeats them for each value of a list.
    let size: usize = pairs.iter().map(|(_, value)| value.len()).sum();
    assert!(size <= data.len() * 4);
    for (name, value) in &pairs {
        assert!(!name.contains('\0') && !value.contains('\0'));
    }
    let pending_form = Fields::from_pairs(pairs.clone()).map(|own| own.to_pairs(|_| true));
    assert_eq!(pending_form.as_ref(), Ok(&pairs));
    pairs
}

const HEADERS: [HeaderName; 8] = [
    header::ACCEPT,
    header::ACCEPT_LANGUAGE,
    header::ACCEPT_ENCODING,
    header::USER_AGENT,
    header::CONTENT_TYPE,
    header::ORIGIN,
    HeaderName::from_static("sec-fetch-site"),
    HeaderName::from_static("x-forwarded-for"),
];

/// Each line is a header, named by the line's first byte.
pub fn headers(data: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in lines(data) {
        let Some((which, value)) = line.split_first() else {
            continue;
        };
        let name = &HEADERS[usize::from(*which) % HEADERS.len()];
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.append(name, value);
        }
    }
    let ranges = accepted(&headers);
    assert!(ranges.len() <= 32);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let mut ranges = ranges.iter();
    assert!(ranges.all(|range| range == "*" || range.bytes().all(plain)));
    let mentions = |name: HeaderName, word: &str| {
        let values = headers.get_all(name);
        let mut texts = values.iter().filter_map(|own| own.to_str().ok());
        texts.any(|text| text.to_ascii_lowercase().contains(word))
    };
    if Format::read(&headers) == Format::Json {
        assert!(mentions(header::ACCEPT, "json"));
    }
    if reads_brotli(&headers) {
        assert!(mentions(header::ACCEPT_ENCODING, "br"));
    }
    client(&headers);
    from_here(&headers);
    let request = Request::new(Method::POST, "/".to_owned())
        .headers(headers.clone())
        .body(Ok(Bytes::from_static(b"{}")));
    if guard::body(&request).is_ok() {
        let form = mentions(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        assert!(form || mentions(header::CONTENT_TYPE, "application/json"));
    }
}

/// With any number of trusted hops, the client is the peer or listed in the header.
fn client(headers: &HeaderMap) {
    let peer = IpAddr::V4(Ipv4Addr::LOCALHOST);
    for hops in 0..4 {
        let client = Client::read(Some(peer), headers, hops);
        let address = client.address.unwrap_or(peer);
        let listed = headers
            .get_all("x-forwarded-for")
            .iter()
            .flat_map(|line| line.as_bytes().split(|byte| *byte == b','))
            .filter_map(|hop| std::str::from_utf8(hop).ok())
            .filter_map(|hop| {
                let hop = hop.trim();
                let with_port = hop.parse::<SocketAddr>().map(|own| own.ip());
                with_port
                    .or_else(|_| hop.trim_matches(['[', ']']).parse())
                    .ok()
            })
            .any(|hop| hop.to_canonical() == address);
        assert!(address == peer || (hops > 0 && listed));
        let agent = &client.user_agent;
        assert!(agent.len() <= 512);
        assert!(agent.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
        assert!(client.limit_subject().len() <= 48);
    }
}

/// Cross-site requests are never accepted as same-site.
fn from_here(headers: &HeaderMap) {
    const OWN: &str = "https://host.example";
    if crate::http::csrf::same_site(headers, OWN) {
        match headers.get("sec-fetch-site") {
            Some(site) => assert!(site == "same-origin" || site == "none"),
            None => {
                let origin = headers.get(header::ORIGIN);
                assert!(origin.is_none_or(|origin| origin == OWN));
            }
        }
    }
}

const PATTERNS: [&str; 6] = [
    "/",
    "/sessions",
    "/sessions/{session}/end",
    "/o/{organization}/members",
    "/assets/brand/{theme}",
    "/{one}/{two}",
];

/// The text is a path. Links with its prefix stay on the host, and its parameters survive being
/// written.
pub fn paths(data: &[u8]) {
    let Ok(path) = std::str::from_utf8(data) else {
        return;
    };
    for pattern in PATTERNS {
        let Ok(Some(matched)) = Matched::read(pattern, path) else {
            continue;
        };
        let prefix = &matched.prefix;
        assert!(prefix.is_empty() || prefix.starts_with('/'));
        assert!(!prefix.starts_with("//") && !prefix.contains('\\'));
        let own = own_page();
        let link = own.join(&format!("{prefix}/sessions"));
        assert!(link.is_ok_and(|link| link.origin() == own.origin()));
        let mut written = prefix.clone();
        for part in pattern.split('/').filter(|part| !part.is_empty()) {
            let name = part.trim_matches(['{', '}']);
            let value = matched.params.iter().find(|(own, _)| *own == name);
            written.push('/');
            match value {
                Some((_, value)) => written.extend(utf8_percent_encode(value, NON_ALPHANUMERIC)),
                None => written.push_str(part),
            }
        }
        assert_eq!(Matched::read(pattern, &written), Ok(Some(matched)));
    }
    query_keys(path);
}

/// Replacing a query parameter is idempotent, and leaves everything around it unchanged.
fn query_keys(address: &str) {
    let with_after = |to: &str| with_query(to, &["after"], Some(("after", address)));
    let once = with_after(address);
    assert_eq!(once, with_after(&once));
    let end = |text: &str| text.find('#').map(|at| text[at..].to_owned());
    assert_eq!(end(address), end(&once));
    let start = |text: &str| text.split(['?', '#']).next().map(str::to_owned);
    assert_eq!(start(address), start(&once));
    let query = once.split('#').next().unwrap_or_default();
    let query = query.split_once('?').map_or("", |(_, query)| query);
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    assert!(pairs.any(|(key, value)| key == "after" && value == address));
}

#[allow(clippy::unwrap_used, reason = "it is an address")]
fn own_page() -> Url {
    Url::parse("https://host.example/account").unwrap()
}

/// The text is a return path. On any page, it leads to the host or an allowed origin, with or
/// without a parameter of ours.
pub fn return_paths(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let own = own_page();
    let allowed = own.join("https://app.example");
    let allowed: Vec<_> = allowed.iter().map(Url::origin).collect();
    let origins = ReturnOrigins::new(own.clone(), allowed.clone());
    let Some(path) = ReturnPath::parse(text, &origins) else {
        return;
    };
    let there = path.as_str();
    // Longer, it could not be read again.
    assert!(there.len() <= 2048);
    assert!(there.bytes().all(|byte| byte.is_ascii_graphic()));
    assert!(HeaderValue::from_str(there).is_ok());
    assert_eq!(ReturnPath::parse(there, &origins).as_ref(), Some(&path));
    let after = with_query(there, &[], Some(("after", "x")));
    for address in [there, &after, &with_query(&after, &["after"], None)] {
        for page in ["/", "/account", "/account/sessions/x/end?a=//b#c"] {
            let target = own.join(page).and_then(|page| page.join(address));
            let origin = target.map(|target| target.origin());
            let stays = origin.as_ref() == Ok(&own.origin());
            assert_eq!(stays, address.starts_with('/'));
            assert!(stays || origin.is_ok_and(|origin| allowed.contains(&origin)));
        }
    }
    let carried = path.in_query("/login?next=/old", "next");
    let query = carried.split_once('?').map_or("", |(_, query)| query);
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    assert!(pairs.any(|(key, value)| key == "next" && value == there));
}
