//! Many rows, made inside the database: copies of rows that the stores wrote themselves, with all their
//! columns as they are but for those that tell them apart. So they are what a real one is, whatever the
//! tables become.

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};
use widgets_tests::harness::storage;

/// Rows of one statement.
const AT_ONCE: u64 = 500_000;

/// A connection that fills tables.
pub(super) enum Filling {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// A column, and the expression that stands for it in the copy with the number `n.i` of the row `own`.
/// `{token}` are 32 random bytes; `{digits}` are sixteen of the number.
pub(super) type Other<'a> = (&'a str, &'a str);

impl Filling {
    /// It does not wait for the disk, nor look up keys of other tables.
    pub(super) async fn of(location: &str) -> Self {
        if location.starts_with("postgres") {
            let mut own = PgConnection::connect(location).await.unwrap();
            let settings = "SET session_replication_role = replica; SET synchronous_commit = off";
            own.execute(settings).await.unwrap();
            return Self::Postgres(own);
        }
        let mut own = SqliteConnection::connect(location).await.unwrap();
        let settings = "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; \
             PRAGMA cache_size = -2000000; PRAGMA temp_store = MEMORY";
        own.execute(settings).await.unwrap();
        Self::Sqlite(own)
    }

    pub(super) async fn run(&mut self, sql: String) {
        let sql = sqlx::raw_sql(AssertSqlSafe(sql));
        match self {
            Self::Sqlite(own) => drop(own.execute(sql).await.unwrap()),
            Self::Postgres(own) => drop(own.execute(sql).await.unwrap()),
        }
    }

    /// Copies the row of a table for which a condition holds.
    pub(super) async fn copy(
        &mut self,
        location: &str,
        (table, row): (&str, &str),
        count: u64,
        others: &[Other<'_>],
    ) {
        let token = match self {
            Self::Sqlite(_) => "randomblob(32)",
            Self::Postgres(_) => "sha256(CAST(CAST(n.i AS TEXT) AS BYTEA))",
        };
        let columns = columns(location, table).await;
        let copied = columns.iter().map(|column| {
            let other = others.iter().find(|(own, _)| own == column);
            other.map_or(format!("own.{column}"), |(_, text)| {
                text.replace("{token}", token).replace("{digits}", DIGITS)
            })
        });
        let copied = copied.collect::<Vec<_>>().join(", ");
        let columns = columns.join(", ");
        self.run(format!(
            "CREATE TEMPORARY TABLE one AS SELECT * FROM {table} WHERE {row}"
        ))
        .await;
        for first in (1..=count).step_by(AT_ONCE as usize) {
            let last = count.min(first + AT_ONCE - 1);
            let numbers = format!(
                "WITH RECURSIVE n (i) AS (SELECT CAST({first} AS BIGINT) \
                 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
            );
            let copy =
                format!("INSERT INTO {table} ({columns}) SELECT {copied} FROM one AS own, n");
            self.run(format!("{numbers} {copy}")).await;
        }
        self.run("DROP TABLE one".to_owned()).await;
    }

    /// Makes the database know what it has, as it does in time.
    pub(super) async fn settle(&mut self) {
        if let Self::Postgres(_) = self {
            self.run("VACUUM (ANALYZE)".to_owned()).await;
        }
    }
}

const DIGITS: &str = "substr(CAST(10000000000000000 + n.i AS TEXT), 2)";

async fn columns(location: &str, table: &str) -> Vec<String> {
    let sql = match location.starts_with("postgres") {
        true => format!(
            "SELECT CAST(column_name AS TEXT) FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = '{table}'"
        ),
        false => format!("SELECT name FROM pragma_table_info('{table}')"),
    };
    let found = storage::query::<(String,)>(location, sql.leak()).await;
    found.into_iter().map(|(name,)| name).collect()
}

/// The one number that a query answers.
pub(super) async fn number(location: &str, sql: &str) -> i64 {
    let sql = sql.to_owned().leak();
    storage::query::<(i64,)>(location, sql).await[0].0
}
