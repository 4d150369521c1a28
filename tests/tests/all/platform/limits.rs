//! Limits of rows: each client has its own, and hears how long to wait.

use std::time::Duration;

use http::Method;
use widgets_core::table::{Row, Who};
use widgets_tests::harness::person::Person;
use widgets_tests::{Browser, House, HouseBuilder};

use super::guard::{code, fill, rows};

over_every_house! {
    limits_hold_per_client,
    a_used_up_limit_says_how_long_to_wait,
}

/// Widgets with rows that have a limit: the probe, and whoever takes secrets or sends mail.
const LIMITED: [&str; 7] = [
    "probe.",
    "sign_in.",
    "sign_up.",
    "codes.",
    "reset.",
    "step_up.",
    "security.",
];

async fn limits_hold_per_client(house: HouseBuilder) {
    let house = house.start().await;
    let maren = house.person("Maren").await;
    let mut limited = rows(&house);
    limited.retain(|row| row.rule().limit().is_some());
    for widget in LIMITED {
        let has_one = limited.iter().any(|row| row.name().starts_with(widget));
        assert!(has_one, "{widget}");
    }
    for row in limited {
        let quota = row.rule().limit().unwrap();
        let burst = 1 + quota.tolerance_micros() / quota.refill_micros();
        let mut client = Client::new(&house, &row, &maren).await;
        for number in 0..burst {
            assert!(!client.is_refused().await, "{row:?}: {number} of {burst}");
        }
        assert!(client.is_refused().await, "{row:?}");
        let mut other = Client::new(&house, &row, &maren).await;
        assert!(!other.is_refused().await, "{row:?}: another client");
        house.clock.advance(client.refill);
        assert!(!client.is_refused().await, "{row:?}: after a refill");
        assert!(client.is_refused().await, "{row:?}: after a refill");
    }
}

/// A program that asks for one row again and again.
struct Client {
    browser: Browser,
    token: String,
    method: Method,
    path: String,
    refill: Duration,
}

impl Client {
    async fn new(house: &House, row: &Row, person: &Person) -> Self {
        let mut browser = match row.rule().who() {
            Who::Anyone => house.browser(),
            _ => house.signed_in(person).await,
        };
        let refill = row.rule().limit().unwrap().refill_micros();
        Self {
            token: browser.form_token("/account").await,
            browser,
            method: row.method().clone(),
            path: fill(row.path(), "nordlicht"),
            refill: Duration::from_micros(refill.try_into().unwrap()),
        }
    }

    /// Whether the limit of the row refuses, which lasts one refill. Other limits last longer.
    async fn is_refused(&mut self) -> bool {
        let request = self
            .browser
            .request(self.method.clone(), &self.path)
            .header("accept", "application/json")
            .header("content-type", "application/json")
            .header("x-form-token", &self.token)
            .body("{}");
        let reply = self.browser.send(&self.path, request).await;
        let wait = self.refill.as_secs();
        code(&reply) == "too_many" && reply.json()["wait"] == wait
    }
}

async fn a_used_up_limit_says_how_long_to_wait(house: HouseBuilder) {
    let house = house.start().await;
    let mut browser = house.browser();
    for _ in 0..3 {
        assert_eq!(browser.get("/account/probe/limited").await.status, 200);
    }
    let refused = browser.get("/account/probe/limited").await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("retry-after"), "60");
    assert!(
        refused.says_with("too-many-text", &[("wait", "60 seconds")]),
        "{}",
        refused.text()
    );
    let json = browser.get_json("/account/probe/limited").await;
    assert_eq!(
        (json.json()["code"].as_str(), json.json()["wait"].as_u64()),
        (Some("too_many"), Some(60))
    );
}
