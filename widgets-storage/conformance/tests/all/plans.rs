//! No statement reads a whole table.

use sqlx::{AssertSqlSafe, Row as _};
use widgets_storage::{STATEMENTS, SqlStores};

use crate::folder::Folder;

#[tokio::test]
async fn every_statement_finds_its_rows_by_an_index() {
    let folder = Folder::new();
    drop(SqlStores::sqlite_file(folder.file()).await.unwrap());
    let address = format!("sqlite://{}", folder.file().display());
    let pool = sqlx::SqlitePool::connect(&address).await.unwrap();
    let mut searches = 0;
    for statement in STATEMENTS {
        let explained = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
        let plan = sqlx::raw_sql(explained).fetch_all(&pool).await.unwrap();
        for step in plan {
            let step: String = step.get("detail");
            assert!(!step.starts_with("SCAN "), "{step} in {statement}");
            assert!(!step.contains("AUTOMATIC"), "{step} in {statement}");
            assert!(!step.contains("TEMP B-TREE"), "{step} in {statement}");
            searches += usize::from(step.starts_with("SEARCH "));
        }
    }
    assert!(searches >= STATEMENTS.len(), "only {searches} searches");
}

#[test]
fn every_statement_keeps_to_both_dialects() {
    for statement in STATEMENTS {
        for word in [
            "LIKE",
            "OFFSET",
            "SKIP LOCKED",
            "greatest(",
            "max(",
            "min(",
            "sum(",
            "?",
        ] {
            assert!(!statement.contains(word), "{word} in {statement}");
        }
    }
}
