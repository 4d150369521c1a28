//! PostgreSQL databases of scenarios. Each is a copy of one template that has all migrations, since
//! copying costs a fraction of migrating, and goes when its scenario is over.

use crate::prelude::*;
use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{AssertSqlSafe, Connection as _};
use tokio::runtime;
use tokio::sync::OnceCell;

/// The environment variable that names a PostgreSQL server on which tests may create databases.
pub const POSTGRES: &str = "WIDGETS_TEST_POSTGRES";

/// A database on the server of this run, dropped with this value.
#[derive(Debug)]
pub struct Database {
    /// Its URL.
    pub url: String,
    name: String,
}

impl Database {
    /// One without tables.
    ///
    /// # Panics
    ///
    /// When no server is given, naming the variable, and when it cannot be reached.
    pub async fn empty() -> Self {
        Self::create(next_name(), "").await
    }

    /// One with all tables and no rows.
    ///
    /// # Panics
    ///
    /// As [`Database::empty`].
    pub async fn migrated() -> Self {
        let template = template().await;
        Self::create(next_name(), &format!(" TEMPLATE {template}")).await
    }

    async fn create(name: String, options: &str) -> Self {
        let server = server();
        execute(&server, format!("CREATE DATABASE {name}{options}")).await;
        let (head, _) = server.rsplit_once('/').unwrap();
        let url = format!("{head}/{name}");
        Self { url, name }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        // Dropping is not async, and this may be in the middle of a runtime.
        let dropping = std::thread::spawn(move || {
            let runtime = runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(execute(&server(), sql));
        });
        let _ = dropping.join();
    }
}

/// The name of the template, made once in each run of tests.
async fn template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let name = TEMPLATE.get_or_init(|| async {
        let name = format!("widgets_{}_template", std::process::id());
        let database = Database::create(name.clone(), "").await;
        let pool = PgPool::connect(&database.url).await.unwrap();
        SqlStores::postgres(pool.clone()).migrate().await.unwrap();
        // PostgreSQL copies a database only while nobody is connected to it.
        pool.close().await;
        // It is needed until the process ends.
        std::mem::forget(database);
        name
    });
    name.await
}

fn next_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    format!("widgets_{}_{number}", std::process::id())
}

fn server() -> String {
    std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!("{POSTGRES} must be the URL of a PostgreSQL server; tests/run starts one")
    })
}

async fn execute(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut connection);
    done.await.unwrap();
}
