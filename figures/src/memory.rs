//! What the process holds.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::demo::{Demo, PEOPLE};
use crate::http::{Connection, Request};
use crate::pages::SESSIONS;
use crate::queue::while_queuing;

/// How long it is loaded.
const LOADED: Duration = Duration::from_secs(8);
const CONNECTIONS: usize = 4;

pub(crate) fn measure() {
    let folder = tempfile::tempdir().unwrap();
    // The first start hashes passwords, and so does signing in.
    let cookie = Demo::start(&folder).signed_in(PEOPLE[0]);
    let demo = Demo::start(&folder);
    thread::sleep(Duration::from_secs(2));
    let row = |what: &str, held: f64| println!("| {what} | {held:.0} MB |");
    println!("| when | resident memory |");
    println!("|---|---|");
    row("idle", demo.memory());
    row("under pages, at most", under_pages(&demo, &cookie));
    let (_, held) = while_queuing(&demo, || most(&demo, LOADED));
    row("while 200 wrong passwords wait, at most", held);
    thread::sleep(Duration::from_secs(30));
    row("30 s later", demo.memory());
}

fn under_pages(demo: &Demo, cookie: &str) -> f64 {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let request = Request::page(SESSIONS, cookie);
                let mut connection = Connection::open(demo.address);
                while !over.load(Ordering::Relaxed) {
                    assert_eq!(connection.exchange(&request), 200);
                }
            });
        }
        let held = most(demo, LOADED);
        over.store(true, Ordering::Relaxed);
        held
    })
}

/// The most that was held during that time.
fn most(demo: &Demo, during: Duration) -> f64 {
    let (began, mut most) = (Instant::now(), 0.0_f64);
    while began.elapsed() < during {
        most = most.max(demo.memory());
        thread::sleep(Duration::from_millis(20));
    }
    most
}
