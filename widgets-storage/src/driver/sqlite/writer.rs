//! Writing: one thread with the one connection that writes.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::{Arc, mpsc as orders};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use tokio::sync::{mpsc, oneshot};

use super::super::port::{Connection, DriverError, Rows};
use super::super::transaction::{Durability, Transaction, Undone};
use super::super::value::{Arg, OwnedArg};
use super::caller::{Caller, Watch};
use super::connection::{meaning, open_writer, run, stop_never, stop_when};

/// How long a write waits for the lock of another process.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// How long it waits before it looks again whether anybody waits for it.
const BUSY: Duration = Duration::from_millis(50);

/// How many writes are in the queue; further ones wait before it.
const QUEUE: usize = 64;

/// How long a lent connection may go without a statement: longer than any deadline.
const IDLE_LOAN: Duration = Duration::from_secs(30);

/// A write that must survive a power failure waits for the disk.
const DURABLE: &str = "PRAGMA synchronous = FULL";

/// Others do not (in WAL mode). The next one that waits brings them to the disk before it.
const RELAXED: &str = "PRAGMA synchronous = NORMAL";

/// What the thread does with its connection.
type Job = Box<dyn FnOnce(&mut rusqlite::Connection) + Send>;

/// The thread that writes does not answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection that writes to the SQLite file failed and could not be opened again")]
struct Stopped;

fn stopped<E>(_: E) -> DriverError {
    DriverError::Unavailable(Stopped.into())
}

/// The queue of the thread, which ends when the last clone is dropped.
#[derive(Clone)]
pub(super) struct Writer(mpsc::Sender<Job>);

impl Writer {
    /// Opens the file on a new thread.
    pub(super) async fn start(path: PathBuf) -> Result<Self, DriverError> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (opened, opening) = oneshot::channel();
        let thread = thread::Builder::new().name("widgets-sqlite".to_owned());
        let started = thread.spawn(move || match open_writer(&path, BUSY) {
            Ok(connection) => {
                let _ = opened.send(Ok(()));
                serve(&path, connection, queue);
            }
            Err(error) => {
                let _ = opened.send(Err(meaning(error)));
            }
        });
        started.map_err(|error| DriverError::Unavailable(error.into()))?;
        opening.await.map_err(stopped)??;
        Ok(Self(jobs))
    }

    /// Runs a whole transaction on the thread.
    pub(super) async fn transaction(&self, transaction: Arc<Transaction>) -> Result<Rows, Undone> {
        let caller = Caller::new();
        let watch = caller.watch();
        let (reply, answer) = oneshot::channel();
        self.enqueue(move |connection| {
            if transaction.durability() == Durability::Relaxed {
                let _ = connection.execute_batch(RELAXED);
            }
            let direct = Direct::new(connection, watch);
            let _ = reply.send(at_once(transaction.run(Box::new(direct))));
        })
        .await?;
        answer.await.map_err(stopped)?
    }

    /// Lends the connection for single statements; no other write runs meanwhile. A loan ends if it
    /// is not used for [`IDLE_LOAN`], so that one held by mistake stops writes for no longer.
    pub(super) async fn lend(&self) -> Result<Loan, DriverError> {
        let (orders, ordered) = orders::channel::<Order>();
        let (lent, lending) = oneshot::channel();
        self.enqueue(move |connection| {
            if lent.send(()).is_ok() {
                while let Ok(order) = ordered.recv_timeout(IDLE_LOAN) {
                    order.carry_out(connection);
                }
            }
        })
        .await?;
        lending.await.map_err(stopped)?;
        Ok(Loan(orders))
    }

    async fn enqueue(
        &self,
        job: impl FnOnce(&mut rusqlite::Connection) + Send + 'static,
    ) -> Result<(), DriverError> {
        self.0.send(Box::new(job)).await.map_err(stopped)
    }
}

/// Does one job after the other. A panic or a transaction that stays open costs the connection, and
/// the next job gets a new one; a job without one is dropped, which its caller sees.
fn serve(path: &Path, first: rusqlite::Connection, mut queue: mpsc::Receiver<Job>) {
    let mut idle = Some(first);
    while let Some(job) = queue.blocking_recv() {
        let open = || open_writer(path, BUSY).ok();
        let Some(mut connection) = idle.take().or_else(open) else {
            continue;
        };
        let done = catch_unwind(AssertUnwindSafe(|| job(&mut connection)));
        idle = (done.is_ok() && has_settled(&connection)).then_some(connection);
    }
}

/// Rolls back what was given up in the middle, and says whether no transaction is open and the next
/// one will be durable.
fn has_settled(connection: &rusqlite::Connection) -> bool {
    if !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK");
    }
    connection.is_autocommit() && connection.execute_batch(DURABLE).is_ok()
}

/// The connection on its own thread, for one caller. Nothing is awaited.
struct Direct<'c> {
    connection: &'c mut rusqlite::Connection,
    watch: Watch,
}

impl<'c> Direct<'c> {
    fn new(connection: &'c mut rusqlite::Connection, watch: Watch) -> Self {
        let own = watch.clone();
        stop_when(connection, move || own.caller_is_gone());
        Self { connection, watch }
    }

    /// Runs a statement unless nobody waits for it. A statement outside of a transaction waits for
    /// the lock of another process.
    fn run(&self, sql: &str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        let began = Instant::now();
        loop {
            if self.watch.caller_is_gone() {
                return Err(DriverError::Unavailable("nobody waits for it".into()));
            }
            let answer = run(self.connection, sql, args, usize::MAX).map_err(meaning);
            let waits = self.connection.is_autocommit() && began.elapsed() < BUSY_TIMEOUT;
            if !(waits && matches!(answer, Err(DriverError::Contended))) {
                return answer;
            }
        }
    }
}

impl Drop for Direct<'_> {
    fn drop(&mut self) {
        stop_never(self.connection);
    }
}

#[async_trait]
impl Connection for Direct<'_> {
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        Direct::run(self, sql, args)
    }

    fn give_back(self: Box<Self>) {}
}

/// The result of a future that awaits nothing.
fn at_once(transaction: impl Future<Output = Result<Rows, Undone>>) -> Result<Rows, Undone> {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(transaction).poll(&mut context) {
        Poll::Ready(answer) => answer,
        Poll::Pending => Err(stopped(()).into()),
    }
}

/// The connection as it is lent. When it is dropped, the thread rolls back what is open.
pub(super) struct Loan(orders::Sender<Order>);

/// A statement for the thread.
struct Order {
    sql: &'static str,
    args: Vec<OwnedArg>,
    watch: Watch,
    reply: oneshot::Sender<Result<Rows, DriverError>>,
}

impl Order {
    fn carry_out(self, connection: &mut rusqlite::Connection) {
        let args: Vec<Arg<'_>> = self.args.iter().map(Arg::from).collect();
        let answer = Direct::new(connection, self.watch).run(self.sql, &args);
        let _ = self.reply.send(answer);
    }
}

#[async_trait]
impl Connection for Loan {
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        let caller = Caller::new();
        let (reply, answer) = oneshot::channel();
        let order = Order {
            sql,
            args: args.iter().map(OwnedArg::from).collect(),
            watch: caller.watch(),
            reply,
        };
        self.0.send(order).map_err(stopped)?;
        answer.await.map_err(stopped)?
    }

    fn give_back(self: Box<Self>) {}
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    /// A folder for one file, removed afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let name = format!("widgets-writer-{}-{name}", std::process::id());
            let path = std::env::temp_dir().join(name);
            std::fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        async fn writer(&self) -> Writer {
            Writer::start(self.0.join("own.db")).await.unwrap()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    async fn writes(writer: &Writer) -> bool {
        let Ok(mut loan) = writer.lend().await else {
            return false;
        };
        let table = "CREATE TABLE IF NOT EXISTS tea (id BIGINT NOT NULL)";
        loan.run(table, &[]).await.is_ok()
    }

    #[tokio::test]
    async fn a_panic_costs_a_connection_and_not_the_thread() {
        let folder = Folder::new("panic");
        let writer = folder.writer().await;
        for _ in 0..3 {
            writer
                .enqueue(|_| panic!("as it was told to"))
                .await
                .unwrap();
            assert!(writes(&writer).await);
        }
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_opened_again_is_an_outage_and_heals() {
        let folder = Folder::new("gone");
        let writer = folder.writer().await;
        std::fs::remove_dir_all(&folder.0).unwrap();
        writer
            .enqueue(|_| panic!("as it was told to"))
            .await
            .unwrap();
        assert!(!writes(&writer).await);
        assert!(!writes(&writer).await);
        std::fs::create_dir_all(&folder.0).unwrap();
        assert!(writes(&writer).await);
    }

    #[tokio::test]
    async fn the_thread_ends_with_its_queue() {
        thread_local! {
            static KEPT: RefCell<Option<oneshot::Sender<()>>> = const { RefCell::new(None) };
        }
        let folder = Folder::new("end");
        let writer = folder.writer().await;
        let (kept, ended) = oneshot::channel();
        let keep = |_: &mut _| KEPT.with(|own| *own.borrow_mut() = Some(kept));
        writer.enqueue(keep).await.unwrap();
        assert!(writes(&writer.clone()).await);
        drop(writer);
        // Dropped with the thread it is kept by.
        assert!(ended.await.is_err());
    }
}
