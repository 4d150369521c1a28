//! TLS by `rustls` with `ring`, which needs a C compiler and nothing else.

use std::sync::Arc;

use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Verifies servers by the system's authorities and that of the host.
pub(super) fn connector(
    authority: Option<&[u8]>,
    problems: &mut Vec<String>,
) -> Option<TlsConnector> {
    let mut roots = RootCertStore::empty();
    // A certificate that cannot be read vouches for nothing; the others still do.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(pem) = authority {
        let added = CertificateDer::from_pem_slice(pem).map(|own| roots.add(own));
        if !matches!(added, Ok(Ok(()))) {
            problems.push("http_client: the authority's certificate cannot be read".to_owned());
        }
    }
    if roots.is_empty() {
        problems.push(
            "http_client: the system knows no certificate authority, so no server can be verified: \
             install them (Debian: ca-certificates), or name one by GuardedClient::authority"
                .to_owned(),
        );
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| problems.push(format!("http_client: {error}")))
        .ok()?;
    let config = config.with_root_certificates(roots).with_no_client_auth();
    Some(TlsConnector::from(Arc::new(config)))
}
