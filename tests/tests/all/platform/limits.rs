//! Limits of endpoints: each client has its own, and hears how long to wait.

use std::sync::Mutex;

use widgets_core::Request;
use widgets_core::clock::{ManualClock, Timestamp};
use widgets_core::stores::{
    Checked, LimitKey, LimitOutcome, LimitRequest, LimitStore, StoreResult, Stores,
};
use widgets_tests::host::probe;
use widgets_tests::prelude::*;

use super::guard::{fill, signed_in_for};

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
    let jonas = host.person("Jonas").await;
    let mut limited = host.endpoints();
    // Signing out ends the session that it is counted by.
    limited.retain(|own| own.rule().limit().is_some() && own.name() != "sign_in.sign_out");
    for widget in LIMITED {
        let mut names = limited.iter().map(Endpoint::name);
        assert!(names.any(|name| name.starts_with(widget)), "{widget}");
    }
    for endpoint in limited {
        let quota = endpoint.rule().limit().unwrap();
        let burst = 1 + quota.tolerance_micros() / quota.refill_micros();
        let mut client = Client::new(&endpoint, (&host, &maren, "Nele")).await;
        for number in 0..burst {
            let refused = client.is_refused().await;
            assert!(!refused, "{endpoint:?}: {number} of {burst}");
        }
        assert!(client.is_refused().await, "{endpoint:?}");
        // Users are counted by their accounts, wherever they are.
        let mut other = Client::new(&endpoint, (&host, &jonas, "Nils")).await;
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
    async fn new(endpoint: &Endpoint, who: (&TestHost, &Person, &str)) -> Self {
        let mut browser = match endpoint.rule().who() {
            Who::Anyone => who.0.browser(),
            _ => signed_in_for(endpoint, who).await,
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

/// Limits that note at which moments they are asked to count.
struct Noting {
    limits: Arc<dyn LimitStore>,
    moments: Mutex<Vec<Option<Timestamp>>>,
}

impl Noting {
    fn note(&self, at: Option<Timestamp>) {
        self.moments.lock().unwrap().push(at);
    }
}

#[async_trait]
impl Checked for Noting {
    async fn problems(&self) -> StoreResult<Vec<String>> {
        self.limits.problems().await
    }
}

#[async_trait]
impl LimitStore for Noting {
    async fn consume(
        &self,
        requests: &[LimitRequest],
        at: Option<Timestamp>,
    ) -> StoreResult<LimitOutcome> {
        self.note(at);
        self.limits.consume(requests, at).await
    }

    async fn clear(&self, keys: &[LimitKey]) -> StoreResult<()> {
        self.limits.clear(keys).await
    }

    async fn sweep_limits(&self, at: Option<Timestamp>, limit: u32) -> StoreResult<u64> {
        self.note(at);
        self.limits.sweep_limits(at, limit).await
    }
}

/// The moments that limits are given when a page, the back end and the sweeper use them.
async fn moments(clock: Option<Arc<ManualClock>>) -> Vec<Option<Timestamp>> {
    let stores = Stores::from(MemoryStores::new());
    let noting = Arc::new(Noting {
        limits: Arc::clone(&stores.limits),
        moments: Mutex::default(),
    });
    let stores = stores.with_limits(Arc::clone(&noting) as _);
    let url = "http://localhost/account";
    let mut builder = Widgets::builder(url, Keys::development(), stores)
        .hash_parameters(CHEAP)
        .mailer(RecordingMailer::new())
        .permissions([BREW])
        .entitlements([GRINDER])
        .widget(probe::widget(Arc::default()));
    if let Some(clock) = clock {
        builder = builder.clock(clock);
    }
    let widgets = builder.build().await.unwrap();
    let mut routes = widgets.routes().iter();
    let limited = routes.find(|route| route.path() == "/probe/limited");
    let request = Request::new(Method::GET, "/account/probe/limited".to_owned());
    assert_eq!(widgets.handle(limited, request).await.status(), 200);
    let back_end = widgets.management("tests");
    let nobody = back_end.users().verify_password(MAREN, PASSWORD).await;
    assert_eq!(nobody.unwrap(), None);
    widgets.worker().sweep_once().await.unwrap();
    let mut moments = noting.moments.lock().unwrap();
    std::mem::take(&mut *moments)
}

#[tokio::test]
async fn limits_count_by_the_clock_of_the_host_if_it_gave_one_and_else_by_their_own() {
    let own = moments(None).await;
    assert!(own.len() > 3, "{own:?}");
    assert!(own.iter().all(Option::is_none), "{own:?}");
    let noon = Timestamp::from_micros(1_795_176_000_000_000);
    let given = moments(Some(Arc::new(ManualClock::new(noon)))).await;
    assert_eq!(given, vec![Some(noon); own.len()]);
}
