//! What the sessions page costs beside a bare axum handler that asks the same queries of the same
//! SQLite file and sends the same bytes.
//!
//! `cargo bench -p widgets-tests --bench sessions_page` seeds a file, starts one server process for
//! each variant, checks that both answer alike, and then loads them in turns. The figure is the
//! processor time (user and system) that the server process spends on a request: unlike the time
//! on the clock it hardly depends on what else the machine does.

mod bare;
mod load;
mod page;
mod seed;
mod server;

use std::time::{Duration, Instant};

use load::{Load, Reply};
use seed::Seed;
use server::{Server, Variant};

/// Keep-alive connections.
const CONNECTIONS: usize = 4;
/// Requests of one connection before measuring.
const WARM_UP: usize = 1_000;
/// Requests of one connection in one round.
const REQUESTS: usize = 2_000;
/// Rounds; the median of them counts.
const ROUNDS: usize = 9;

fn main() {
    match server::Role::from_arguments() {
        Some(role) => role.serve(),
        None => compare(),
    }
}

fn compare() {
    let seed = Seed::plant();
    let widgets = Server::start(Variant::Widgets, &seed, "");
    let shown = load::fetch(widgets.address, &seed.cookie);
    let bare = Server::start(Variant::Bare, &seed, shown.loads());
    assert_alike(&shown, &load::fetch(bare.address, &seed.cookie));

    let mut bench = [Subject::new(bare), Subject::new(widgets)];
    for subject in &bench {
        subject.round(&seed.cookie, WARM_UP);
    }
    for _ in 0..ROUNDS {
        for subject in &mut bench {
            let round = subject.round(&seed.cookie, REQUESTS);
            subject.rounds.push(round);
        }
    }
    print(&bench, shown.body.len());
}

/// Fails unless both replies have the same status, headers and body.
fn assert_alike(widgets: &Reply, bare: &Reply) {
    assert_eq!(widgets.status, "HTTP/1.1 200 OK");
    assert_eq!(widgets.status, bare.status);
    assert_eq!(widgets.headers, bare.headers);
    let pairs = widgets.body.bytes().zip(bare.body.bytes());
    let same = pairs.take_while(|(widgets, bare)| widgets == bare).count();
    let rest = |reply: &Reply| String::from_utf8_lossy(&reply.body.as_bytes()[same..]).into_owned();
    assert_eq!(
        rest(widgets),
        rest(bare),
        "the pages differ after {same} bytes"
    );
    let listed = widgets.body.matches("<li ").count();
    assert_eq!(listed, seed::OTHERS + 1, "sessions listed");
}

/// One server and what it was measured at.
struct Subject {
    server: Server,
    rounds: Vec<Round>,
}

/// One round.
#[derive(Clone, Copy)]
struct Round {
    /// Processor time of the server for one request.
    cpu: Duration,
    /// Requests in a second.
    rate: f64,
}

impl Subject {
    const fn new(server: Server) -> Self {
        Self {
            server,
            rounds: Vec::new(),
        }
    }

    fn round(&self, cookie: &str, requests: usize) -> Round {
        let load = Load {
            address: self.server.address,
            cookie,
            connections: CONNECTIONS,
            requests,
        };
        let (cpu, start) = (self.server.cpu(), Instant::now());
        let total = load.run();
        let (cpu, took) = (self.server.cpu() - cpu, start.elapsed());
        let total = u32::try_from(total).unwrap();
        Round {
            cpu: cpu / total,
            rate: f64::from(total) / took.as_secs_f64(),
        }
    }

    /// The median of what the rounds say.
    fn median(&self, of: impl Fn(&Round) -> f64) -> f64 {
        let mut figures: Vec<f64> = self.rounds.iter().map(of).collect();
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    }

    fn micros(&self) -> f64 {
        self.median(|round| round.cpu.as_secs_f64() * 1e6)
    }
}

fn print(bench: &[Subject; 2], bytes: usize) {
    println!(
        "GET {}, {} sessions besides the current one, {bytes} bytes, SQLite file",
        load::PATH,
        seed::OTHERS,
    );
    println!(
        "{CONNECTIONS} connections, median of {ROUNDS} rounds of {} requests",
        CONNECTIONS * REQUESTS,
    );
    println!(
        "{:<10} {:>15} {:>12} {:>7}",
        "variant", "µs CPU/request", "requests/s", "ratio"
    );
    let [bare, _] = bench;
    for subject in bench {
        println!(
            "{:<10} {:>15.1} {:>12.0} {:>7.2}",
            subject.server.variant.word(),
            subject.micros(),
            subject.median(|round| round.rate),
            subject.micros() / bare.micros(),
        );
    }
}
