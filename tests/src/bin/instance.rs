//! One instance of a host in a process of its own, for what only shows between processes.
//!
//! `instance <axum|rocket> <sqlite|postgres> <file or URL>` prints its origin once it is up.

use std::net::SocketAddr;

use widgets_core::mail::DevelopmentMailbox;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;
use widgets_tests::house::{ACCOUNT, CHEAP};
use widgets_tests::probe::BREW;
use widgets_tests::safe::Safe;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [framework, storage, place] = &arguments[..] else {
        panic!("three arguments: {arguments:?}")
    };
    let stores = match storage.as_str() {
        "sqlite" => SqlStores::sqlite_file(place).await.unwrap(),
        "postgres" => SqlStores::postgres_url(place).await.unwrap(),
        other => panic!("no store called {other}"),
    };
    let listener = widgets_tests::house::listener();
    let address: SocketAddr = listener.local_addr().unwrap();
    let widgets = Widgets::builder(
        format!("http://{address}{ACCOUNT}"),
        Keys::development(),
        stores.clone(),
    )
    .mailer(DevelopmentMailbox::new(stores, Keys::development()))
    .name("Coffee Desk")
    .hash_parameters(CHEAP)
    .trusted_hops(1)
    .permissions([BREW])
    .widget(Safe::default().widget())
    .build()
    .await
    .unwrap();
    let server = match framework.as_str() {
        "axum" => {
            tokio::spawn(widgets.worker().run());
            widgets_tests::house::axum(listener, widgets)
        }
        "rocket" => widgets_tests::house::rocket(listener, address, widgets).await,
        other => panic!("no framework called {other}"),
    };
    println!("http://{address}");
    server.await.unwrap();
}
