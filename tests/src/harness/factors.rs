//! Authenticator apps and recovery codes, as a person uses them.

use scraper::{Html, Selector};

use crate::prelude::*;

/// Path that adds an authenticator app.
pub const ADD: &str = "/account/security/authenticators/add";
/// Path of the page that asks for a second factor.
pub const SECOND: &str = "/account/sign-in/second";
/// Path that takes a code of an authenticator app there.
pub const BY_APP: &str = "/account/sign-in/second/authenticator";
/// Path that takes a recovery code there.
pub const BY_RECOVERY: &str = "/account/sign-in/second/recovery-code";
/// Path that makes recovery codes.
pub const MAKE: &str = "/account/security/recovery-codes/make";
/// Path that shows them.
pub const SHOW: &str = "/account/security/recovery-codes";
/// The cookie of a sign-in that waits for a second factor.
pub const WAITING: &str = "__Host-wg-second";
/// How long an app shows a code.
pub const STEP: Duration = Duration::from_secs(30);

/// An authenticator app on somebody's phone.
#[derive(Debug, Clone)]
pub struct App(String);

impl App {
    /// One that was given this setup key.
    pub fn new(key: &str) -> Self {
        Self(key.replace(' ', ""))
    }

    /// The secret in base32.
    pub fn key(&self) -> &str {
        &self.0
    }

    /// What it shows now.
    pub fn code(&self, host: &TestHost) -> String {
        self.code_at(host.clock.now())
    }

    /// What it shows then.
    pub fn code_at(&self, at: widgets_core::clock::Timestamp) -> String {
        let seconds = u64::try_from(at.as_micros() / 1_000_000).unwrap();
        let secret = totp_rs::Secret::try_from_base32(&self.0).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
        totp.generate(seconds).to_string()
    }

    /// Six digits that it shows neither now nor right before or after.
    pub fn wrong(&self, host: &TestHost) -> String {
        let now = host.clock.now();
        let shown = [now.minus(STEP), now, now.plus(STEP)].map(|at| self.code_at(at));
        let mut others = ["000000", "111111", "222222", "333333"].into_iter();
        let wrong = others.find(|own| !shown.iter().any(|shown| shown == own));
        wrong.unwrap().to_owned()
    }
}

/// The setup key on the page that adds an app.
pub fn key_on(page: &Reply) -> String {
    let html = Html::parse_document(&page.body);
    let key = Selector::parse("textarea[readonly][dir=ltr]").unwrap();
    let field = html.select(&key).next().expect("the page shows a key");
    field.text().collect()
}

impl TestHost {
    /// Adds an app of that name in a browser that is signed in, as a person does it.
    pub async fn add_app(&self, browser: &mut Browser, name: &str) -> App {
        let page = browser.get(ADD).await;
        page.assert_status(200);
        let app = App::new(&key_on(&page));
        let code = app.code(self);
        // The box is ticked, as the page shows it.
        let fields = [
            ("name", name),
            ("code", code.as_str()),
            ("end_others", "true"),
        ];
        must_accept(browser.submit(&page, ADD, &fields).await);
        app
    }

    /// Somebody with an app, and the browser in which they added it. Its next code is a new one.
    pub async fn person_with_app(&self, name: &str) -> (Person, Browser, App) {
        let person = self.person(name).await;
        let mut browser = self.signed_in(&person).await;
        let app = self.add_app(&mut browser, "Pixel 9").await;
        self.clock.advance(STEP);
        (person, browser, app)
    }

    /// Makes recovery codes in a browser that is signed in.
    pub async fn recovery_codes(&self, browser: &mut Browser) -> Vec<String> {
        let page = browser.get(MAKE).await;
        must_lead(browser.submit(&page, MAKE, &[]).await, SHOW);
        codes(&browser.get_json(SHOW).await)
    }
}

/// The recovery codes in the answer to a program.
pub fn codes(reply: &Reply) -> Vec<String> {
    let codes = reply.json()["codes"].as_array().unwrap().clone();
    let codes = codes.iter().map(|own| own.as_str().unwrap().to_owned());
    codes.collect()
}

/// Gives a code of an app where a sign-in waits for it.
pub async fn give(browser: &mut Browser, code: &str) -> Reply {
    let page = browser.get(&format!("{SECOND}?way=authenticator")).await;
    page.assert_status(200);
    browser.submit(&page, BY_APP, &[("code", code)]).await
}

/// Gives a code of an app, and has the browser trusted.
pub async fn give_trusting(browser: &mut Browser, code: &str) -> Reply {
    let page = browser.get(&format!("{SECOND}?way=authenticator")).await;
    page.assert_status(200);
    let fields = [("code", code), ("trust", "true")];
    browser.submit(&page, BY_APP, &fields).await
}

/// Gives a recovery code where a sign-in waits for a second factor.
pub async fn give_recovery(browser: &mut Browser, code: &str) -> Reply {
    let page = browser.get(&format!("{SECOND}?way=recovery_code")).await;
    page.assert_status(200);
    browser.submit(&page, BY_RECOVERY, &[("code", code)]).await
}

/// How many events of that action were recorded.
pub async fn happened(host: &TestHost, action: &str) -> usize {
    let rows: Option<Vec<(String,)>> = host
        .storage
        .query("SELECT action FROM wg_audit_events")
        .await;
    match rows {
        Some(rows) => rows.iter().filter(|(own,)| own == action).count(),
        None => {
            let events = host.storage.events_in_memory();
            events.iter().filter(|own| own.action == action).count()
        }
    }
}
