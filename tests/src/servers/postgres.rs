//! A PostgreSQL server of a test's own, to be frozen, crashed and started again.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::harness::app::listener;
use crate::harness::storage;

/// A server in a folder of its own, gone with this value.
pub struct PostgresServer {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl PostgresServer {
    /// Makes and starts one.
    ///
    /// # Panics
    ///
    /// When PostgreSQL is not installed where Debian puts it, or does not come up.
    pub fn start() -> Self {
        let server = Self {
            programs: programs(),
            folder: storage::folder(),
            port: listener().local_addr().unwrap().port(),
        };
        give(&server.folder);
        let mut init = server.program("initdb");
        let options = "--encoding=UTF8 --locale=C.UTF-8 -A trust -U postgres";
        init.args(options.split(' '));
        run(init.arg("-D").arg(server.data()));
        server.start_again();
        server
    }

    /// The address of a fresh database in it.
    pub async fn database(&self) -> String {
        self.run("CREATE DATABASE widgets").await;
        self.url("widgets")
    }

    /// The host and port it listens at.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Runs a statement as its master, who always finds a place.
    pub async fn run(&self, sql: &str) {
        let mut connection = PgConnection::connect(&self.url("postgres")).await.unwrap();
        let sql = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()));
        sql.execute(&mut connection).await.unwrap();
    }

    /// Ends every process that serves a host, as an administrator would.
    pub async fn end_backends(&self) {
        self.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = 'widgets' AND pid <> pg_backend_pid()",
        )
        .await;
    }

    /// Freezes all of it: first what makes processes, so that none comes after the others are known.
    pub fn freeze(&self) {
        signal("-STOP", self.processes().iter().take(1));
        signal("-STOP", &self.processes());
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        signal("-CONT", &self.processes());
    }

    /// Ends it as a crash would; nothing is written down in order.
    pub fn crash(&self) {
        self.freeze();
        signal("-KILL", &self.processes());
    }

    /// Stops it and starts it as a standby, which answers reads and refuses every write.
    pub fn only_read(&self) {
        let mut stop = self.program("pg_ctl");
        run(stop.arg("-D").arg(self.data()).args(["-m", "fast", "stop"]));
        let standby = self.data().join("standby.signal");
        std::fs::write(&standby, "").unwrap();
        give(&standby);
        self.start_again();
    }

    /// Makes a standby take writes, as a failover does.
    pub async fn promote(&self) {
        self.run("SELECT pg_promote()").await;
    }

    /// Starts it, once what ran before is gone.
    pub fn start_again(&self) {
        for _ in 0..100 {
            // A crash of the server is no crash of the machine: what it wrote is there unsynced.
            let options = format!(
                "-p {} -k {} -c fsync=off -c max_connections=60 -c shared_buffers=16MB",
                self.port,
                self.folder.display()
            );
            let mut start = self.program("pg_ctl");
            start.arg("-D").arg(self.data());
            start.arg("-l").arg(self.folder.join("log"));
            start.args(["-w", "start", "-o", &options]);
            start.stdout(Stdio::null()).stderr(Stdio::null());
            if start.status().unwrap().success() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("PostgreSQL did not start: see {}", self.folder.display());
    }

    /// The first process and those it made.
    fn processes(&self) -> Vec<String> {
        let file = self.data().join("postmaster.pid");
        let Ok(text) = std::fs::read_to_string(file) else {
            return Vec::new();
        };
        let first = text.lines().next().unwrap_or_default().trim().to_owned();
        let children = format!("/proc/{first}/task/{first}/children");
        let children = std::fs::read_to_string(children).unwrap_or_default();
        let children = children.split_whitespace().map(str::to_owned);
        std::iter::once(first.clone()).chain(children).collect()
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A program of the server's, as a user it agrees to run as.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        if !is_root() {
            return Command::new(program);
        }
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        self.thaw();
        let mut stop = self.program("pg_ctl");
        stop.arg("-D").arg(self.data());
        stop.args(["-m", "immediate", "stop"]);
        let _ = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The newest PostgreSQL of this machine.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let folders = versions.map(|own| own.unwrap().path().join("bin"));
    let found = folders.filter(|own| own.join("initdb").exists()).max();
    found.expect("no PostgreSQL server found (Debian package postgresql)")
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(Path::new("/proc/self")).unwrap().uid() == 0
}

/// Gives a file to the user that the server runs as.
pub(super) fn give(path: &Path) {
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(path));
    }
}

/// Runs a program as the user who owns this, since servers refuse to run as root.
pub(super) fn as_owner_of(command: &mut Command, path: &Path) {
    use std::os::unix::fs::MetadataExt as _;
    use std::os::unix::process::CommandExt as _;
    if is_root() {
        command.uid(std::fs::metadata(path).unwrap().uid());
    }
}

fn run(command: &mut Command) {
    let done = command.stdout(Stdio::null()).status().unwrap();
    assert!(done.success(), "{command:?}");
}

fn signal<'a>(signal: &str, processes: impl IntoIterator<Item = &'a String>) {
    let mut kill = Command::new("kill");
    let kill = kill.arg(signal).args(processes).stderr(Stdio::null());
    let _ = kill.status();
}
