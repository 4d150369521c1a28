//! Step-up: a form that asks for a fresh sign-in is kept, and done once the person has confirmed who
//! they are.

mod by_email;
mod confirming;
mod keeping;

use widgets_tests::prelude::*;

const STEP_UP: &str = "/account/step-up";
/// Where the form for the vault leads once it is done.
const VAULT: &str = "/account/vault";
/// The notice that the form was carried out.
const PUT: &str = "vault.put";

/// A host with a vault, and a browser in which Maren signed in too long ago.
struct Stale(TestHost, VaultWidget, Person, Browser);

impl Beginning for Stale {
    async fn of(host: TestHostBuilder) -> Self {
        let WithVault(host, vault) = WithVault::of(host).await;
        let maren = host.person("Maren").await;
        let browser = stale(&host, &maren).await;
        Self(host, vault, maren, browser)
    }
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

/// Confirms with the password, naming a form that is to be done.
async fn confirm_for(browser: &mut Browser, page: &Reply, endpoint: &str) -> Reply {
    let fields = [("password", PASSWORD), ("waiting", endpoint)];
    browser.submit(page, "/step-up", &fields).await
}
