//! One instance of a host in a process of its own, for what only shows between processes.
//!
//! `instance <axum|rocket> <sqlite|postgres> <file or URL>` prints its origin once it is up; its
//! mails go to the mailbox in its store. Given a port of its own and that of a relay besides, it
//! listens there, and hands its mails to the relay.

use std::net::{SocketAddr, TcpListener};

use widgets_core::mail::DevelopmentMailbox;
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;
use widgets_tests::harness::app::{ACCOUNT, CHEAP};
use widgets_tests::host::probe::BREW;
use widgets_tests::host::vault::VaultWidget;
use widgets_tests::servers::relay::ByRelay;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (framework, storage, location, relayed) = match &arguments[..] {
        [framework, storage, location] => (framework, storage, location, None),
        [framework, storage, location, port, relay] => (
            framework,
            storage,
            location,
            Some((number(port), number(relay))),
        ),
        _ => panic!("three or five arguments: {arguments:?}"),
    };
    let stores = match storage.as_str() {
        "sqlite" => SqlStores::sqlite_file(location).await.unwrap(),
        "postgres" => SqlStores::postgres_url(location).await.unwrap(),
        other => panic!("no store called {other}"),
    };
    let listener = match relayed {
        Some((port, _)) => TcpListener::bind(("127.0.0.1", port)).unwrap(),
        None => widgets_tests::harness::app::listener(),
    };
    let address: SocketAddr = listener.local_addr().unwrap();
    let builder = Widgets::builder(
        format!("http://{address}{ACCOUNT}"),
        Keys::development(),
        stores.clone(),
    );
    let builder = match relayed {
        Some((_, relay)) => builder.mailer(ByRelay(relay)),
        None => builder.mailer(DevelopmentMailbox::new(stores, Keys::development())),
    };
    let widgets = builder
        .name("Coffee Desk")
        .hash_parameters(CHEAP)
        .trusted_hops(1)
        .permissions([BREW])
        .widget(VaultWidget::default().widget())
        .build()
        .await
        .unwrap();
    let server = match framework.as_str() {
        "axum" => {
            tokio::spawn(widgets.worker().run());
            widgets_tests::harness::app::axum(listener, widgets)
        }
        "rocket" => widgets_tests::harness::app::rocket(listener, widgets).await,
        other => panic!("no framework called {other}"),
    };
    println!("http://{address}");
    server.await.unwrap();
}

fn number(text: &str) -> u16 {
    text.parse().unwrap()
}
