//! Running the widgets: whether they are well, what observers hear, what is swept away.

use std::sync::{Arc, Mutex};
use widgets_tests::prelude::*;

use widgets_core::ops::{
    DeliveryObserved, Observer, RequestObserved, Retention, SignInObserved, StoreState,
    SweepObserved,
};
use widgets_core::stores::{LimitKey, LimitRequest, Quota};

over_every_combination! {
    health_says_which_store_is_down_and_nothing_more,
    observers_hear_how_requests_and_sign_ins_end,
    observers_hear_of_mailed_codes_that_open_nothing,
    a_panicking_observer_changes_no_answer,
    what_is_over_is_swept_away_and_nothing_else,
    the_audit_trail_goes_back_as_far_as_it_is_kept,
    two_instances_sweep_at_once,
}

async fn health_says_which_store_is_down_and_nothing_more(host: TestHost) {
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
#[derive(Default)]
struct Log(Mutex<Vec<String>>);

impl Log {
    fn push(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Observer for Log {
    fn request(&self, request: &RequestObserved<'_>) {
        let (route, status) = (request.route.unwrap_or("-"), request.status.as_u16());
        assert!(request.id.as_str().starts_with("req_"));
        self.push(format!("{} {route} {status}", request.method));
    }

    fn sign_in(&self, sign_in: &SignInObserved) {
        let (method, outcome) = (sign_in.method.as_str(), sign_in.outcome.key());
        self.push(format!("{method} {outcome}"));
    }

    fn delivery(&self, delivery: &DeliveryObserved<'_>) {
        self.push(format!("{} {}", delivery.topic, delivery.outcome.key()));
    }

    fn sweep(&self, sweep: &SweepObserved) {
        self.push(format!("swept {} {}", sweep.store, sweep.removed));
    }
}

fn logged(host: TestHostBuilder, log: &Arc<Log>) -> TestHostBuilder {
    let log = Arc::clone(log);
    host.with(move |builder| builder.observer(log))
}

async fn observers_hear_how_requests_and_sign_ins_end(host: TestHostBuilder) {
    let log = Arc::<Log>::default();
    let host = logged(host, &log).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    host.sign_in(&mut browser, &maren.email, "wrong").await;
    host.counts.fail(Some(("open_session", Failure::Outage)));
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    host.counts.fail(None);
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    for path in ["/account/sessions", "/account/no/such/page"] {
        browser.get(path).await;
    }
    browser.post("/account/sessions", &[]).await;
    let head = browser.request(http::Method::HEAD, "/account/profile");
    browser.send("/account/profile", head).await;
    let heard = log.take();
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
    assert_eq!(heard, expected);
    let limited = |heard: &[String]| heard.contains(&"password limited".to_owned());
    for _ in 0..10 {
        let mut stranger = host.browser();
        host.sign_in(&mut stranger, "jo@nordlicht.example", "x")
            .await;
    }
    assert!(limited(&log.take()));
}

async fn observers_hear_of_mailed_codes_that_open_nothing(host: TestHostBuilder) {
    let log = Arc::<Log>::default();
    let host = logged(host, &log).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    let wrong = if mailed.code.starts_with('1') {
        "22222222"
    } else {
        "11111111"
    };
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
    let (page, mailed) = host.code_to_sign_in(&mut browser, &maren.email).await;
    enter(&mut browser, &page, &mailed.code).await;
    assert_eq!(sign_ins(), ["email opened"]);
}

/// Has its own trouble with everything.
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
    let host = host.start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    assert!(host.is_in(&mut browser).await);
    host.clock.advance(2 * DAY);
    let swept = host.widgets.worker().sweep_once().await.unwrap();
    assert!(swept.accounts > 0);
}

async fn what_is_over_is_swept_away_and_nothing_else(host: TestHostBuilder) {
    let log = Arc::<Log>::default();
    let host = logged(host, &log).start().await;
    let (maren, jo) = (host.person("Maren").await, host.person("Jo").await);
    host.signed_in(&maren).await;
    let users = host.users();
    users.sign_in_link(&maren.account, HOUR).await.unwrap();
    let later = users.sign_in_link(&maren.account, 3 * DAY).await.unwrap();
    let worker = host.widgets.worker();
    let swept = worker.sweep_once().await.unwrap();
    assert_eq!((swept.accounts, swept.limits), (0, 0), "all of it counts");
    // The session and the first link are over, and the limit of the sign-in is full again.
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
    let link = later
        .reveal()
        .strip_prefix(&host.origin)
        .unwrap()
        .to_owned();
    let page = host.browser().get(&link).await;
    page.assert_says("sign-in-link-title");
}

async fn events(host: &TestHost) -> Option<i64> {
    use sqlx::{Connection as _, PgConnection, SqliteConnection};

    const COUNT: &str = "SELECT count(*) FROM wg_audit_events";
    let location = &host.storage.location;
    match host.kind {
        Storage::Memory => None,
        Storage::Sqlite => {
            let mut file = SqliteConnection::connect(location).await.unwrap();
            let count = sqlx::query_scalar(COUNT).fetch_one(&mut file).await;
            Some(count.unwrap())
        }
        Storage::Postgres => {
            let mut database = PgConnection::connect(location).await.unwrap();
            let count = sqlx::query_scalar(COUNT).fetch_one(&mut database).await;
            Some(count.unwrap())
        }
    }
}

async fn the_audit_trail_goes_back_as_far_as_it_is_kept(builder: TestHostBuilder) {
    let kept = |audit_events| Retention {
        audit_events,
        ..Retention::default()
    };
    let forever = builder.with(move |builder| builder.retention(kept(None)));
    let forever = forever.start().await;
    let week = forever
        .beside()
        .with(move |builder| builder.retention(kept(Some(7 * DAY))));
    let week = week.start().await;
    forever.person("Maren").await;
    forever.clock.advance(7 * DAY);
    forever.person("Jo").await;
    let before = events(&forever).await;
    let swept = week.widgets.worker().sweep_once().await.unwrap();
    assert_eq!(swept.accounts, 0, "a week is kept");
    forever.clock.advance(Duration::from_secs(1));
    let swept = forever.widgets.worker().sweep_once().await.unwrap();
    assert_eq!(swept.accounts, 0, "everything is kept");
    let swept = week.widgets.worker().sweep_once().await.unwrap();
    assert_eq!(swept.accounts, 2, "the account and its name");
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
        let now = widgets_core::clock::Clock::now(&host.clock);
        limits
            .consume(&[LimitRequest { key, quota }], now)
            .await
            .unwrap();
    }
    host.clock.advance(HOUR);
    let (one, other) = (host.widgets.worker(), second.widgets.worker());
    let (one, other) = tokio::join!(one.sweep_once(), other.sweep_once());
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.limits + other.limits, 1_200, "each row once");
}
