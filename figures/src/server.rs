//! One server process for each variant: this program again, with other arguments.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use widgets_core::clock::{ManualClock, Timestamp};
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;
use widgets_tests::harness::storage;

use crate::bare::{self, Pool};
use crate::seed::Seed;

/// The first argument of a server process.
const SERVE: &str = "serve";

/// The application's name on the pages.
pub(crate) const NAME: &str = "Coffee Desk";

/// What answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variant {
    /// Axum handlers without the library, which answer recorded pages.
    Bare,
    /// The library, mounted in axum, over a pool of the host.
    Pool,
    /// The library, mounted in axum, over a database that it opens.
    Widgets,
}

impl Variant {
    /// The variant in words.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Bare => "bare axum",
            Self::Pool => "widgets, your pool",
            Self::Widgets => "widgets",
        }
    }
}

/// A server process. It ends when this is dropped.
pub(crate) struct Server {
    pub(crate) variant: Variant,
    pub(crate) address: SocketAddr,
    process: Child,
}

impl Server {
    /// Starts one, and comes back once it listens. The bare one is given the pages it answers.
    pub(crate) fn start(variant: Variant, seed: &Seed, recorded: &[String]) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args([SERVE, variant.word(), &seed.location, &seed.now.to_string()])
            .args(recorded)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .parse()
            .expect("the server process prints its address");
        Self {
            variant,
            address,
            process,
        }
    }

    /// The processor time the process spent so far, user and system.
    pub(crate) fn cpu(&self) -> Duration {
        /// What Linux counts processor time in, whatever its own ticks are.
        const TICK: Duration = Duration::from_millis(10);
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        // The name in parentheses may hold anything; utime and stime are the 14th and 15th field.
        let (_, fields) = stat.rsplit_once(')').unwrap();
        let ticks = fields.split_whitespace().skip(11).take(2);
        TICK * ticks
            .map(|ticks| ticks.parse::<u32>().unwrap())
            .sum::<u32>()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// What a server process is told.
pub(crate) struct Role {
    variant: Variant,
    location: String,
    now: i64,
    recorded: [String; 2],
}

impl Role {
    /// None in the process that measures.
    pub(crate) fn from_arguments() -> Option<Self> {
        let mut arguments = std::env::args().skip(1);
        if arguments.next()? != SERVE {
            return None;
        }
        let mut next = || arguments.next().unwrap_or_default();
        let word = next();
        let known = [Variant::Bare, Variant::Pool, Variant::Widgets];
        let variant = known.into_iter().find(|own| own.word() == word).unwrap();
        Some(Self {
            variant,
            location: next(),
            now: next().parse().unwrap(),
            recorded: [next(), next()],
        })
    }

    /// Serves until the process that measures is gone.
    pub(crate) fn serve(self) {
        std::thread::spawn(|| {
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
            std::process::exit(0);
        });
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let router = self.router(address).await;
            println!("{address}");
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.unwrap();
        });
    }
}

impl Role {
    async fn router(&self, address: SocketAddr) -> Router {
        let (location, now) = (&*self.location, self.now);
        let stores = match self.variant {
            Variant::Bare => return bare::router(location, now, &self.recorded).await,
            Variant::Pool => match Pool::open(location).await {
                Pool::Sqlite(pool) => SqlStores::sqlite(pool),
                Pool::Postgres(pool) => SqlStores::postgres(pool),
            },
            Variant::Widgets => storage::open(location).await,
        };
        widgets(stores, now, address).await
    }
}

/// The library over stores, mounted below `/account`, with its clock standing at `now`.
pub(crate) async fn widgets(stores: SqlStores, now: i64, address: SocketAddr) -> Router {
    let clock = Arc::new(ManualClock::new(Timestamp::from_micros(now)));
    let url = format!("http://{address}/account");
    let widgets = Widgets::builder(url, Keys::development(), stores)
        .mailer(widgets_core::mail::RecordingMailer::new())
        .name(NAME)
        .clock(clock);
    widgets_axum::mount(Router::new(), &widgets.build().await.unwrap())
}
