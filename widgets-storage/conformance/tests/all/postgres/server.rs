//! A schema of its own for each test, dropped afterwards.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};

const VARIABLE: &str = "WIDGETS_TEST_POSTGRES";

pub(crate) struct Schema {
    options: PgConnectOptions,
    name: String,
}

impl Schema {
    pub(crate) async fn create() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let url = std::env::var(VARIABLE).unwrap_or_else(|_| {
            panic!(
                "set {VARIABLE} to the URL of a PostgreSQL database in which the tests may \
                 create schemas, such as postgres://postgres@127.0.0.1:5432/postgres"
            )
        });
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let started = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap()
            .as_nanos();
        let schema = Self {
            options: url.parse().unwrap(),
            name: format!("wg_test_{started}_{number}"),
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
        let mut connection = self.options.connect().await.unwrap();
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }
}

async fn connect(options: PgConnectOptions) -> PgPool {
    let pool = PgPoolOptions::new().max_connections(10);
    pool.connect_with(options).await.unwrap()
}

impl Drop for Schema {
    fn drop(&mut self) {
        let (options, name) = (self.options.clone(), self.name.clone());
        // A test's runtime cannot be waited on from within, so this takes a thread of its own.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async {
                let mut connection = options.connect().await.unwrap();
                let sql = AssertSqlSafe(format!("DROP SCHEMA {name} CASCADE"));
                let _ = connection.execute(sql).await;
            });
        });
        let _ = dropping.join();
    }
}
