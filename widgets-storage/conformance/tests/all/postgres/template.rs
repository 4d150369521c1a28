//! The database that those of the tests are copies of.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _, Row as _};
use tokio::sync::OnceCell;
use widgets_storage::{Dialect, SqlStores, migrations};

use super::server::connect;

/// The name of the template on that server. It is made once and serves later runs too: its name
/// says which migrations it has.
pub(super) async fn template(server: &PgConnectOptions) -> &'static str {
    static MADE: OnceCell<String> = OnceCell::const_new();
    MADE.get_or_init(|| make(server)).await
}

async fn make(server: &PgConnectOptions) -> String {
    let name = name();
    let mut connection = server.connect().await.unwrap();
    // Held until the connection ends, so that one process makes it and the others wait.
    let lock = "SELECT pg_advisory_lock(8604203153217132)";
    connection.execute(lock).await.unwrap();
    let find = sqlx::query("SELECT count(*) FROM pg_database WHERE datname = $1").bind(&name);
    let found: i64 = find.fetch_one(&mut connection).await.unwrap().get(0);
    if found == 0 {
        let unfinished = format!("{name}_unfinished");
        for sql in [
            format!("DROP DATABASE IF EXISTS {unfinished}"),
            format!("CREATE DATABASE {unfinished}"),
        ] {
            connection.execute(AssertSqlSafe(sql)).await.unwrap();
        }
        let pool = connect(server.clone().database(&unfinished)).await;
        let stores = SqlStores::postgres(pool.clone());
        stores.migrate().await.unwrap();
        // A database that somebody is connected to can be neither renamed nor copied.
        pool.close().await;
        let sql = format!("ALTER DATABASE {unfinished} RENAME TO {name}");
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }
    name
}

fn name() -> String {
    let mut hasher = DefaultHasher::new();
    for migration in migrations(Dialect::Postgres) {
        migration.script().hash(&mut hasher);
    }
    format!("wg_template_{:016x}", hasher.finish())
}
