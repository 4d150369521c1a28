//! Instructions and allocations of a request, counted by callgrind. Unlike times they are the same
//! whatever else the machine does, so they show what a change of the code costs.
//!
//! A process asks for one page again and again, without a network: through the router, over the
//! SQLite file that the seed made. It runs twice; what the longer run counts more than the shorter
//! one is the cost of the requests, without that of starting.

mod profile;

use std::net::SocketAddr;
use std::process::Command;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use tower::ServiceExt as _;
use widgets_storage::SqlStores;
use widgets_tests::Storage;
use widgets_tests::harness::browser::CHROME;

use crate::seed::Seed;
use crate::{pages, server};
use profile::{Part, Profile};

/// The first argument of the process that asks.
const ASK: &str = "ask";

/// The pages, and whether somebody is signed in.
const PAGES: [(&str, bool); 4] = [
    (pages::PROFILE, true),
    (pages::SESSIONS, true),
    ("/account/sign-in", false),
    ("/account/profile/preferences", true),
];

/// Requests of the shorter run and of the longer one.
const REQUESTS: [u64; 2] = [50, 250];

/// Where the process says it is mounted.
const ADDRESS: ([u8; 4], u16) = ([127, 0, 0, 1], 8_080);

pub(crate) fn count() {
    let seed = Seed::plant(Storage::Sqlite);
    let costs = PAGES.map(|(path, signed_in)| {
        let cookie = if signed_in { seed.cookie.as_str() } else { "" };
        let [short, long] = REQUESTS.map(|requests| run(path, &seed, cookie, requests));
        long.less(&short, REQUESTS[1] - REQUESTS[0])
    });
    let names = PAGES.map(|(path, _)| format!("`{}`", path.trim_start_matches("/account")));
    println!("| a request | {} |", names.join(" | "));
    println!("|---|{}", "---|".repeat(PAGES.len()));
    let row = |name: &str, figure: &dyn Fn(&Profile) -> u64| {
        let cells = costs.each_ref().map(|cost| grouped(figure(cost)));
        println!("| {name} | {} |", cells.join(" | "));
    };
    row("**instructions**", &Profile::instructions);
    for part in Part::ALL {
        row(part.name(), &|cost| cost.of(part));
    }
    row("**allocations**", &|cost| cost.allocations);
}

/// What the process counts while it asks that often.
fn run(path: &str, seed: &Seed, cookie: &str, requests: u64) -> Profile {
    let counted = std::env::temp_dir().join(format!("widgets-callgrind-{}", std::process::id()));
    let status = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind", "--dump-line=no"])
        .args(["--compress-strings=no", "--compress-pos=no"])
        .arg(format!("--callgrind-out-file={}", counted.display()))
        .arg(std::env::current_exe().unwrap())
        .args([ASK, path, &seed.location, &seed.now.to_string(), cookie])
        .arg(requests.to_string())
        .status()
        .expect("valgrind runs");
    assert!(status.success(), "asking for {path} failed");
    let text = std::fs::read_to_string(&counted).unwrap();
    std::fs::remove_file(&counted).unwrap();
    Profile::read(&text)
}

/// A number with its digits in groups of three.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    groups.join(",")
}

/// What the process that asks is told.
pub(crate) struct Asking {
    path: String,
    file: String,
    now: i64,
    cookie: String,
    requests: u64,
}

impl Asking {
    /// None in the process that counts.
    pub(crate) fn from_arguments() -> Option<Self> {
        let mut arguments = std::env::args().skip(1);
        if arguments.next()? != ASK {
            return None;
        }
        let mut next = || arguments.next().unwrap_or_default();
        Some(Self {
            path: next(),
            file: next(),
            now: next().parse().unwrap(),
            cookie: next(),
            requests: next().parse().unwrap(),
        })
    }

    pub(crate) fn run(self) {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        runtime.block_on(async {
            let stores = SqlStores::sqlite_file(&self.file).await.unwrap();
            let router = server::widgets(stores, self.now, ADDRESS.into()).await;
            for _ in 0..self.requests {
                self.ask(&router).await;
            }
        });
    }

    async fn ask(&self, router: &Router) {
        let mut request = Request::get(&self.path)
            .header("host", SocketAddr::from(ADDRESS).to_string())
            .header("user-agent", CHROME)
            .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .header("accept-language", "en-GB,en;q=0.5")
            .header("sec-fetch-site", "same-origin")
            .extension(ConnectInfo(SocketAddr::from(ADDRESS)));
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{}", self.path);
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
        assert!(!body.unwrap().is_empty());
    }
}
