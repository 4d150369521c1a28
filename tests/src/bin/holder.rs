//! A process that holds the write lock of a SQLite file while it is told to.
//!
//! `holder <file>` reads `hold` and `release`, each a line, and answers `held` and `released`.

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Executor as _};

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file] = &arguments[..] else {
        panic!("one argument: {arguments:?}")
    };
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
    for line in std::io::stdin().lines() {
        let (sql, answer) = match line.unwrap().as_str() {
            "hold" => ("BEGIN IMMEDIATE", "held"),
            "release" => ("ROLLBACK", "released"),
            other => panic!("nothing called {other}"),
        };
        connection.execute(sql).await.unwrap();
        println!("{answer}");
    }
}
