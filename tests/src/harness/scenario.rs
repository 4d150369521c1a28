//! What a scenario begins with. It takes one of these types, which is made of the builder of its
//! host.

use crate::prelude::*;

/// A beginning of scenarios.
pub trait Beginning: Sized {
    /// Makes it.
    fn of(host: TestHostBuilder) -> impl Future<Output = Self>;
}

/// Runs a scenario from the beginning it takes.
pub async fn run<B: Beginning, F: Future<Output = ()>>(
    scenario: impl FnOnce(B) -> F,
    host: TestHostBuilder,
) {
    scenario(B::of(host).await).await;
}

impl Beginning for TestHostBuilder {
    async fn of(host: TestHostBuilder) -> Self {
        host
    }
}

impl Beginning for TestHost {
    async fn of(host: TestHostBuilder) -> Self {
        host.start().await
    }
}

/// A host, and a browser that has never been there.
pub struct Visitor(pub TestHost, pub Browser);

impl Beginning for Visitor {
    async fn of(host: TestHostBuilder) -> Self {
        let host = host.start().await;
        let browser = host.browser();
        Self(host, browser)
    }
}

/// A host with a vault.
pub struct WithVault(pub TestHost, pub VaultWidget);

impl Beginning for WithVault {
    async fn of(host: TestHostBuilder) -> Self {
        let vault = VaultWidget::default();
        Self(host.vault(&vault).start().await, vault)
    }
}

/// A host with an account for Maren.
pub struct OnePerson(pub TestHost, pub Person);

impl Beginning for OnePerson {
    async fn of(host: TestHostBuilder) -> Self {
        let host = host.start().await;
        let maren = host.person("Maren").await;
        Self(host, maren)
    }
}

/// A host with an account for Maren, and a browser that has never been there.
pub struct SignedOut(pub TestHost, pub Person, pub Browser);

impl Beginning for SignedOut {
    async fn of(host: TestHostBuilder) -> Self {
        let OnePerson(host, maren) = OnePerson::of(host).await;
        let browser = host.browser();
        Self(host, maren, browser)
    }
}

/// A host with an account for Maren, and a browser in which she signed in.
pub struct SignedIn(pub TestHost, pub Person, pub Browser);

impl Beginning for SignedIn {
    async fn of(host: TestHostBuilder) -> Self {
        let OnePerson(host, maren) = OnePerson::of(host).await;
        let browser = host.signed_in(&maren).await;
        Self(host, maren, browser)
    }
}
