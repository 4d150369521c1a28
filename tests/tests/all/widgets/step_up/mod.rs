//! Step-up: a form that asks for a fresh sign-in is kept, and done once the person confirmed that it
//! is them.

mod by_email;
mod confirming;
mod keeping;

use widgets_tests::host::vault::VaultWidget;
use widgets_tests::prelude::*;

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
    host.clock.advance(11 * MINUTE);
    browser
}

/// Sends something to the vault from a sign-in that is too old, and gives the page that asks.
async fn send(browser: &mut Browser, thing: &str) -> Reply {
    let asked = browser.fill("/account/vault", &[("thing", thing)]).await;
    asked.assert_location("/account/step-up?return_to=/account/vault");
    browser.follow(asked).await
}

async fn confirm(browser: &mut Browser, page: &Reply) -> Reply {
    let fields = [("password", PASSWORD)];
    browser.submit(page, "/step-up", &fields).await
}
