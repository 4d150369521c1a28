//! What pages cost beside bare axum handlers that ask the same queries of the same database and send
//! the same bytes, which they recorded.
//!
//! It seeds a database, starts one server process for each variant, checks that all answer alike, and
//! then loads them in turns. The figure is the processor time (user and system) that the server
//! process spends on a request: unlike the time on the clock it hardly depends on what else the
//! machine does.

use std::thread;
use std::time::{Duration, Instant};

use widgets_tests::Storage;
use widgets_tests::harness::database::POSTGRES;

use crate::http::{Connection, Reply, Request};
use crate::seed::{self, Seed};
use crate::server::{Server, Variant};

pub(crate) const SESSIONS: &str = "/account/sessions";
pub(crate) const PROFILE: &str = "/account/profile";

/// Keep-alive connections.
const CONNECTIONS: usize = 4;
/// Requests of one connection before measuring.
const WARM_UP: usize = 500;
/// Requests of one connection in one round.
const REQUESTS: usize = 1_000;
/// Rounds; the median of them counts.
const ROUNDS: usize = 15;
/// Variants.
const VARIANTS: usize = 3;

/// On a SQLite file, and on PostgreSQL where a server is given.
pub(crate) fn compare() {
    println!("| page | variant | µs CPU a request | requests a second | ratio |");
    println!("|---|---|---|---|---|");
    compare_on(Storage::Sqlite, "SQLite");
    if std::env::var_os(POSTGRES).is_some() {
        compare_on(Storage::Postgres, "PostgreSQL");
    }
}

fn compare_on(storage: Storage, database: &str) {
    let seed = Seed::plant(storage);
    let widgets = Server::start(Variant::Widgets, &seed, &[]);
    let sessions = fetch(&widgets, SESSIONS, &seed);
    let listed = sessions.body.matches("<li class=\"wg-row ").count();
    assert_eq!(listed, seed::OTHERS + 1, "sessions listed");
    let recorded = [sessions, fetch(&widgets, PROFILE, &seed)].map(|page| page.record());
    let bare = Server::start(Variant::Bare, &seed, &recorded);
    let pool = Server::start(Variant::Pool, &seed, &[]);
    let servers = [bare, pool, widgets];
    for path in [SESSIONS, PROFILE] {
        let replies = servers.each_ref().map(|own| fetch(own, path, &seed));
        let [bare, others @ ..] = &replies;
        others.iter().for_each(|own| assert_alike(path, bare, own));
        let costs = rounds(&servers, path, &seed.cookie);
        let kilobytes = bare.body.len() as f64 / 1_000.0;
        let page = path.trim_start_matches("/account");
        for (server, cost) in servers.iter().zip(costs) {
            println!(
                "| {database} `{page}`, {kilobytes:.1} kB | {} | {:.0} | {:.0} | {:.2} |",
                server.variant.word(),
                cost.micros,
                cost.rate,
                cost.micros / costs[0].micros,
            );
        }
    }
}

fn fetch(server: &Server, path: &str, seed: &Seed) -> Reply {
    Connection::open(server.address).ask(&Request::page(path, &seed.cookie))
}

/// Fails unless both replies have the same status, headers and body.
fn assert_alike(path: &str, bare: &Reply, widgets: &Reply) {
    assert_eq!((bare.status, widgets.status), (200, 200), "{path}");
    assert_eq!(bare.headers, widgets.headers, "{path}");
    let pairs = bare.body.bytes().zip(widgets.body.bytes());
    let same = pairs.take_while(|(bare, widgets)| bare == widgets).count();
    let rest = |reply: &Reply| String::from_utf8_lossy(&reply.body.as_bytes()[same..]).into_owned();
    assert_eq!(
        rest(bare),
        rest(widgets),
        "{path} differs after {same} bytes"
    );
}

/// What a request costs.
#[derive(Clone, Copy)]
struct Cost {
    /// Microseconds of processor time of the server.
    micros: f64,
    /// Requests in a second.
    rate: f64,
}

/// The medians of rounds taken in turns.
fn rounds(servers: &[Server; VARIANTS], path: &str, cookie: &str) -> [Cost; VARIANTS] {
    let request = Request::page(path, cookie);
    let mut rounds = [const { Vec::new() }; VARIANTS];
    for server in servers {
        round(server, &request, WARM_UP);
    }
    for _ in 0..ROUNDS {
        for (server, rounds) in servers.iter().zip(&mut rounds) {
            rounds.push(round(server, &request, REQUESTS));
        }
    }
    rounds.map(|rounds| Cost {
        micros: median(rounds.iter().map(|own| own.micros)),
        rate: median(rounds.iter().map(|own| own.rate)),
    })
}

fn round(server: &Server, request: &Request, requests: usize) -> Cost {
    let (cpu, start) = (server.cpu(), Instant::now());
    thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let mut connection = Connection::open(server.address);
                for _ in 0..requests {
                    assert_eq!(connection.exchange(request), 200);
                }
            });
        }
    });
    let (cpu, took) = (server.cpu() - cpu, start.elapsed());
    let total = u32::try_from(CONNECTIONS * requests).unwrap();
    let each = |time: Duration| time.as_secs_f64() / f64::from(total);
    Cost {
        micros: each(cpu) * 1e6,
        rate: 1.0 / each(took),
    }
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
