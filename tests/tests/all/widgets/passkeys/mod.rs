//! Passkeys: adding them, signing in by them, and what attackers try.

mod adding;
mod attacks;
mod removing;
mod signing_in;

use widgets_tests::harness::passkeys::Authenticator;
use widgets_tests::prelude::*;

const SECURITY: &str = "/account/security";

/// Maren, a browser in which she signed in, and the authenticator with her passkey.
struct WithPasskey(TestHost, Person, Browser, Authenticator);

impl Beginning for WithPasskey {
    async fn of(host: TestHostBuilder) -> Self {
        let host = host.by_name().start().await;
        let maren = host.person("Maren").await;
        let mut browser = host.signed_in(&maren).await;
        let mut own = Authenticator::new(&host.origin, 1);
        let added = browser.add_passkey(&mut own).await;
        must_tell(added, SECURITY, "security.passkey_added");
        Self(host, maren, browser, own)
    }
}

/// The same without a passkey.
struct ByName(TestHost, Person, Browser);

impl Beginning for ByName {
    async fn of(host: TestHostBuilder) -> Self {
        let host = host.by_name().start().await;
        let maren = host.person("Maren").await;
        let browser = host.signed_in(&maren).await;
        Self(host, maren, browser)
    }
}
