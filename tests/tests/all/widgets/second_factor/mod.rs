//! Second factors: adding them, signing in with them, and what attackers try.

mod adding;
mod attacks;
mod policy;
mod recovery;
mod resetting;
mod signing_in;
mod stepping_up;
mod trusting;

use widgets_tests::harness::factors::{App, SECOND};
use widgets_tests::prelude::*;

/// Maren, who has an authenticator app, and a browser in which she is signed in.
struct WithApp(TestHost, Person, Browser, App);

impl Beginning for WithApp {
    async fn of(host: TestHostBuilder) -> Self {
        let host = host.start().await;
        let (maren, browser, app) = host.person_with_app("Maren").await;
        Self(host, maren, browser, app)
    }
}

/// A browser that gave the password, and is asked for the second factor.
async fn asked(host: &TestHost, person: &Person) -> Browser {
    let mut browser = host.browser();
    let reply = host.sign_in(&mut browser, &person.email, PASSWORD).await;
    must_lead(reply, SECOND);
    assert!(!browser.has_session());
    browser
}
