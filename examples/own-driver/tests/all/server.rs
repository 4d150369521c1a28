//! A schema of its own for each test, dropped afterwards.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use deadpool_postgres::Pool;
use tokio_postgres::{Client, Config, NoTls};

const VARIABLE: &str = "WIDGETS_TEST_POSTGRES";

pub(crate) struct Schema {
    config: Config,
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
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let name = format!("own_driver_{}_{number}", started.as_nanos());
        let mut config: Config = url.parse().unwrap();
        config
            .options(format!("-c search_path={name}"))
            .application_name(&name);
        let schema = Self { config, name };
        let create = format!("CREATE SCHEMA {}", schema.name);
        schema.client().await.batch_execute(&create).await.unwrap();
        schema
    }

    /// A pool whose connections see this schema alone.
    pub(crate) fn pool(&self) -> Pool {
        own_driver::pool(self.config.clone()).unwrap()
    }

    /// A connection of no pool, under another name than those.
    pub(crate) async fn client(&self) -> Client {
        let mut config = self.config.clone();
        connect(config.application_name("onlooker")).await
    }

    /// How many connections of this schema's pools are in that state.
    pub(crate) async fn count(&self, onlooker: &Client, state: &str) -> i64 {
        let count = format!(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = '{}' AND {state}",
            self.name
        );
        onlooker.query_one(&count, &[]).await.unwrap().get(0)
    }

    /// Ends every connection of this schema's pools at the server.
    pub(crate) async fn kill_connections(&self, onlooker: &Client) {
        let kill = format!(
            "SELECT CASE WHEN application_name = '{}' THEN pg_terminate_backend(pid) END \
             FROM pg_stat_activity",
            self.name
        );
        onlooker.batch_execute(&kill).await.unwrap();
    }

    /// Waits until no connection of this schema's pools is in that state.
    pub(crate) async fn until_none(&self, onlooker: &Client, state: &str) {
        for _ in 0..3_000 {
            if self.count(onlooker, state).await == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("a connection stays: {state}");
    }
}

async fn connect(config: &Config) -> Client {
    let (client, connection) = config.connect(NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

impl Drop for Schema {
    fn drop(&mut self) {
        let (config, name) = (self.config.clone(), self.name.clone());
        // A test's runtime cannot be waited on from within, so this takes a thread of its own.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.unwrap().block_on(async {
                let sql = format!("DROP SCHEMA {name} CASCADE");
                let _ = connect(&config).await.batch_execute(&sql).await;
            });
        });
        let _ = dropping.join();
    }
}
