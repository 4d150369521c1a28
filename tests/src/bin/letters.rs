//! Puts a letter of every kind into a demo's outbox, for pictures of mails:
//! `letters <SQLite file or PostgreSQL URL> <language>`.

use widgets_core::clock::{Clock as _, SystemClock};
use widgets_core::stores::Stores;
use widgets_storage::SqlStores;
use widgets_tests::harness::outbox::{every_kind, letter, post};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [location, language] = &arguments[..] else {
        panic!("two arguments: {arguments:?}")
    };
    let stores: Stores = if location.starts_with("postgres") {
        SqlStores::postgres_url(location).await.unwrap().into()
    } else {
        SqlStores::sqlite_file(location).await.unwrap().into()
    };
    let now = SystemClock.now();
    for says in every_kind(now) {
        let letter = letter("maren@nordlicht.example", language, &says);
        post(&stores, now, &letter).await;
    }
}
