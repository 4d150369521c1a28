//! A host that hands over a pool of one connection, which all of it has to share.

use std::sync::{Arc, OnceLock};
use widgets_tests::harness::storage;
use widgets_tests::prelude::*;

use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};
use widgets_core::widgets::profile::ChangeNames;
use widgets_core::widgets::security::EmailAndPassword;
use widgets_core::{RequestCtx, Widgets};
use widgets_storage::SqlStores;

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
    let (before, after, heard) = (nested.clone(), nested.clone(), nested.clone());
    let host = host
        .wrapping(move |_| stores.into())
        .with(move |builder| {
            builder
                .before(move |_: RequestCtx, _: Arc<EmailAndPassword>| {
                    let nested = before.clone();
                    async move {
                        nested.ask().await;
                        Ok(())
                    }
                })
                .after(move |_: RequestCtx, _: Arc<ChangeNames>| {
                    let nested = after.clone();
                    async move { nested.ask().await }
                })
                .subscribe(move |_| {
                    let nested = heard.clone();
                    async move {
                        nested.ask().await;
                        Ok(())
                    }
                })
        })
        .start()
        .await;
    back_end.set(host.widgets.clone()).unwrap();
    let host = Arc::new(host);
    let people = (0..8).map(|number| {
        let host = Arc::clone(&host);
        async move {
            let email = format!("person{number}@nordlicht.example");
            let mut browser = host.browser();
            let (page, mailed) = host.code_to_sign_up(&mut browser, &email).await;
            let done = enter(&mut browser, &page, &mailed.code).await;
            done.assert_status(303);
            let mut second = host.browser();
            let signed_in = host.sign_in(&mut second, &email, PASSWORD).await;
            signed_in.assert_status(303);
            let saved = second.save_display_name("Nobody's fool").await;
            saved.assert_status(303);
            browser.get("/account/sessions").await.assert_status(200);
            second.sign_out().await.assert_status(303);
            assert!(host.is_in(&mut browser).await);
        }
    });
    let all = tokio::time::timeout(2 * MINUTE, at_once(people));
    assert_eq!(all.await.expect("they wait for each other").len(), 8);
    host.deliver().await;
}

#[derive(Clone)]
struct Nested(SqlitePool, Arc<OnceLock<Widgets>>);

impl Nested {
    async fn ask(&self) {
        let asked = sqlx::query_scalar("SELECT 1").fetch_one(&self.0).await;
        let one: i64 = asked.unwrap();
        assert_eq!(one, 1);
        if let Some(widgets) = self.1.get() {
            let management = widgets.management("hooks");
            let found = management.users().find("nobody@nordlicht.example").await;
            found.unwrap();
        }
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
