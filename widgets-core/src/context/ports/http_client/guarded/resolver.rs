//! Resolving names.

use std::io;
use std::net::IpAddr;

use async_trait::async_trait;

/// Resolves the names of services.
#[async_trait]
pub trait Resolver: Send + Sync + 'static {
    /// All addresses of a name, in the order in which they are to be tried.
    ///
    /// # Errors
    ///
    /// If the name does not exist, or the name server gives no answer.
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The resolver of the operating system.
pub(super) struct SystemResolver;

#[async_trait]
impl Resolver for SystemResolver {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        let found = tokio::net::lookup_host((name, 0)).await?;
        Ok(found.map(|own| own.ip()).collect())
    }
}
