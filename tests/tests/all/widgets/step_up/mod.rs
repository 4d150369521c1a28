//! Step-up: a form that asks for a fresh sign-in is kept, and done once the person confirmed that it
//! is them.

mod by_email;
mod confirming;
mod keeping;

use std::time::Duration;

use widgets_tests::harness::person::{PASSWORD, Person};
use widgets_tests::host::vault::VaultWidget;
use widgets_tests::{Browser, Reply, TestHost, TestHostBuilder};

const PENDING_FORM: &str = "__Host-wg-pending";

const STEP_UP: &str = "/account/step-up";

/// A host with a vault.
async fn with_vault(host: TestHostBuilder) -> (TestHost, VaultWidget) {
    let vault = VaultWidget::default();
    let widget = vault.widget();
    let host = host.with(|builder| builder.widget(widget)).start().await;
    (host, vault)
}

/// A browser that signed in too long ago.
async fn stale(host: &TestHost, person: &Person) -> Browser {
    let browser = host.signed_in(person).await;
    host.clock.advance(Duration::from_secs(11 * 60));
    browser
}

/// Sends something to the vault from a sign-in that is too old, and gives the page that asks.
async fn send(browser: &mut Browser, thing: &str) -> Reply {
    let page = browser.get("/account/vault").await;
    let asked = browser.submit(&page, "/vault", &[("thing", thing)]).await;
    assert_eq!(
        asked.location().unwrap(),
        "/account/step-up?return_to=/account/vault"
    );
    browser.follow(asked).await
}

async fn confirm(browser: &mut Browser, page: &Reply) -> Reply {
    let fields = [("password", PASSWORD)];
    browser.submit(page, "/step-up", &fields).await
}
