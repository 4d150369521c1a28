//! Step-up: a form that asks for a fresh sign-in is kept, and done once the person confirmed that it
//! is them.

mod by_email;
mod confirming;
mod keeping;

use std::time::Duration;

use widgets_tests::harness::person::{PASSWORD, Person};
use widgets_tests::host::safe::Safe;
use widgets_tests::{Browser, House, HouseBuilder, Reply};

const KEPT: &str = "__Host-wg-kept";

const STEP_UP: &str = "/account/step-up";

/// A house with a safe.
async fn with_safe(house: HouseBuilder) -> (House, Safe) {
    let safe = Safe::default();
    let widget = safe.widget();
    let house = house.with(|builder| builder.widget(widget)).start().await;
    (house, safe)
}

/// A browser that signed in too long ago.
async fn stale(house: &House, person: &Person) -> Browser {
    let browser = house.signed_in(person).await;
    house.clock.advance(Duration::from_secs(11 * 60));
    browser
}

/// Sends something to the safe from a sign-in that is too old, and gives the page that asks.
async fn send(browser: &mut Browser, thing: &str) -> Reply {
    let page = browser.get("/account/safe").await;
    let asked = browser.submit(&page, "/safe", &[("thing", thing)]).await;
    assert_eq!(
        asked.location().unwrap(),
        "/account/step-up?return_to=/account/safe"
    );
    browser.follow(asked).await
}

async fn confirm(browser: &mut Browser, page: &Reply) -> Reply {
    let fields = [("password", PASSWORD)];
    browser.submit(page, "/step-up", &fields).await
}
