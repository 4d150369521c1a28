//! Hosts behind PgBouncer, which has fewer connections to PostgreSQL than its clients.

use futures_util::future;
use widgets_storage::PostgresDriver;
use widgets_tests::prelude::*;
use widgets_tests::servers::pgbouncer::{PgBouncer, Pooling};

/// How many people sign in at once.
const CROWD: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn people_sign_in_over_connections_lent_for_one_transaction() {
    let database = Storage::Postgres.fresh().await;
    let pooler = PgBouncer::before(&database.location, Pooling::Transaction).await;
    let driver = PostgresDriver::connect(&pooler.url).await.unwrap();
    let stores = SqlStores::over(driver.without_prepared_statements());
    everybody_signs_in(database, stores).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_sign_in_over_connections_lent_for_a_session() {
    let database = Storage::Postgres.fresh().await;
    let pooler = PgBouncer::before(&database.location, Pooling::Session).await;
    let stores = SqlStores::postgres_url(&pooler.url).await.unwrap();
    everybody_signs_in(database, stores).await;
}

async fn everybody_signs_in(database: FreshStorage, stores: SqlStores) {
    stores.migrate().await.unwrap();
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    let host = TestHost::of(Framework::Axum, Storage::Postgres).over(&Arc::new(database));
    let host = host.wrapping(move |_| stores.into()).start().await;
    let lives = (0..CROWD).map(|number| live(&host, number));
    future::join_all(lives).await;

    // A mail is written, delivered and redeemed.
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in_by_code(&maren.email).await;
    assert!(host.is_in(&mut browser).await);
}

/// Signs in twice, changes something, sees both sessions and signs out of one.
async fn live(host: &TestHost, number: usize) {
    let person = host.person(&format!("person{number}")).await;
    let mut browser = host.signed_in(&person).await;
    let name = format!("Person {number}");
    must_accept(browser.save_display_name(&name).await);
    browser.get("/account/profile").await.assert_shows(&name);
    let mut other = host.signed_in(&person).await;
    assert!(host.is_in(&mut other).await);
    let listed = browser.get_json("/account/sessions").await.json();
    assert_eq!(listed["sessions"].as_array().unwrap().len(), 2, "{listed}");
    must_accept(browser.sign_out().await);
    assert!(!host.is_in(&mut browser).await);
    assert!(host.is_in(&mut other).await);
}
