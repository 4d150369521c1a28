//! One instance of a host in a process of its own, for what only shows between processes.
//!
//! `instance <axum|rocket> <SQLite file or PostgreSQL URL>` prints its origin once it is up; its
//! mails go to the mailbox in its store. Given a port of its own and that of a relay besides, it
//! listens there, and hands its mails to the relay.
//!
//! `instance hold <SQLite file>` holds the write lock of a file while it is told to: it reads `hold`
//! and `release`, each a line, and repeats what is done.

use std::net::TcpListener;
use widgets_tests::prelude::*;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Executor as _};
use widgets_core::mail::DevelopmentMailbox;
use widgets_tests::harness::app::{ACCOUNT, listener, serve};
use widgets_tests::servers::relay::ByRelay;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (framework, location, relayed) = match &arguments[..] {
        [hold, file] if hold == "hold" => return hold_lock(file).await,
        [framework, location] => (framework, location, None),
        [framework, location, port, relay] => (framework, location, Some((port, relay))),
        _ => panic!("two or four arguments: {arguments:?}"),
    };
    let framework = Framework::named(framework);
    let stores = storage::open(location).await;
    let number = |text: &String| text.parse::<u16>().unwrap();
    let listener = match relayed {
        Some((port, _)) => TcpListener::bind(("127.0.0.1", number(port))).unwrap(),
        None => listener(),
    };
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let url = format!("{origin}{ACCOUNT}");
    let builder = Widgets::builder(url, Keys::development(), stores.clone());
    let builder = match relayed {
        Some((_, relay)) => builder.mailer(ByRelay(number(relay))),
        None => builder.mailer(DevelopmentMailbox::new(stores, Keys::development())),
    };
    let builder = builder
        .name("Coffee Desk")
        .hash_parameters(CHEAP)
        .trusted_hops(1)
        .permissions([BREW])
        .widget(VaultWidget::default().widget());
    let widgets = builder.build().await.unwrap();
    // Rocket's fairing brings its own worker.
    if framework == Framework::Axum {
        tokio::spawn(widgets.worker().run());
    }
    let server = serve(framework, listener, widgets).await;
    println!("{origin}");
    server.await.unwrap();
}

async fn hold_lock(file: &str) {
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let sql = match line.as_str() {
            "hold" => "BEGIN IMMEDIATE",
            "release" => "ROLLBACK",
            other => panic!("nothing called {other}"),
        };
        connection.execute(sql).await.unwrap();
        println!("{line}");
    }
}
