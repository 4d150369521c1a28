//! How often a request waits for the server.

use widgets_tests::prelude::*;

use sqlx::postgres::{PgPool, PgPoolOptions};
use widgets_core::stores::ProfileStore as _;
use widgets_tests::servers::proxy::Proxy;

/// At most, for a sign-in by password from a browser that the account does not know: three transactions
/// for limits and one for the session; and a look of the worker into the outbox, if it comes meanwhile.
const SIGN_IN: u64 = 24;
/// A page: who asks, and their profile.
const PROFILE: u64 = 2;

#[tokio::test(flavor = "multi_thread")]
async fn a_request_waits_for_the_server_no_more_often_than_it_must() {
    let database = Storage::Postgres.fresh().await;
    let (proxy, url) = Proxy::before_database(&database.location).await;
    let stores = SqlStores::postgres_url(&url).await.unwrap();
    let host = TestHost::of(Framework::Axum, Storage::Postgres).over(&Arc::new(database));
    let host = host.wrapping(move |_| stores.into()).start().await;
    let person = host.person("Maren").await;
    // The first time, connections are opened and statements prepared.
    host.signed_in(&person).await;
    let mut browser = host.browser();
    let before = proxy.round_trips();
    let reply = host.sign_in(&mut browser, &person.email, PASSWORD).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let sign_in = proxy.round_trips() - before;

    browser.get("/account/profile").await;
    let before = proxy.round_trips();
    assert_eq!(browser.get("/account/profile").await.status, 200);
    let profile = proxy.round_trips() - before;
    assert!(
        sign_in <= SIGN_IN && profile <= PROFILE,
        "{sign_in} {profile}"
    );
}

/// A pool of `sqlx` asks the server whether it is there when a connection is taken out of it, and once
/// more when it is given back, whoever does it.
#[tokio::test(flavor = "multi_thread")]
async fn a_pool_of_the_host_waits_as_often_as_when_the_host_asks() {
    let database = Storage::Postgres.fresh().await;
    let (proxy, url) = Proxy::before_database(&database.location).await;
    let pool = PgPoolOptions::new().max_connections(1);
    let pool = pool.connect(&url).await.unwrap();
    let stores = SqlStores::postgres(pool.clone());
    let account = AccountId::parse("acc_nobody").unwrap();
    let mut waits = [0, 0];
    // The first time, statements are prepared.
    for _ in 0..2 {
        let before = proxy.round_trips();
        stores.find_profile(&account).await.unwrap();
        is_given_back(&pool).await;
        let between = proxy.round_trips();
        let asked = sqlx::query("SELECT display_name FROM wg_profile WHERE account_id = $1");
        let asked = asked.bind("acc_nobody").fetch_optional(&pool).await;
        assert!(asked.unwrap().is_none());
        is_given_back(&pool).await;
        waits = [between - before, proxy.round_trips() - between];
    }
    let [widgets, host] = waits;
    assert_eq!(widgets, host);
}

async fn is_given_back(pool: &PgPool) {
    while pool.num_idle() == 0 {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
