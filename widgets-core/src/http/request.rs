//! Requests as adapters pass them to core, and what is read from them without a query.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Once};

use bytes::Bytes;
use http::{Extensions, HeaderMap, HeaderValue, Method, header};

use crate::http::fields::Fields;
use crate::http::path::PathParams;
use crate::http::typed_fields::ReadFields;
use crate::types::Malformed;
use crate::types::getters::getters;
use crate::types::records::records;

records! {
    /// A request from a web framework. The adapter converts it and limits the body; core decides
    /// everything else, so that all frameworks behave alike. `Debug` prints only the method, because
    /// paths contain one-time links, headers cookies, and bodies passwords.
    #[derive(derive_more::Debug)]
    #[debug("Request({method}, ..)")]
    pub struct Request {
        /// The method as sent.
        pub method: Method,
        /// The whole path as sent, with percent-encoding and mount prefix.
        pub path: String,
        /// The query as sent, without the `?`.
        pub query: Option<String> = None,
        /// The headers.
        pub headers: HeaderMap = HeaderMap::new(),
        /// What the host attached to the request, for its identity, its layout and its choice of language.
        pub extensions: Extensions = Extensions::new(),
        /// Address of the TCP peer.
        pub peer: Option<IpAddr> = None,
        /// The prefix of the mounted pages that the path is below, if no route matches. Without it, a page
        /// that says so links to the mount path of the public URL.
        pub prefix: Option<String> = None,
        /// The body, or why it could not be read.
        pub body: Result<Bytes, BodyFault> = Ok(Bytes::new()),
    }
}

impl Request {
    /// Converts the parts of an `http` request. `path` is the whole path as sent, even if the
    /// framework strips a mount prefix for inner services.
    #[must_use]
    pub fn from_parts(
        parts: http::request::Parts,
        path: String,
        peer: Option<IpAddr>,
        body: Result<Bytes, BodyFault>,
    ) -> Self {
        Self {
            method: parts.method,
            path,
            query: parts.uri.query().map(str::to_owned),
            headers: parts.headers,
            extensions: parts.extensions,
            peer,
            prefix: None,
            body,
        }
    }
}

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyFault {
    /// It exceeds the endpoint's limit.
    TooLarge,
    /// It ended early, or did not arrive in time.
    Broken,
}

/// The client, as far as the connection and headers tell.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Client {
    /// The client's address behind the configured number of trusted proxies; `None` if the host
    /// does not pass on the peer's address.
    pub address: Option<IpAddr>,
    /// The browser's `User-Agent`: at most 512 bytes of visible ASCII and spaces.
    pub user_agent: String,
}

impl Client {
    const LONGEST_USER_AGENT: usize = 512;

    /// Reads the client from the peer's address and the headers.
    ///
    /// With 0 trusted hops, the peer is the client. With n, the client is the n-th address from the
    /// right of `X-Forwarded-For`, to which each proxy appends one. If that list is too short or
    /// the entry does not parse, the client is unknown: taking the peer instead would count everybody
    /// as the proxy.
    pub(crate) fn read(peer: Option<IpAddr>, headers: &HeaderMap, trusted_hops: usize) -> Self {
        let address = match trusted_hops {
            0 => peer,
            hops => forwarded(headers, hops),
        };
        // An IPv4-mapped IPv6 address counts as the IPv4 address.
        let address = address.map(|address| address.to_canonical());
        if address.is_none() {
            warn_once_about_unknown_clients(trusted_hops);
        }
        let sent = headers.get(header::USER_AGENT);
        let sent = sent.map(HeaderValue::as_bytes).unwrap_or_default();
        let mut kept = Vec::with_capacity(sent.len().min(Self::LONGEST_USER_AGENT));
        let plain = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
        let all = sent.iter().copied().filter(plain);
        kept.extend(all.take(Self::LONGEST_USER_AGENT));
        Self {
            address,
            // ASCII is always UTF-8.
            user_agent: String::from_utf8(kept).unwrap_or_default(),
        }
    }

    /// The subject of per-client rate limits: an IPv4 address, or the /64 network of an IPv6
    /// address, because a single household or server has at least that. Clients without an address
    /// share one.
    #[must_use]
    pub fn limit_subject(&self) -> String {
        match self.address {
            None => "unknown".to_owned(),
            Some(IpAddr::V4(address)) => address.to_string(),
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }
    }

    /// The networks that the client is counted in, each with how many times the quota of the first it has:
    /// an IPv4 address and its /24; the /64, /56 and /48 of an IPv6 address, since whoever has one /64
    /// often has all of a /48. Clients without an address share one.
    pub(crate) fn networks(&self) -> Vec<(String, u32)> {
        let own = (self.limit_subject(), 1);
        match self.address {
            None => vec![own],
            Some(IpAddr::V4(address)) => {
                let [a, b, c, _] = address.octets();
                vec![own, (format!("{}/24", Ipv4Addr::new(a, b, c, 0)), 8)]
            }
            Some(IpAddr::V6(address)) => {
                let [a, b, c, d, ..] = address.segments();
                let wider = |d, bits| format!("{}/{bits}", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0));
                vec![own, (wider(d & 0xff00, 56), 4), (wider(0, 48), 16)]
            }
        }
    }

    /// The first address of the widest of those networks.
    pub(crate) fn widest_network(&self) -> Option<IpAddr> {
        self.address.map(|address| match address {
            IpAddr::V4(own) => Ipv4Addr::from_bits(own.to_bits() & !0xff).into(),
            IpAddr::V6(own) => Ipv6Addr::from_bits(own.to_bits() & !(u128::MAX >> 48)).into(),
        })
    }

    /// The address as text; empty if unknown.
    #[must_use]
    pub fn address_text(&self) -> String {
        self.address
            .map(|address| address.to_string())
            .unwrap_or_default()
    }
}

/// The n-th address from the right of all `X-Forwarded-For` headers joined. Only that entry is looked
/// at: what stands in the others is the client's to invent.
fn forwarded(headers: &HeaderMap, from_right: usize) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for").iter();
    let lines: Vec<&[u8]> = lines.map(HeaderValue::as_bytes).collect();
    let mut entries = lines
        .into_iter()
        .rev()
        .flat_map(|line| line.rsplit(|byte| *byte == b','));
    let entry = std::str::from_utf8(entries.nth(from_right - 1)?).ok()?;
    address(entry.trim())
}

/// An address, with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`,
/// `[2001:db8::1]:80`.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = entry
        .strip_prefix('[')
        .and_then(|own| own.strip_suffix(']'));
    let parsed = bare.unwrap_or(entry).parse().ok();
    parsed.or_else(|| entry.parse().ok().map(|own: SocketAddr| own.ip()))
}

fn warn_once_about_unknown_clients(trusted_hops: usize) {
    static WARNED: Once = Once::new();
    WARNED.call_once(|| match trusted_hops {
        0 => tracing::error!(
            "the host does not pass on the peer's address, so all clients share one rate limit; \
             with axum, serve with `into_make_service_with_connect_info::<SocketAddr>()`"
        ),
        _ => tracing::warn!(
            trusted_hops,
            "X-Forwarded-For has no readable address at that place from the right, so clients like \
             this one share one rate limit; set trusted_hops to the number of proxies in front"
        ),
    });
}

/// What a request brings: parameters of the path, and fields: of the query for a `GET`, of the body for
/// a `POST`. All of it is untrusted. `Debug` prints names and no values.
#[derive(Clone)]
#[non_exhaustive]
pub struct Input<P = (), F = ()> {
    /// The parameters of the path.
    pub path: P,
    /// The fields that the endpoint takes.
    pub fields: F,
    sent: Arc<SentFields>,
}

#[derive(Default)]
struct SentFields {
    query: Fields,
    body: Fields,
}

/// The parameters of a path as they were sent.
pub(crate) type RawParams = Vec<(&'static str, String)>;

/// What a request brings before the parameters of its path are read.
pub(crate) type RawInput = Input<RawParams>;

impl<P> Input<P> {
    pub(crate) fn new(path: P, query: Fields, body: Fields) -> Self {
        let sent = Arc::new(SentFields { query, body });
        let fields = ();
        Self { path, fields, sent }
    }

    /// Reads the fields of the query. What cannot be read there is as if it were not there.
    pub(crate) fn reading_query<F: ReadFields>(self) -> Result<Input<P, F>, Malformed> {
        let fields = F::read(self.query());
        Ok(self.taking(fields))
    }

    /// Reads the fields of the body.
    pub(crate) fn reading_body<F: ReadFields>(self) -> Result<Input<P, F>, Malformed> {
        if !F::are_readable(self.body()) {
            return Err(Malformed::NeitherTrueNorFalse);
        }
        let fields = F::read(self.body());
        Ok(self.taking(fields))
    }

    fn taking<F>(self, fields: F) -> Input<P, F> {
        let Self { path, sent, .. } = self;
        Input { path, fields, sent }
    }
}

impl<P, F> Input<P, F> {
    /// The same request with something else that its path stands for, its fields still to be read.
    pub(crate) fn with<Q>(&self, path: Q) -> Input<Q> {
        Input {
            path,
            fields: (),
            sent: Arc::clone(&self.sent),
        }
    }

    getters! { self =>
        /// Everything in the query.
        pub(crate) query: &Fields = &self.sent.query;
        /// Everything in the body, a form or a JSON object.
        pub(crate) body: &Fields = &self.sent.body;
    }
}

impl RawInput {
    /// A parameter as it was sent; empty when the path has none of that name.
    pub(crate) fn param(&self, name: &str) -> &str {
        let mut all = self.path.iter();
        all.find(|(own, _)| *own == name)
            .map_or("", |(_, value)| value)
    }

    /// The same with its parameters read; `None` where one cannot be what it stands for.
    pub(crate) fn read<P: PathParams>(&self) -> Option<Input<P>> {
        Some(self.with(P::read(|name| self.param(name).to_owned())?))
    }
}

impl<P, F> fmt::Debug for Input<P, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("query", self.query())
            .field("body", self.body())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &[&str], hops: usize) -> Option<IpAddr> {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        Client::read(peer.parse().ok(), &headers, hops).address
    }

    #[test]
    fn attack_020_the_number_of_trusted_proxies_decides() {
        let address = |text: &str| Some(text.parse().unwrap());
        assert_eq!(client("10.0.0.1", &["6.6.6.6"], 0), address("10.0.0.1"));
        assert_eq!(
            client("10.0.0.1", &["6.6.6.6, 7.7.7.7"], 1),
            address("7.7.7.7")
        );
        assert_eq!(
            client("10.0.0.1", &["6.6.6.6", "7.7.7.7, 8.8.8.8"], 2),
            address("7.7.7.7")
        );
        for unreadable in ["a", "", "256.1.1.1", "unknown", "7.7.7.7:x"] {
            assert_eq!(client("10.0.0.1", &[unreadable], 1), None, "{unreadable}");
        }
        assert_eq!(client("10.0.0.1", &["7.7.7.7"], 5), None);
        assert_eq!(client("10.0.0.1", &[], 1), None);
        for (entry, plain) in [
            ("7.7.7.7:80", "7.7.7.7"),
            ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:80", "2001:db8::1"),
        ] {
            let list = format!("a, {entry}");
            assert_eq!(client("10.0.0.1", &[&list], 1), address(plain), "{entry}");
        }
        assert_eq!(client("::ffff:1.2.3.4", &[], 0), address("1.2.3.4"));
        assert_eq!(client("", &[], 0), None);
    }

    #[test]
    fn attack_176_one_unreadable_entry_hides_no_other() {
        let mut headers = HeaderMap::new();
        let line = HeaderValue::from_bytes(b"\xff, 6.6.6.6").unwrap();
        headers.append("x-forwarded-for", line);
        let peer = "10.0.0.1".parse().ok();
        let read = Client::read(peer, &headers, 1).address;
        assert_eq!(read, "6.6.6.6".parse().ok());
        assert_eq!(Client::read(peer, &headers, 2).address, None);
    }

    #[test]
    fn attack_020_an_ipv6_network_counts_as_one() {
        let subject =
            |peer: &str| Client::read(peer.parse().ok(), &HeaderMap::new(), 0).limit_subject();
        assert_eq!(subject("2001:db8:1:2::1"), subject("2001:db8:1:2:ffff::9"));
        assert_ne!(subject("2001:db8:1:2::1"), subject("2001:db8:1:3::1"));
        assert_ne!(subject("1.2.3.4"), subject("1.2.3.5"));
        assert_eq!(subject(""), "unknown");
    }

    #[test]
    fn attack_168_wider_networks_are_counted_too() {
        let networks =
            |peer: &str| Client::read(peer.parse().ok(), &HeaderMap::new(), 0).networks();
        let of = |text: &str, share| (text.to_owned(), share);
        assert_eq!(
            networks("2001:db8:1:2ab::9"),
            [
                of("2001:db8:1:2ab::/64", 1),
                of("2001:db8:1:200::/56", 4),
                of("2001:db8:1::/48", 16)
            ]
        );
        assert_eq!(
            networks("192.0.2.7"),
            [of("192.0.2.7", 1), of("192.0.2.0/24", 8)]
        );
        assert_eq!(networks(""), [of("unknown", 1)]);
    }

    #[test]
    fn requests_and_input_print_no_secret() {
        let secret = "swordfish";
        let fields = || Fields::from_urlencoded(b"password=swordfish").unwrap();
        let input = Input::new(vec![("token", secret.to_owned())], fields(), fields());
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, secret.parse().unwrap());
        let request = Request::new(Method::POST, format!("/sign-in/link/{secret}"))
            .query(Some(secret.to_owned()))
            .headers(headers)
            .body(Ok(Bytes::from_static(b"password=swordfish")));
        let printed = format!("{input:?} {request:?}");
        assert!(printed.contains("password") && printed.contains("POST"));
        assert!(!printed.contains(secret), "{printed}");
    }
}
