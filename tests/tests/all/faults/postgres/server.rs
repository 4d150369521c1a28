//! What becomes of the PostgreSQL server itself.

use std::sync::Mutex;

use sqlx::{Connection as _, PgConnection};
use widgets_tests::harness::storage::FreshStorage;
use widgets_tests::servers::postgres::PostgresServer;

use super::Stage;

async fn stage(server: &PostgresServer) -> Stage {
    let location = server.database().await;
    Stage::new(FreshStorage::in_postgres(location.clone()).await, &location).await
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_157_backends_that_are_killed() {
    let server = PostgresServer::start();
    let stage = stage(&server).await;
    let fault = async |on: bool| {
        for _ in 0..if on { 20 } else { 0 } {
            server.end_backends().await;
            tokio::time::sleep(std::time::Duration::from_millis(30)).await;
        }
    };
    stage.run(fault, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_157_a_server_that_is_frozen() {
    let server = PostgresServer::start();
    let stage = stage(&server).await;
    let fault = async |on| if on { server.freeze() } else { server.thaw() };
    stage.run(fault, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_157_a_server_that_crashes_and_is_started_again() {
    let server = PostgresServer::start();
    let stage = stage(&server).await;
    let fault = async |on| {
        if on {
            server.crash();
        } else {
            server.start_again();
        }
    };
    stage.run(fault, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_157_a_server_that_only_reads() {
    let server = PostgresServer::start();
    let stage = stage(&server).await;
    let fault = async |on| {
        if on {
            server.only_read();
        } else {
            server.promote().await;
        }
    };
    stage.run(fault, false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_157_a_server_without_a_free_place() {
    let server = PostgresServer::start();
    let stage = stage(&server).await;
    let elsewhere = stage.storage.location.replace("/widgets", "/postgres");
    let crowd = Mutex::new(Vec::new());
    let fault = async |on: bool| {
        crowd.lock().unwrap().clear();
        if on {
            // From now on every new connection is refused, those of the hosts first.
            server.end_backends().await;
            while let Ok(one) = PgConnection::connect(&elsewhere).await {
                crowd.lock().unwrap().push(one);
            }
        }
    };
    stage.run(fault, false).await;
}
