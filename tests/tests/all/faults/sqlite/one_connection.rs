//! A host that hands over a pool of one connection, which all of it has to share.

use std::sync::OnceLock;
use widgets_tests::prelude::*;

use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use widgets_core::widgets::profile::ChangeNames;

use super::{is_unavailable, options, over_sqlite};

over_sqlite! {
    attack_158_everything_works_with_one_connection,
    attack_158_a_connection_the_host_keeps_is_an_outage_with_an_end,
}

async fn pool() -> SqlitePool {
    let file = storage::folder().join("one.db");
    let pool = SqlitePoolOptions::new().max_connections(1);
    pool.connect_with(options(file)).await.unwrap()
}

/// The host's own code asks the same pool, and the widgets' back end, from inside of hooks and
/// subscribers.
async fn attack_158_everything_works_with_one_connection(host: TestHostBuilder) {
    let pool = pool().await;
    let stores = SqlStores::sqlite(pool.clone());
    stores.migrate().await.unwrap();
    let back_end: Arc<OnceLock<Widgets>> = Arc::default();
    let nested = Nested(pool, Arc::clone(&back_end));
    let host = host.wrapping(move |_| stores.into()).with(move |builder| {
        let (before, after) = (nested.clone(), nested.clone());
        builder
            .before(move |_: RequestCtx, _: Arc<EmailAndPassword>| {
                let nested = before.clone();
                async move { nested.ask().await }
            })
            .after(move |_: RequestCtx, _: Arc<ChangeNames>| {
                let nested = after.clone();
                async move { nested.ask::<()>().await.unwrap() }
            })
            .subscribe(move |_| {
                let nested = nested.clone();
                async move { nested.ask().await }
            })
    });
    let host = host.start().await;
    back_end.set(host.widgets.clone()).unwrap();
    let people = (0..8).map(async |number| {
        let email = format!("person{number}@nordlicht.example");
        let mut browser = host.browser();
        let (page, mailed) = host.code_to_sign_up(&mut browser, &email).await;
        must_accept(enter(&mut browser, &page, &mailed.code).await);
        let mut second = host.browser();
        must_accept(host.sign_in(&mut second, &email, PASSWORD).await);
        must_accept(second.save_display_name("Nobody's fool").await);
        must_show(browser.get("/account/sessions").await);
        must_accept(second.sign_out().await);
        assert!(host.is_in(&mut browser).await);
    });
    let all = tokio::time::timeout(2 * MINUTE, at_once(people));
    assert_eq!(all.await.expect("they wait for each other").len(), 8);
    host.deliver().await;
}

#[derive(Clone)]
struct Nested(SqlitePool, Arc<OnceLock<Widgets>>);

impl Nested {
    /// Never refuses.
    async fn ask<E>(&self) -> Result<(), E> {
        let asked = sqlx::query_scalar("SELECT 1").fetch_one(&self.0).await;
        let one: i64 = asked.unwrap();
        assert_eq!(one, 1);
        if let Some(widgets) = self.1.get() {
            let management = widgets.management("hooks");
            let found = management.users().find("nobody@nordlicht.example").await;
            found.unwrap();
        }
        Ok(())
    }
}

async fn attack_158_a_connection_the_host_keeps_is_an_outage_with_an_end(host: TestHostBuilder) {
    let pool = pool().await;
    let stores = SqlStores::sqlite(pool.clone()).with_deadline(Duration::from_millis(300));
    stores.migrate().await.unwrap();
    let host = host.wrapping(move |_| stores.into()).start().await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    for path in ["/account/profile", "/desk"] {
        let kept = pool.acquire().await.unwrap();
        let refused = browser.get(path).await;
        is_unavailable(&refused);
        drop(kept);
        assert_eq!(browser.get(path).await.status, 200, "{path}");
    }
}
