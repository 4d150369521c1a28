//! Databases with the newest tables and nothing in them. They are kept for the next test and the
//! next run, since making one takes longer than most tests.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _, Row as _};
use widgets_storage::{Dialect, SqlStores, migrations};

use super::server::{connect, server};

/// Marks the advisory locks of these databases; the second half of each is its number.
const LOCKS: i32 = 860_420;

/// Deletes all rows but those of the migrations. It is faster than TRUNCATE, which makes new files.
const DELETE_ALL: &str = "DO $$ DECLARE name TEXT; BEGIN \
     FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() \
       AND tablename LIKE 'wg\\_%' AND tablename <> 'wg_migrations' \
     LOOP EXECUTE 'DELETE FROM ' || name; END LOOP; END $$";

/// A database that no other test has, in this process or another one.
pub(crate) struct Database {
    options: PgConnectOptions,
    /// Holds the lock of the database until the test is over.
    _lock: PgConnection,
}

impl Database {
    pub(crate) async fn empty() -> Self {
        let server = server();
        let mut lock = server.connect().await.unwrap();
        let mut number = 0;
        while !is_free(&mut lock, number).await {
            number += 1;
        }
        let name = format!("wg_test_{:016x}_{number}", version());
        let options = server.database(&name);
        if exists(&mut lock, &name).await {
            empty(&options).await;
        } else {
            make(&mut lock, &name, &options).await;
        }
        Self {
            options,
            _lock: lock,
        }
    }

    pub(crate) async fn pool(&self) -> PgPool {
        connect(self.options.clone()).await
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        self.options.to_url_lossy().to_string()
    }
}

async fn is_free(connection: &mut PgConnection, number: i32) -> bool {
    let lock = sqlx::query("SELECT pg_try_advisory_lock($1, $2)");
    let locked = lock.bind(LOCKS).bind(number).fetch_one(connection).await;
    locked.unwrap().get(0)
}

async fn exists(connection: &mut PgConnection, name: &str) -> bool {
    let find = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(name);
    find.fetch_optional(connection).await.unwrap().is_some()
}

/// A database gets its name once it is whole, so one that was interrupted is made again.
async fn make(connection: &mut PgConnection, name: &str, options: &PgConnectOptions) {
    let unfinished = format!("{name}_unfinished");
    for sql in [
        format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)"),
        format!("CREATE DATABASE {unfinished}"),
    ] {
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }
    let pool = connect(options.clone().database(&unfinished)).await;
    SqlStores::postgres(pool.clone()).migrate().await.unwrap();
    // A database that somebody is connected to cannot be renamed.
    pool.close().await;
    let sql = format!("ALTER DATABASE {unfinished} RENAME TO {name}");
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
}

/// Takes away what the test before has left: its connections, and its rows.
async fn empty(options: &PgConnectOptions) {
    let mut connection = options.connect().await.unwrap();
    let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()";
    connection.execute(others).await.unwrap();
    connection.execute(DELETE_ALL).await.unwrap();
}

/// Says which migrations a database has.
fn version() -> u64 {
    let mut hasher = DefaultHasher::new();
    for migration in migrations(Dialect::Postgres) {
        migration.script().hash(&mut hasher);
    }
    hasher.finish()
}
