//! People at the sign-in form: wrong passwords that queue.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::demo::Demo;
use crate::http::Connection;

/// So many wait at once.
pub(crate) const LENGTH: usize = 200;

/// An address that no client had before, in another network than those shortly before it, so that no limit
/// of a client or network is met.
pub(crate) fn client() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let [a, b, c, _] = NEXT.fetch_add(1, Ordering::Relaxed).to_le_bytes();
    format!("10.{a}.{b}.{c}")
}

/// Sends wrong passwords, always [`LENGTH`] at once, each for another address, while `meanwhile`
/// runs, and gives how many a second were answered beside what that gave.
pub(crate) fn while_queuing<T>(demo: &Demo, meanwhile: impl FnOnce() -> T) -> (f64, T) {
    let (over, answered) = (AtomicBool::new(false), AtomicU32::new(0));
    let sign_in_form = demo.sign_in_form();
    let began = Instant::now();
    let gave = thread::scope(|scope| {
        for _ in 0..LENGTH {
            scope.spawn(|| {
                let mut connection = Connection::open(demo.address);
                while !over.load(Ordering::Relaxed) {
                    let client = client();
                    let nobody = format!("nobody-{client}@nordlicht.example");
                    let request =
                        sign_in_form.attempt((&nobody, "not the password of anybody"), &client);
                    assert_eq!(connection.exchange(&request), 422);
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // Until all of them wait.
        thread::sleep(Duration::from_secs(1));
        let gave = meanwhile();
        over.store(true, Ordering::Relaxed);
        gave
    });
    let answered = f64::from(answered.load(Ordering::Relaxed));
    (answered / began.elapsed().as_secs_f64(), gave)
}
