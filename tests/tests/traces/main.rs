//! What the traces hold, in a process of its own: it hears of everything at the finest level.

use std::io::{self, Write};
use std::sync::OnceLock;

use tokio::sync::{Mutex, MutexGuard};
use tower::ServiceExt as _;
use widgets_core::service::WidgetsService;
use widgets_tests::prelude::*;

use tracing_subscriber::filter::LevelFilter;
use widgets_core::admin::UserToCreate;

/// What the browser says of the pages it reads, and the whole requests and responses that Rocket
/// prints at its debug level.
const NOT_OURS: [&str; 4] = [
    " html5ever::",
    " selectors::",
    "received request: Request {",
    "sending response: Response {",
];

/// What bcrypt makes of [`PASSWORD`].
const IMPORTED: &str = "qREtd3VJD2QVZbuFskFSLk6eRIrQoOS";

/// What somebody would like to be a line of its own.
const FORGED: &str = "2026-11-20T12:00:00.000000Z";

/// Everything that was traced or logged so far.
#[derive(Clone, Default)]
struct Traces(Arc<std::sync::Mutex<Vec<u8>>>);

impl Write for Traces {
    /// Takes one event.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let event = String::from_utf8_lossy(bytes);
        if NOT_OURS.iter().any(|own| event.contains(own)) {
            return Ok(bytes.len());
        }
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Traces {
    /// Those of this process, which one test at a time may hear.
    async fn listen() -> (Self, MutexGuard<'static, ()>) {
        static ALONE: Mutex<()> = Mutex::const_new(());
        static LISTENING: OnceLock<Traces> = OnceLock::new();
        let alone = ALONE.lock().await;
        let traces = LISTENING.get_or_init(Self::begin).clone();
        traces.take();
        (traces, alone)
    }

    fn begin() -> Self {
        let traces = Self::default();
        let writer = traces.clone();
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .init();
        traces
    }

    /// What came since the last time.
    fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

/// The part of each of a browser's cookies that must stay secret.
fn secrets(browser: &Browser) -> Vec<String> {
    let values = browser.cookies.values();
    values
        .map(|value| value.rsplit('.').next().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attack_012_037_084_no_secret_and_no_forged_line_reaches_the_traces() {
    let (traces, _alone) = Traces::listen().await;
    for framework in [Framework::Axum, Framework::Rocket] {
        for storage in [Storage::Memory, Storage::Sqlite, Storage::Postgres] {
            let host = TestHost::of(framework, storage).start().await;
            let (secrets, link) = walk(&host).await;
            drop(host);
            let traces = traces.take();
            let place = format!("{framework:?} over {storage:?}");
            assert!(traces.contains("a request failed"), "{place}: it listens");
            // Only `sqlx` traces the statements it runs.
            if storage == Storage::Postgres {
                assert!(traces.contains("wg_accounts_sessions"), "{place}");
            }
            if framework == Framework::Rocket {
                assert!(traces.contains("/account/sessions"), "{place}");
            }
            let forged = traces.lines().find(|line| line.starts_with(FORGED));
            assert_eq!(forged, None, "{place}: nobody writes lines of their own");
            for field in [
                "route=\"sessions.list\"",
                "method=GET",
                "status=200",
                "micros=",
            ] {
                let told = traces
                    .lines()
                    .any(|line| line.contains("a request was answered") && line.contains(field));
                assert!(told, "{place}: {field}");
            }
            for secret in &secrets {
                let line = traces.lines().find(|line| line.contains(secret));
                assert_eq!(line, None, "{place}");
            }
            // Rocket itself logs addresses, as every access log does.
            let ours = traces.lines().filter(|line| !line.contains(" rocket::"));
            assert_eq!(ours.into_iter().find(|line| line.contains(&link)), None);
        }
    }
}

/// What makes a host's set-up wrong is said once, however often it is met.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_set_up_is_told_once() {
    const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 \
         (KHTML, like Gecko) Version/26.0 Safari/605.1.15";
    let (traces, _alone) = Traces::listen().await;
    let hosts = [
        TestHost::of(Framework::Axum, Storage::Memory).start().await,
        TestHost::of(Framework::Rocket, Storage::Memory)
            .start()
            .await,
    ];
    // A proxy takes off what the host was not told of.
    let url = "http://localhost/shop/account";
    let stripped = Widgets::builder(url, Keys::development(), MemoryStores::new());
    let stripped = stripped
        .mailer(RecordingMailer::new())
        .build()
        .await
        .unwrap();
    let stripped = WidgetsService::at(stripped, "/account").unwrap();
    for _ in 0..2 {
        let request = http::Request::get("/account/sign-in");
        let request = request.body(String::new()).unwrap();
        let answer = stripped.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 200);
    }
    for host in &hosts {
        for _ in 0..2 {
            let mut browser = host.browser();
            browser.agent = SAFARI.to_owned();
            browser.forwarded = Some("unknown".to_owned());
            must_show(browser.get("/account/sign-in").await);
        }
    }
    let told = traces.take();
    for text in [
        "X-Forwarded-For has no readable address",
        "call stripped_prefix(\"/shop\")",
        "Safari keeps no secure cookies",
    ] {
        assert_eq!(told.matches(text).count(), 1, "{text}");
    }
}

/// Does all there is to do with sessions, going well and badly; answers the secrets of it, and the
/// one that stands in an address.
async fn walk(host: &TestHost) -> (Vec<String>, String) {
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    let wrong = "an utterly wrong password";
    host.sign_in(&mut browser, &maren.email, wrong).await;
    let mut known = secrets(&browser);
    host.counts.fail(Some(("open_session", Failure::Outage)));
    host.sign_in(&mut browser, &maren.email, PASSWORD).await;
    host.counts.fail(None);
    must_accept(host.sign_in(&mut browser, &maren.email, PASSWORD).await);
    known.extend(secrets(&browser));
    // Proved again, so that the token is renewed.
    assert_eq!(
        browser
            .fill("/account/sign-in?again=1", &maren.typed())
            .await
            .status,
        303
    );
    known.extend(secrets(&browser));
    let token = browser.csrf_token().await;
    known.push(token.split_once('.').unwrap().1.to_owned());
    for path in [
        "/account/sessions",
        "/account/probe/panic",
        "/account/nothing",
    ] {
        browser.get(path).await;
        browser.get_json(path).await;
    }
    host.counts.fail(Some(("admit", Failure::Outage)));
    browser.get("/account/sessions").await;
    host.counts.fail(None);
    let (path, broken) = ("/account/sign-in", format!("{{\"password\":\"{PASSWORD}\""));
    must_answer(
        400,
        browser.send_json(Method::POST, path, &token, &broken).await,
    );
    let link = host.users().sign_in_link(&maren.account, HOUR).await;
    let link = link
        .unwrap()
        .reveal()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned();
    let path = format!("/account/sign-in/link/{link}");
    let page = browser.get(&path).await;
    assert_eq!(browser.submit(&page, &path, &[]).await.status, 303);
    known.extend(secrets(&browser));
    browser.sign_out().await;
    imported(host).await;
    known.extend([PASSWORD, wrong, "$argon2", IMPORTED].map(str::to_owned));
    (known, link)
}

/// Somebody comes with a hash of another system and signs in, which replaces it; somebody else
/// types line breaks.
async fn imported(host: &TestHost) {
    let user = UserToCreate::new("imported@nordlicht.example")
        .verified(true)
        .secret(Secret::Hash(format!(
            "$2b$04$abcdefghijklmnopqrstuu{IMPORTED}"
        )));
    host.users().create(user).await.unwrap();
    let mut browser = host.browser();
    let reply = host.sign_in(&mut browser, "imported@nordlicht.example", PASSWORD);
    assert_eq!(reply.await.status, 303);
    let mut browser = host.browser();
    let broken = format!("x\r\n{FORGED}");
    host.sign_in(&mut browser, &broken, &broken).await;
    browser
        .get(&format!("/account/sessions?after=%0d%0a{FORGED}"))
        .await;
}
