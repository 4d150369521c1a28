//! Sign-ins a second, and how long pages take while wrong passwords queue.

use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use crate::demo::{Demo, PEOPLE};
use crate::http::{Connection, Request};
use crate::pages::SESSIONS;
use crate::queue::{self, LENGTH, while_queuing};

/// How long people sign in.
const SIGNING_IN: Duration = Duration::from_secs(8);
/// How often a page is asked for on each connection.
const EVERY: Duration = Duration::from_millis(20);
const CONNECTIONS: u32 = 4;
/// Pages on each connection.
const PAGES: u32 = 750;

pub(crate) fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(&folder);
    let cookie = demo.signed_in(PEOPLE[0]);
    // The first round warms everything up.
    pages(&demo, &cookie);
    let quiet = pages(&demo, &cookie);
    let (wrong, busy) = while_queuing(&demo, || pages(&demo, &cookie));
    let signed_in = sign_ins(&demo);
    println!("| what | figure |");
    println!("|---|---|");
    println!("| sign-ins a second | {signed_in:.0} |");
    println!("| wrong passwords a second, {LENGTH} waiting | {wrong:.0} |");
    println!("| a page, quiet: median, p99 | {} |", shown(quiet));
    println!("| a page while they wait: median, p99 | {} |", shown(busy));
    println!(
        "| p99 while they wait, compared with quiet | {:.1} times |",
        busy[1].as_secs_f64() / quiet[1].as_secs_f64()
    );
}

fn shown([median, last]: [Duration; 2]) -> String {
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    format!("{:.1} ms, {:.1} ms", millis(median), millis(last))
}

/// Everybody of the demo signs in again and again, each from a browser that is new.
fn sign_ins(demo: &Demo) -> f64 {
    let sign_in_form = demo.sign_in_form();
    let began = Instant::now();
    let counts = PEOPLE.map(|person| {
        let sign_in_form = &sign_in_form;
        move || {
            let mut connection = Connection::open(demo.address);
            let mut count = 0;
            while began.elapsed() < SIGNING_IN {
                let request = sign_in_form.attempt(person, &queue::client());
                assert_eq!(connection.exchange(&request), 303);
                count += 1;
            }
            count
        }
    });
    let total: u32 = thread::scope(|scope| {
        let threads = counts.map(|count| scope.spawn(count));
        threads.into_iter().map(|own| own.join().unwrap()).sum()
    });
    f64::from(total) / began.elapsed().as_secs_f64()
}

/// The median and the 99th percentile of how long a page takes, from the moment it was due: one
/// that has to wait for the page before it has waited too.
fn pages(demo: &Demo, cookie: &str) -> [Duration; 2] {
    let took = Mutex::new(Vec::new());
    let request = Request::page(SESSIONS, cookie);
    let began = Instant::now();
    thread::scope(|scope| {
        for own in 0..CONNECTIONS {
            let (took, request) = (&took, &request);
            scope.spawn(move || {
                let mut connection = Connection::open(demo.address);
                for page in 0..PAGES {
                    let due = began + EVERY * page + EVERY / CONNECTIONS * own;
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    assert_eq!(connection.exchange(request), 200);
                    took.lock().unwrap().push(due.elapsed());
                }
            });
        }
    });
    let mut took = took.into_inner().unwrap();
    took.sort();
    [took[took.len() / 2], took[took.len() * 99 / 100]]
}
