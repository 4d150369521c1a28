//! The guarded client: HTTP/1.1 over TLS, to addresses of the public internet alone.

mod address;
mod exchange;
mod resolver;
mod target;
#[cfg(test)]
mod tests;
mod tls;

use std::net::{IpAddr, SocketAddr};
use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::Response;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

pub use self::resolver::Resolver;
use self::resolver::SystemResolver;

use self::target::{Allowed, Place, Refused, Target};
use super::{HttpClient, HttpFailure, OutgoingRequest};

/// The HTTP client of the widgets, which reaches nothing inside the host's networks.
///
/// - It goes to `https` on port 443 alone, and not where a URL has a name or password before its host.
/// - It resolves a name once and connects to the addresses it got, never by the name again, so that a
///   second answer of the name server changes nothing (DNS rebinding). If one of several addresses is
///   not public, it connects to none.
/// - Public is what IANA's registries of special-purpose addresses leave: not loopback, private,
///   link-local (where clouds serve metadata), unique-local, carrier-grade NAT, multicast,
///   documentation, benchmarking or reserved, and no such IPv4 address embedded in an IPv6 one.
/// - It follows no redirect, decompresses nothing, and stops at the limits of each request.
///
/// Certificates are verified by `rustls` with the system's authorities.
///
/// ```
/// # use widgets_core::client::GuardedClient;
/// let client = GuardedClient::new().allow("http://10.2.0.7:8080");
/// # let _ = client;
/// ```
#[derive(derive_more::Debug)]
#[debug("GuardedClient({allowed:?})")]
#[must_use]
pub struct GuardedClient {
    allowed: Vec<String>,
    authority: Option<Vec<u8>>,
    resolver: Box<dyn Resolver>,
    ready: OnceLock<Result<Ready, Vec<String>>>,
}

/// Validated settings.
struct Ready {
    allowed: Allowed,
    tls: TlsConnector,
}

impl Default for GuardedClient {
    fn default() -> Self {
        Self::new()
    }
}

impl GuardedClient {
    /// How many addresses of a name are tried.
    const TRIED: usize = 4;

    /// A client that the host allows nothing more than the rules do.
    pub fn new() -> Self {
        Self {
            allowed: Vec::new(),
            authority: None,
            resolver: Box::new(SystemResolver),
            ready: OnceLock::new(),
        }
    }

    /// Allows one origin, such as `http://10.2.0.7:8080`, whatever its scheme, port and addresses: a
    /// service of the host's own. Every other origin is judged as before, even on the same machine.
    pub fn allow(mut self, origin: impl Into<String>) -> Self {
        self.allowed.push(origin.into());
        self
    }

    /// Trusts this CA certificate (PEM) in addition to the system's.
    pub fn authority(mut self, authority: impl Into<Vec<u8>>) -> Self {
        self.authority = Some(authority.into());
        self
    }

    /// Resolves names by this instead of the system.
    pub fn resolver(mut self, resolver: impl Resolver) -> Self {
        self.resolver = Box::new(resolver);
        self
    }

    fn ready(&self) -> &Result<Ready, Vec<String>> {
        self.ready.get_or_init(|| {
            let mut problems = Vec::new();
            let allowed = Allowed::parse(&self.allowed, &mut problems);
            let tls = tls::connector(self.authority.as_deref(), &mut problems);
            match tls {
                Some(tls) if problems.is_empty() => Ok(Ready { allowed, tls }),
                _ => Err(problems),
            }
        })
    }

    /// The addresses that may be connected to.
    async fn addresses(&self, target: &Target) -> Result<Vec<SocketAddr>, HttpFailure> {
        let found = match &target.place {
            Place::Address(address) => vec![*address],
            Place::Name(name) => self
                .resolver
                .resolve(name)
                .await
                .map_err(HttpFailure::unreachable)?,
        };
        if found.is_empty() {
            return Err(HttpFailure::unreachable("its name has no address"));
        }
        let hidden = |own: &&IpAddr| !target.allowed && !address::is_public(**own);
        if let Some(hidden) = found.iter().find(hidden) {
            return Err(Refused::Address(*hidden).into());
        }
        let found = found.into_iter().take(Self::TRIED);
        Ok(found.map(|own| SocketAddr::new(own, target.port)).collect())
    }
}

/// The first address that takes a connection. Each has a share of the time.
async fn connect(addresses: &[SocketAddr], within: Duration) -> Result<TcpStream, HttpFailure> {
    let each = within / u32::try_from(addresses.len()).unwrap_or(u32::MAX).max(1);
    let mut failure = HttpFailure::TooSlow(within);
    for address in addresses {
        match tokio::time::timeout(each, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => failure = HttpFailure::unreachable(error),
            Err(_) => {}
        }
    }
    Err(failure)
}

#[async_trait]
impl HttpClient for GuardedClient {
    async fn send(&self, request: OutgoingRequest) -> Result<Response<Bytes>, HttpFailure> {
        let ready = self.ready().as_ref();
        let ready = ready.map_err(|problems| HttpFailure::Refused(problems.join(" ")))?;
        let target = ready.allowed.judge(&request.url)?;
        let addresses = self.addresses(&target).await?;
        let stream = connect(&addresses, request.within).await?;
        if !target.encrypted {
            return exchange::exchange(stream, request).await;
        }
        let name = target.server_name()?;
        let stream = ready.tls.connect(name, stream).await;
        exchange::exchange(stream.map_err(HttpFailure::unreachable)?, request).await
    }

    fn problems(&self) -> Vec<String> {
        self.ready().as_ref().err().cloned().unwrap_or_default()
    }
}

impl HttpFailure {
    fn unreachable(error: impl std::fmt::Display) -> Self {
        Self::Unreachable(error.to_string())
    }
}
