//! The host's own pool, its rights, and what happens when rows are locked.

use std::time::Duration;

use sqlx::{AssertSqlSafe, Executor as _};
use widgets_core::clock::Timestamp;
use widgets_core::id::SessionId;
use widgets_core::stores::{
    AccountDirectory as _, CreateOutcome, LinkOutcome, SessionStore as _, StoreError,
};
use widgets_storage::{Dialect, Plan, SqlStores, migrations};

use super::server::Schema;
use crate::people::{new_account, new_link, silently};

#[tokio::test(flavor = "multi_thread")]
async fn missing_privileges_are_told_with_the_remedy() {
    let schema = Schema::create().await;
    SqlStores::postgres(schema.pool().await)
        .migrate()
        .await
        .unwrap();
    let (name, role) = (schema.name(), format!("{}_role", schema.name()));
    schema.run(format!("CREATE ROLE {role}")).await;
    schema
        .run(format!("GRANT USAGE ON SCHEMA {name} TO {role}"))
        .await;
    let all = "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA";
    schema.run(format!("GRANT {all} {name} TO {role}")).await;
    let stores = SqlStores::postgres(schema.pool_as(&role).await);
    let before = stores.problems().await.unwrap();
    schema
        .run(format!(
            "REVOKE INSERT, DELETE ON {name}.wg_outbox FROM {role}"
        ))
        .await;
    let after = stores.problems().await.unwrap();
    schema.run(format!("DROP OWNED BY {role}")).await;
    schema.run(format!("DROP ROLE {role}")).await;

    assert_eq!(before, Vec::<String>::new());
    assert_eq!(after.len(), 1, "{after:?}");
    assert!(
        after[0].contains("GRANT INSERT, DELETE ON wg_outbox"),
        "{after:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_table_is_told() {
    let schema = Schema::create().await;
    let stores = SqlStores::postgres(schema.pool().await);
    stores.migrate().await.unwrap();
    schema
        .run(format!("DROP TABLE {}.wg_limits", schema.name()))
        .await;
    let problems = stores.problems().await.unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].contains("wg_limits is not there"),
        "{problems:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_scripts_are_all_a_host_needs() {
    let schema = Schema::create().await;
    let pool = schema.pool().await;
    for migration in migrations(Dialect::Postgres) {
        pool.execute(sqlx::raw_sql(AssertSqlSafe(migration.script())))
            .await
            .unwrap();
    }
    let stores = SqlStores::postgres(pool);
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    stores.migrate().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_157_a_row_locked_elsewhere_is_an_outage_and_heals() {
    let schema = Schema::create().await;
    let pool = schema.pool().await;
    let stores = SqlStores::postgres(pool.clone());
    stores.migrate().await.unwrap();
    let account = new_account();
    let link = new_link(&account.id);
    let created = stores.create_account(account, silently()).await;
    assert_eq!(created.unwrap(), CreateOutcome::Created);

    let mut other = pool.begin().await.unwrap();
    (&mut *other)
        .execute("UPDATE wg_accounts SET epoch = epoch")
        .await
        .unwrap();
    let hasty = stores.clone().with_deadline(Duration::from_millis(200));
    let issued = hasty.issue_link(link.clone(), silently()).await;
    assert!(
        matches!(issued, Err(StoreError::Unavailable(_))),
        "{issued:?}"
    );
    other.rollback().await.unwrap();
    // The attempt that was given up has left nothing, or this token would be in use.
    let issued = stores.issue_link(link, silently()).await;
    assert_eq!(issued.unwrap(), LinkOutcome::Issued);
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_157_a_dry_pool_is_an_outage_and_heals() {
    let schema = Schema::create().await;
    let pool = schema.pool().await;
    let stores = SqlStores::postgres(pool.clone());
    stores.migrate().await.unwrap();
    let mut held = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        held.push(pool.acquire().await.unwrap());
    }
    let hasty = stores.clone().with_deadline(Duration::from_millis(100));
    let id = new_account().id;
    assert!(matches!(
        hasty.find_account(&id).await,
        Err(StoreError::Unavailable(_))
    ));
    let created = hasty.create_account(new_account(), silently()).await;
    assert!(matches!(created, Err(StoreError::Unavailable(_))));
    drop(held);
    assert!(stores.find_account(&id).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_a_database_is_enough() {
    let schema = Schema::create().await;
    let stores = SqlStores::postgres_url(&schema.url()).await.unwrap();
    assert_eq!(stores.problems().await.unwrap(), Vec::<String>::new());
    let created = stores.create_account(new_account(), silently()).await;
    assert_eq!(created.unwrap(), CreateOutcome::Created);
    assert!(SqlStores::postgres_url("not an address").await.is_err());
    assert!(
        SqlStores::postgres_url("postgres://nobody@127.0.0.1:1/none")
            .await
            .is_err()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_counts_does_not_wait_for_the_disk() {
    const SETTING: &str = "SELECT current_setting('synchronous_commit')";
    let schema = Schema::create().await;
    let opened = SqlStores::postgres_url(&schema.url()).await.unwrap();
    for stores in [opened, SqlStores::postgres(schema.pool().await)] {
        for (plan, expected) in [
            (Plan::new(), "on"),
            (Plan::counting(), "off"),
            (Plan::new(), "on"),
        ] {
            let read = stores.write_returning::<String>(plan.answer(SETTING, []));
            assert_eq!(read.await.unwrap(), [expected]);
        }
    }
}

/// A row that is updated in place (HOT) leaves no index entry behind. That needs room in the row's page,
/// also where pages are full of rows that were never updated.
#[tokio::test(flavor = "multi_thread")]
async fn noting_the_use_of_a_session_changes_no_index() {
    const UPDATES: i64 = 8;
    let schema = Schema::create().await;
    let pool = schema.pool().await;
    let stores = SqlStores::postgres(pool.clone());
    stores.migrate().await.unwrap();
    let session = "INSERT INTO wg_accounts (id, status, epoch, created_at) \
           VALUES ('acc_one', 'active', 0, 0); \
         INSERT INTO wg_accounts_sessions (id, account_id, token, created_at, authenticated_at, \
             last_used_at, idle_until, expires_at, persistent, proofs, address, user_agent) \
           SELECT 'ses_' || n, 'acc_one', CAST('token ' || n AS BYTEA), 0, 0, 0, 1, 9000000, 0, \
             'password@0', '', '' FROM generate_series(100, 999) n";
    pool.execute(session).await.unwrap();
    for used in 1..=UPDATES {
        // Of another page each time.
        let id = SessionId::parse(format!("ses_{}", 100 * used)).unwrap();
        let (at, idle_until) = (
            Timestamp::from_micros(used),
            Timestamp::from_micros(100 + used),
        );
        stores.touch_session(&id, at, idle_until).await.unwrap();
    }
    // The server counts what a connection did once it is closed, or some seconds later.
    pool.close().await;
    let pool = schema.pool().await;
    let counted = "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables \
         WHERE schemaname = current_schema() AND relname = 'wg_accounts_sessions'";
    for _ in 0..300 {
        let (all, in_place): (i64, i64) = sqlx::query_as(counted).fetch_one(&pool).await.unwrap();
        if all == UPDATES {
            assert_eq!(in_place, UPDATES);
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the server counted nothing within 30 seconds");
}
