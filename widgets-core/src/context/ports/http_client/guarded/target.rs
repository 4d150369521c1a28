//! Where a request may go, judged by its URL.

use std::net::IpAddr;

use tokio_rustls::rustls::pki_types::ServerName;
use url::{Host, Origin, Url};

use super::super::HttpFailure;

/// Why a request is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    /// An address that is not of the public internet.
    #[error("{0} is no address of the public internet")]
    Address(IpAddr),
    /// A name of this machine, such as `localhost`.
    #[error("its name means this machine")]
    ThisMachine,
    /// A scheme other than `https`.
    #[error("it is not https")]
    Scheme,
    /// A port other than 443.
    #[error("port {0} is not allowed")]
    Port(u16),
    /// A name or a password before the host, which makes one host look like another.
    #[error("there is a name or a password before its host")]
    Credentials,
    /// No host.
    #[error("it has no host")]
    NoHost,
}

impl From<Refused> for HttpFailure {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused.to_string())
    }
}

/// The origins that the host allows.
#[derive(Debug, Default)]
pub(super) struct Allowed(Vec<Origin>);

/// Where a request goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) place: Place,
    pub(super) port: u16,
    pub(super) encrypted: bool,
    /// Whether its addresses may be any.
    pub(super) allowed: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    Address(IpAddr),
    Name(String),
}

impl Target {
    /// Whose certificate the server must have.
    pub(super) fn server_name(&self) -> Result<ServerName<'static>, HttpFailure> {
        match &self.place {
            Place::Address(address) => Ok(ServerName::from(*address)),
            // A dot at the end belongs to no certificate (RFC 6066, section 3).
            Place::Name(name) => ServerName::try_from(name.trim_end_matches('.').to_owned())
                .map_err(HttpFailure::unreachable),
        }
    }
}

impl Allowed {
    pub(super) fn parse(origins: &[String], problems: &mut Vec<String>) -> Self {
        let mut allowed = Vec::new();
        for text in origins {
            let url = Url::parse(text).ok().filter(|url| {
                let alone = url.path() == "/" && url.query().is_none() && !has_credentials(url);
                alone && matches!(url.scheme(), "http" | "https") && url.fragment().is_none()
            });
            match url {
                Some(url) => allowed.push(url.origin()),
                None => problems.push(format!(
                    "http_client: {text:?} is not an origin such as http://10.2.0.7:8080"
                )),
            }
        }
        Self(allowed)
    }

    /// Where a URL leads, if a request may go there. Spellings of an address (`0x7f.1`, `2130706433`) are
    /// the address they mean by then, since that is how a URL is parsed.
    pub(super) fn judge(&self, url: &Url) -> Result<Target, Refused> {
        let allowed = self.0.contains(&url.origin());
        let encrypted = url.scheme() == "https";
        if !encrypted && !(allowed && url.scheme() == "http") {
            return Err(Refused::Scheme);
        }
        if has_credentials(url) {
            return Err(Refused::Credentials);
        }
        let port = url.port_or_known_default().ok_or(Refused::NoHost)?;
        if !allowed && port != 443 {
            return Err(Refused::Port(port));
        }
        let place = match url.host().ok_or(Refused::NoHost)? {
            Host::Ipv4(address) => Place::Address(address.into()),
            Host::Ipv6(address) => Place::Address(address.into()),
            Host::Domain(name) if !allowed && is_this_machine(name) => {
                return Err(Refused::ThisMachine);
            }
            Host::Domain(name) => Place::Name(name.to_owned()),
        };
        Ok(Target {
            place,
            port,
            encrypted,
            allowed,
        })
    }
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Names that resolvers may answer by themselves, with the machine's own addresses (RFC 6761, section 6.3).
fn is_this_machine(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    name == "localhost" || name.ends_with(".localhost")
}
