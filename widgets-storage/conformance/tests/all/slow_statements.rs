//! The kit asks for the query plan of every statement (see `explained`); these tests show that it finds bad ones.

use widgets_storage::{Driver as _, SqlStores, SqliteDriver};

use crate::explained::explained;
use crate::folder::Folder;

#[tokio::test]
#[should_panic = "SCAN wg_outbox"]
async fn a_statement_that_reads_a_whole_table_is_seen() {
    ask("SELECT id FROM wg_outbox WHERE error = 'none'").await;
}

#[tokio::test]
#[should_panic = "TEMP B-TREE"]
async fn a_statement_that_sorts_what_no_index_sorts_is_seen() {
    ask("SELECT id FROM wg_accounts_sessions WHERE account_id = 'a' ORDER BY address").await;
}

#[tokio::test]
#[should_panic = "LIKE"]
async fn a_statement_of_one_dialect_is_seen() {
    ask("SELECT id FROM wg_accounts WHERE id LIKE 'a'").await;
}

async fn ask(sql: &'static str) {
    let folder = Folder::new();
    drop(SqlStores::sqlite_file(folder.file()).await.unwrap());
    let driver = SqliteDriver::open(&folder.file()).await.unwrap();
    let _ = explained(driver).query(sql, &[]).await;
}
