//! Puts a letter of every kind into a demo's outbox, for pictures of mails:
//! `letters <SQLite file or PostgreSQL URL> <language>`.

use widgets_core::clock::{Clock as _, SystemClock};
use widgets_core::stores::Stores;
use widgets_tests::harness::outbox::{every_kind, letter, post};
use widgets_tests::harness::storage;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [location, language] = &arguments[..] else {
        panic!("two arguments: {arguments:?}")
    };
    let stores: Stores = storage::open(location).await.into();
    let now = SystemClock.now();
    for says in every_kind(now) {
        let letter = letter("maren@nordlicht.example", language, &says);
        post(&stores, now, &letter).await;
    }
}
