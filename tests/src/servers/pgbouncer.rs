//! PgBouncer, which lends connections of a PostgreSQL server to many clients.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use tokio::net::TcpStream;

use crate::harness::app::listener;
use crate::harness::storage;
use crate::servers::postgres;

/// How long a client keeps a connection of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pooling {
    /// Until it leaves.
    Session,
    /// For one transaction.
    Transaction,
}

/// A pooler that is running, gone with this value.
pub struct PgBouncer {
    /// The URL by which a client reaches the database.
    pub url: String,
    folder: PathBuf,
    process: Child,
}

impl PgBouncer {
    /// Starts one before the database of that URL, with few connections to the server, so that clients
    /// have to share them.
    ///
    /// # Panics
    ///
    /// When the Debian package `pgbouncer`, or what brings the same, is missing, or does not come up.
    pub async fn before(database: &str, pooling: Pooling) -> Self {
        let (server, name) = database.rsplit_once('/').unwrap();
        let (_, address) = server.rsplit_once('@').unwrap();
        let (host, server_port) = address.rsplit_once(':').unwrap();
        let port = listener().local_addr().unwrap().port();
        let (mode, connections) = match pooling {
            Pooling::Session => ("session", 20),
            Pooling::Transaction => ("transaction", 4),
        };
        let settings = format!(
            "[databases]\n* = host={host} port={server_port} user=postgres\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             auth_type = any\npool_mode = {mode}\ndefault_pool_size = {connections}\n\
             ignore_startup_parameters = extra_float_digits\n"
        );
        let folder = storage::folder();
        let file = folder.join("pgbouncer.ini");
        std::fs::write(&file, settings).unwrap();
        postgres::give(&folder);
        postgres::give(&file);
        let mut command = Command::new("pgbouncer");
        postgres::as_owner_of(&mut command, &folder);
        command.arg("-q").arg(&file).stderr(Stdio::null());
        let process = command.spawn();
        let process = process.expect("pgbouncer does not start (Debian package pgbouncer)");
        let pooler = Self {
            url: format!("postgres://postgres@127.0.0.1:{port}/{name}"),
            folder,
            process,
        };
        for _ in 0..500 {
            if TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return pooler;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("pgbouncer does not listen on port {port}");
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
