//! The database that all variants read: made by signing in as people do.

use std::time::Duration;

use widgets_tests::{Framework, Storage, TestHost};

/// Sessions besides the one that asks.
pub(crate) const OTHERS: usize = 20;

const AGENTS: [&str; 4] = [
    widgets_tests::harness::browser::CHROME,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like \
     Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
    "curl/8.14.1",
];

/// A database with one person's sessions. It goes when this is dropped.
pub(crate) struct Seed {
    /// The file of SQLite, or the URL of PostgreSQL.
    pub(crate) location: String,
    /// The moment at which the clocks of both variants stand, in microseconds since 1970.
    pub(crate) now: i64,
    /// The cookies of the browser that asks.
    pub(crate) cookie: String,
    _host: TestHost,
}

impl Seed {
    /// Somebody signs in with one browser after another, twenty minutes apart, and the last one
    /// asks.
    pub(crate) fn plant(storage: Storage) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let host = TestHost::of(Framework::Axum, storage).start().await;
            let person = host.person("Ada").await;
            for agent in AGENTS.iter().cycle().take(OTHERS) {
                let mut browser = host.browser();
                browser.agent = (*agent).to_owned();
                sign_in(&host, &mut browser, &person.email).await;
                host.clock.advance(Duration::from_secs(20 * 60));
            }
            let mut browser = host.browser();
            sign_in(&host, &mut browser, &person.email).await;
            let cookies: Vec<String> = browser
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            Self {
                location: host.storage.location.clone(),
                now: widgets_core::clock::Clock::now(&host.clock).as_micros(),
                cookie: cookies.join("; "),
                _host: host,
            }
        })
    }
}

async fn sign_in(host: &TestHost, browser: &mut widgets_tests::Browser, email: &str) {
    let reply = host
        .sign_in(browser, email, widgets_tests::harness::person::PASSWORD)
        .await;
    assert_eq!(reply.status, 303, "{}", reply.text());
}
