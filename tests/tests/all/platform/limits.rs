//! Limits of endpoints: each client has its own, and hears how long to wait.

use widgets_tests::prelude::*;

use super::guard::fill;

over_every_combination! {
    limits_hold_per_client,
    a_used_up_limit_says_how_long_to_wait,
}

/// Widgets with endpoints that have a limit: the probe, and those that take secrets or send mail.
const LIMITED: [&str; 7] = [
    "probe.",
    "sign_in.",
    "sign_up.",
    "codes.",
    "reset.",
    "step_up.",
    "security.",
];

async fn limits_hold_per_client(OnePerson(host, maren): OnePerson) {
    let mut limited = host.endpoints();
    limited.retain(|endpoint| endpoint.rule().limit().is_some());
    for widget in LIMITED {
        let mut names = limited.iter().map(Endpoint::name);
        assert!(names.any(|name| name.starts_with(widget)), "{widget}");
    }
    for endpoint in limited {
        let quota = endpoint.rule().limit().unwrap();
        let burst = 1 + quota.tolerance_micros() / quota.refill_micros();
        let mut client = Client::new(&host, &endpoint, &maren).await;
        for number in 0..burst {
            let refused = client.is_refused().await;
            assert!(!refused, "{endpoint:?}: {number} of {burst}");
        }
        assert!(client.is_refused().await, "{endpoint:?}");
        let mut other = Client::new(&host, &endpoint, &maren).await;
        assert!(!other.is_refused().await, "{endpoint:?}: another client");
        host.clock.advance(client.refill);
        assert!(!client.is_refused().await, "{endpoint:?}: after a refill");
        assert!(client.is_refused().await, "{endpoint:?}: after a refill");
    }
}

/// A program that asks for one endpoint again and again.
struct Client {
    browser: Browser,
    token: String,
    method: Method,
    path: String,
    refill: Duration,
}

impl Client {
    async fn new(host: &TestHost, endpoint: &Endpoint, person: &Person) -> Self {
        let mut browser = match endpoint.rule().who() {
            Who::Anyone => host.browser(),
            _ => host.signed_in(person).await,
        };
        let refill = endpoint.rule().limit().unwrap().refill_micros();
        Self {
            token: browser.csrf_token().await,
            browser,
            method: endpoint.method().clone(),
            path: fill(endpoint.path(), "nordlicht"),
            refill: Duration::from_micros(refill.try_into().unwrap()),
        }
    }

    /// Whether the limit of the endpoint refuses, which lasts one refill. Other limits last longer.
    async fn is_refused(&mut self) -> bool {
        let (method, path) = (self.method.clone(), &self.path);
        let reply = self.browser.send_json(method, path, &self.token, "{}");
        let reply = reply.await;
        let wait = self.refill.as_secs();
        reply.code() == "too_many" && reply.json()["wait"] == wait
    }
}

async fn a_used_up_limit_says_how_long_to_wait(Visitor(_, mut browser): Visitor) {
    for _ in 0..3 {
        assert_eq!(browser.get("/account/probe/limited").await.status, 200);
    }
    let refused = must_answer(429, browser.get("/account/probe/limited").await);
    assert_eq!(refused.header("retry-after"), "60");
    refused.assert_says_with("too-many-text", &[("wait", "60 seconds")]);
    let json = browser.get_json("/account/probe/limited").await;
    json.assert_problem(429, "too_many");
    assert_eq!(json.json()["wait"], 60);
}
