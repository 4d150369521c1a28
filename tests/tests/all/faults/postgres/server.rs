//! What becomes of the PostgreSQL server itself.

use std::sync::Mutex;

use sqlx::{Connection as _, PgConnection};
use widgets_tests::prelude::*;
use widgets_tests::servers::postgres::PostgresServer;

use super::Stage;

/// `blind` says that nothing can be answered while the fault lasts.
async fn under(fault: impl AsyncFn(&PostgresServer, bool), blind: bool) {
    let server = PostgresServer::start();
    let location = server.database().await;
    let stage = Stage::new(FreshStorage::at(&location).await, &location).await;
    stage.run(async |on| fault(&server, on).await, blind).await;
}

tests! {
    fn attack_157_backends_that_are_killed: under(async |server, on| {
        for _ in 0..if on { 20 } else { 0 } {
            server.end_backends().await;
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }, false);
    fn attack_157_a_server_that_is_frozen: under(async |server, on| {
        if on { server.freeze() } else { server.thaw() }
    }, true);
    fn attack_157_a_server_that_crashes_and_is_started_again: under(async |server, on| {
        if on { server.crash() } else { server.start_again() }
    }, true);
    fn attack_157_a_server_that_only_reads: under(async |server, on| {
        if on { server.only_read() } else { server.promote().await }
    }, false);
    fn attack_157_a_server_without_a_free_place: crowded();
}

async fn crowded() {
    let crowd = Mutex::new(Vec::new());
    let fault = async |server: &PostgresServer, on: bool| {
        crowd.lock().unwrap().clear();
        if on {
            // From now on every new connection is refused, those of the hosts first.
            server.end_backends().await;
            let elsewhere = format!("postgres://postgres@{}/postgres", server.address());
            while let Ok(one) = PgConnection::connect(&elsewhere).await {
                crowd.lock().unwrap().push(one);
            }
        }
    };
    under(fault, false).await;
}
