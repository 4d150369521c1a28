//! A schema of its own for each test, dropped afterwards.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};

const VARIABLE: &str = "WIDGETS_TEST_POSTGRES";

/// An empty schema in the database of the URL: for what migrates by itself, or is about roles and
/// search paths.
pub(crate) struct Schema {
    options: PgConnectOptions,
    name: String,
}

impl Schema {
    pub(crate) async fn create() -> Self {
        let schema = Self {
            options: server(),
            name: new_name(),
        };
        schema.run(format!("CREATE SCHEMA {}", schema.name)).await;
        schema
    }

    /// A pool whose connections see this schema alone.
    pub(crate) async fn pool(&self) -> PgPool {
        connect(self.options.clone().options([("search_path", &self.name)])).await
    }

    /// The same, but with the rights of that role.
    pub(crate) async fn pool_as(&self, role: &str) -> PgPool {
        let settings = [("search_path", self.name.as_str()), ("role", role)];
        connect(self.options.clone().options(settings)).await
    }

    /// The address of this schema.
    pub(crate) fn url(&self) -> String {
        let mut url = self.options.to_url_lossy();
        let search_path = format!("-c search_path={}", self.name);
        url.query_pairs_mut().append_pair("options", &search_path);
        url.to_string()
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Runs a statement as the user of the URL.
    pub(crate) async fn run(&self, sql: String) {
        run(&self.options, sql).await;
    }
}

pub(super) fn server() -> PgConnectOptions {
    let url = std::env::var(VARIABLE).unwrap_or_else(|_| {
        panic!(
            "set {VARIABLE} to the URL of a PostgreSQL database as a user who may create schemas \
             and databases, such as postgres://postgres@127.0.0.1:5432/postgres"
        )
    });
    url.parse().unwrap()
}

fn new_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    format!("wg_test_{}_{number}", started.as_nanos())
}

async fn run(options: &PgConnectOptions, sql: String) {
    let mut connection = options.connect().await.unwrap();
    connection.execute(AssertSqlSafe(sql)).await.unwrap();
}

/// Runs a statement while a test ends. Its runtime cannot be waited on from within, so this takes a
/// thread of its own.
fn run_apart(options: PgConnectOptions, sql: String) {
    let running = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(async {
            let mut connection = options.connect().await.unwrap();
            let _ = connection.execute(AssertSqlSafe(sql)).await;
        });
    });
    let _ = running.join();
}

pub(super) async fn connect(options: PgConnectOptions) -> PgPool {
    let pool = PgPoolOptions::new().max_connections(10);
    pool.connect_with(options).await.unwrap()
}

impl Drop for Schema {
    fn drop(&mut self) {
        let sql = format!("DROP SCHEMA {} CASCADE", self.name);
        run_apart(self.options.clone(), sql);
    }
}
