//! Running the widgets: whether they are well, what observers hear, what is swept away.

use widgets_core::ops::{
    DeliveryObserved, Observer, RequestObserved, Retention, SignInObserved, StoreState,
    SweepObserved,
};
use widgets_core::stores::{LimitKey, LimitRequest, Quota};
use widgets_tests::harness::factors::{give, give_trusting};
use widgets_tests::prelude::*;

over_every_combination! {
    health_names_the_stores_that_are_down,
    observers_hear_requests_and_sign_ins,
    a_sign_in_in_two_steps_is_heard_of_once,
    observers_hear_of_refused_mailed_codes,
    a_panicking_observer_changes_no_answer,
    only_expired_rows_are_swept,
    the_audit_trail_goes_back_as_far_as_it_is_kept,
    two_instances_sweep_at_once,
}

async fn health_names_the_stores_that_are_down(host: TestHost) {
    let health = host.widgets.healthy().await;
    assert!(health.healthy, "{health:?}");
    assert_eq!(health.status(), 200);
    let names: Vec<&str> = health.stores.keys().copied().collect();
    let all = ["accounts", "limits", "organizations", "outbox", "profile"];
    assert_eq!(names, all);
    for failure in [Failure::Outage, Failure::Panic] {
        host.counts.fail(Some(("problems", failure)));
        let health = host.widgets.healthy().await;
        assert!(!health.healthy);
        assert_eq!(health.status(), 503);
        assert_eq!(health.stores["accounts"], StoreState::Down);
        assert_eq!(health.stores["organizations"], StoreState::Up);
        let json = health.to_json();
        assert!(json.contains("\"profile\":\"down\""), "{json}");
        assert!(!json.contains("secret"), "{json}");
    }
    host.counts.fail(None);
    assert!(host.widgets.healthy().await.healthy);
    host.widgets.worker().run_once().await.unwrap();
    let health = host.widgets.healthy().await;
    let ran_at = health.worker_ran_at.unwrap().to_string();
    assert_eq!(ran_at, "2026-11-20T12:00:00Z");
    assert!(health.to_json().contains(&ran_at));
}

/// Writes down what it hears.
struct Logging(Log);

impl Observer for Logging {
    fn request(&self, request: &RequestObserved<'_>) {
        let (route, status) = (request.route.unwrap_or("-"), request.status.as_u16());
        assert!(request.id.as_str().starts_with("req_"));
        self.0.push(format!("{} {route} {status}", request.method));
    }

    fn sign_in(&self, sign_in: &SignInObserved) {
        let (method, outcome) = (sign_in.method.as_str(), sign_in.outcome.key());
        self.0.push(format!("{method} {outcome}"));
    }

    fn delivery(&self, delivery: &DeliveryObserved<'_>) {
        self.0
            .push(format!("{} {}", delivery.topic, delivery.outcome.key()));
    }

    fn sweep(&self, sweep: &SweepObserved) {
        self.0
            .push(format!("swept {} {}", sweep.store, sweep.removed));
    }
}

/// A host that is observed, what the observer heard, an account for Maren, and a fresh browser.
struct Observed(TestHost, Log, Person, Browser);

impl Beginning for Observed {
    async fn of(host: TestHostBuilder) -> Self {
        let log = Log::default();
        let observer = Logging(log.clone());
        let host = host.with(move |builder| builder.observer(observer));
        let SignedOut(host, maren, browser) = SignedOut::of(host).await;
        Self(host, log, maren, browser)
    }
}

async fn observers_hear_requests_and_sign_ins(Observed(host, log, maren, mut browser): Observed) {
    host.sign_in(&mut browser, &maren.email, "wrong").await;
    host.counts.fail(Some(("open_session", Failure::Outage)));
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    host.counts.fail(None);
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    for path in ["/account/sessions", "/account/no/such/page"] {
        browser.get(path).await;
    }
    browser.post("/account/sessions", &[]).await;
    browser.head("/account/profile").await;
    let expected = [
        "GET sign_in.form 200",
        "password refused",
        "POST sign_in.enter 422",
        "GET sign_in.form 200",
        "password failed",
        "POST sign_in.enter 503",
        "GET sign_in.form 200",
        "password opened",
        "POST sign_in.enter 303",
        "GET sessions.list 200",
        "GET - 404",
        "POST - 405",
        "HEAD profile.show 200",
    ];
    assert_eq!(log.take(), expected);
    for _ in 0..10 {
        let mut stranger = host.browser();
        host.sign_in(&mut stranger, "jo@coffee.example", "x").await;
    }
    assert!(log.take().contains(&"password limited".to_owned()));
}

async fn a_sign_in_in_two_steps_is_heard_of_once(Observed(host, log, ..): Observed) {
    let (jo, mut browser, app) = host.person_with_app("Jo").await;
    let sign_ins = || {
        let mut heard = log.take();
        heard.retain(|line| line.ends_with(" opened") || line.ends_with(" refused"));
        heard
    };
    sign_ins();
    browser.sign_out().await;
    host.sign_in(&mut browser, &jo.email, PASSWORD).await;
    assert_eq!(sign_ins(), [""; 0], "it waits");
    give(&mut browser, &app.wrong(&host)).await;
    assert_eq!(sign_ins(), ["authenticator refused"]);
    give_trusting(&mut browser, &app.code(&host)).await;
    assert_eq!(sign_ins(), ["authenticator opened"]);
    browser.sign_out().await;
    host.sign_in(&mut browser, &jo.email, PASSWORD).await;
    assert_eq!(sign_ins(), ["password opened"], "in a trusted browser");
    let link = host.sign_in_link(&jo, HOUR).await;
    follow_link(&mut host.browser(), &link).await;
    assert_eq!(sign_ins(), [""; 0]);
}

async fn observers_hear_of_refused_mailed_codes(Observed(host, log, maren, mut browser): Observed) {
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let wrong = mailed.wrong();
    let sign_ins = || {
        let mut heard = log.take();
        heard.retain(|line| line.starts_with("email "));
        heard
    };
    assert_eq!(sign_ins(), [""; 0], "asking is no attempt");
    enter(&mut browser, &page, wrong).await;
    assert_eq!(sign_ins(), ["email refused"]);
    host.clock.advance(11 * MINUTE);
    enter(&mut browser, &page, &mailed.code).await;
    assert_eq!(sign_ins(), ["email refused"], "too late");
    let page = host.ask_to_reset(&mut browser, &maren.email).await;
    host.deliver().await;
    enter(&mut browser, &page, wrong).await;
    assert_eq!(sign_ins(), [""; 0], "a reset signs nobody in");
    host.signed_in_by_code(&maren.email).await;
    assert_eq!(sign_ins(), ["email opened"]);
}

/// Panics at everything it hears.
struct Troubled;

impl Observer for Troubled {
    fn request(&self, _: &RequestObserved<'_>) {
        panic!("an observer's own trouble")
    }

    fn sign_in(&self, _: &SignInObserved) {
        panic!("an observer's own trouble")
    }

    fn sweep(&self, _: &SweepObserved) {
        panic!("an observer's own trouble")
    }
}

async fn a_panicking_observer_changes_no_answer(host: TestHostBuilder) {
    let host = host.with(|builder| builder.observer(Troubled));
    let SignedIn(host, _, mut browser) = SignedIn::of(host).await;
    assert!(host.is_in(&mut browser).await);
    host.clock.advance(2 * DAY);
    assert!(host.widgets.worker().sweep_once().await.unwrap().accounts > 0);
}

async fn only_expired_rows_are_swept(Observed(host, log, maren, _): Observed) {
    let jo = host.person("Jo").await;
    host.signed_in(&maren).await;
    host.sign_in_link(&maren, HOUR).await;
    let later = host.sign_in_link(&maren, 3 * DAY).await;
    let worker = host.widgets.worker();
    let swept = worker.sweep_once().await.unwrap();
    assert_eq!((swept.accounts, swept.limits), (0, 0), "all of it counts");
    // The session and the first link have expired, and the limit of the sign-in is full again.
    host.clock.advance(2 * DAY);
    let mut fresh = host.signed_in(&jo).await;
    log.take();
    let swept = worker.sweep_once().await.unwrap();
    assert_eq!(swept.accounts, 2);
    assert!(swept.limits >= 1);
    let heard = log.take();
    assert!(heard.contains(&"swept accounts 2".to_owned()), "{heard:?}");
    let swept = worker.sweep_once().await.unwrap();
    assert_eq!((swept.accounts, swept.limits), (0, 0));
    assert!(host.is_in(&mut fresh).await);
    must_say(host.browser().get(&later).await, "sign-in-link-title");
}

async fn events(host: &TestHost) -> Option<usize> {
    let events = "SELECT action FROM wg_audit_events";
    let events: Option<Vec<(String,)>> = host.storage.query(events).await;
    events.map(|events| events.len())
}

async fn the_audit_trail_goes_back_as_far_as_it_is_kept(builder: TestHostBuilder) {
    let keeping = |host: TestHostBuilder, audit_events| {
        host.with(move |builder| builder.retention(Retention::default().audit_events(audit_events)))
    };
    let forever = keeping(builder, None).start().await;
    let week = keeping(forever.beside(), Some(7 * DAY)).start().await;
    forever.person("Maren").await;
    forever.clock.advance(7 * DAY);
    forever.person("Jo").await;
    let before = events(&forever).await;
    let swept = async |host: &TestHost| {
        let swept = host.widgets.worker().sweep_once().await;
        swept.unwrap().accounts
    };
    assert_eq!(swept(&week).await, 0, "a week is kept");
    forever.clock.advance(Duration::from_secs(1));
    assert_eq!(swept(&forever).await, 0, "everything is kept");
    assert_eq!(swept(&week).await, 2, "the account and its name");
    if let Some(before) = before {
        assert_eq!(events(&forever).await, Some(before - 2));
    }
}

async fn two_instances_sweep_at_once(host: TestHost) {
    let second = host.beside().start().await;
    let limits = &host.widgets.stores().limits;
    let quota = Quota::new(1, Duration::from_secs(1));
    // More than fits into two batches.
    for number in 0..1_200 {
        let key = LimitKey::new("tests", &number.to_string());
        let request = [LimitRequest::new(key, quota)];
        limits
            .consume(&request, Some(host.clock.now()))
            .await
            .unwrap();
    }
    host.clock.advance(HOUR);
    let (one, other) = (host.widgets.worker(), second.widgets.worker());
    let (one, other) = tokio::join!(one.sweep_once(), other.sweep_once());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.limits + other.limits, 1_200, "each row once");
}
