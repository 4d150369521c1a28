//! What sign-ins, uses, events and sweeping cost where there are many rows: statements, transactions and
//! rows looked at are counted, since times depend on what else the machine does.
//!
//! It makes the rows, measures and drops them again, first in a SQLite file, then in a database on the
//! PostgreSQL server that is given.

mod counting;
mod parts;
mod rows;

use std::sync::Arc;
use std::time::{Duration, Instant};

use widgets_core::clock::{Clock as _, Timestamp};
use widgets_storage::{Dialect, PostgresDriver, SqlStores, SqliteDriver};
use widgets_tests::harness::app::DAY;
use widgets_tests::harness::database::POSTGRES;
use widgets_tests::harness::person::Person;
use widgets_tests::harness::storage::{self, FreshStorage};
use widgets_tests::{Framework, Storage, TestHost};

use self::counting::Counting;
use self::rows::{Filling, number};

const ACCOUNTS: u64 = 200_000;
/// Known browsers of one account.
const DEVICES: u64 = 100_000;
/// Sessions, and events of the audit trail, unless it is said otherwise.
const MILLIONS: u64 = 10;
const MILLION: u64 = 1_000_000;
/// Events are as old as this, at most.
const TRAIL: Duration = Duration::from_secs(700 * 24 * 60 * 60);

/// What was measured in November 2026, before, and what is wanted.
const PARTS: [(&str, &str, &str); 8] = [
    (
        "signing in to an account with 100,000 known browsers",
        "reads all of them, 218 ms on SQLite inside the write lock",
        "a cap; no read in a write grows with an account's rows",
    ),
    (
        "noting the use of a session",
        "awaited by the page, waits for the disk, each minute; never in place (HOT) on PostgreSQL",
        "not awaited, not durable, every 5 minutes, in place",
    ),
    (
        "signing in by password from an unknown browser",
        "13 writing statements, 4 transactions, 4 waits for the disk; 26 round trips on PostgreSQL",
        "limits wait for no disk; one transaction for one fact",
    ),
    (
        "an event of the audit trail, with its indices",
        "530 bytes, a third of it two indices that nothing reads",
        "indices where something reads them",
    ),
    (
        "sweeping, rows a second of an instance",
        "167, for six tables together",
        "goes on while batches are full; tells how far behind it is",
    ),
    (
        "a wrong password at an address nobody has, rows left and for how long",
        "a row for 30 days",
        "shorter, or counted by buckets",
    ),
    (
        "ending everybody's sessions",
        "one transaction, at 1 million 17 s on SQLite and 3.8 s on PostgreSQL",
        "one number, checked at admission; rows go in batches",
    ),
    (
        "`build()`, questions about the set-up",
        "each of six five times",
        "once",
    ),
];

/// `millions` of sessions and as many events.
pub(crate) fn measure(millions: Option<u64>) {
    let millions = millions.unwrap_or(MILLIONS);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    println!(
        "{ACCOUNTS} accounts, {DEVICES} known browsers of one of them, {millions} million sessions, \
         {millions} million events.\n"
    );
    let sqlite = runtime.block_on(measured(Storage::Sqlite, millions * MILLION));
    let postgres = match std::env::var_os(POSTGRES) {
        Some(_) => runtime.block_on(measured(Storage::Postgres, millions * MILLION)),
        None => PARTS.map(|_| "no server".to_owned()),
    };
    println!("| what | seen in November 2026 | wanted | now, SQLite | now, PostgreSQL |");
    println!("|---|---|---|---|---|");
    for ((part, sqlite), postgres) in PARTS.iter().zip(sqlite).zip(postgres) {
        let (what, seen, wanted) = part;
        println!("| {what} | {seen} | {wanted} | {sqlite} | {postgres} |");
    }
}

async fn measured(storage: Storage, many: u64) -> [String; 8] {
    let place = Place::filled(storage, many).await;
    let parts = [
        place.signing_in_with_many_browsers().await,
        place.noting_uses().await,
        place.signing_in().await,
        place.event.clone(),
        place.sweeping().await,
        place.guessing().await,
        place.ending_all().await,
        place.building().await,
    ];
    eprintln!("{storage:?}: measured");
    parts
}

/// A database with many rows, and what is measured in it.
struct Place {
    dialect: Dialect,
    location: String,
    host: TestHost,
    /// Knows many browsers.
    maren: Person,
    /// Knows one.
    jo: Person,
    /// What an event takes.
    event: String,
}

impl Place {
    async fn filled(storage: Storage, many: u64) -> Self {
        let host = TestHost::of(Framework::Axum, storage).start().await;
        let (maren, jo) = (host.person("Maren").await, host.person("Jo").await);
        host.signed_in(&maren).await;
        host.signed_in(&jo).await;
        let mut place = Self {
            dialect: match storage {
                Storage::Postgres => Dialect::Postgres,
                _ => Dialect::Sqlite,
            },
            location: host.storage.location.clone(),
            host,
            maren,
            jo,
            event: String::new(),
        };
        place.fill(many).await;
        place
    }

    async fn fill(&mut self, many: u64) {
        let began = Instant::now();
        let (own, location) = (&self.maren.account, &self.location);
        let mut filling = Filling::of(location).await;
        let id = "substr(own.id, 1, 14) || {digits}";
        let account = "substr(own.account_id, 1, 14) || {digits}";
        let of_own = format!("account_id = '{own}'");
        let is_own = format!("id = '{own}'");
        filling
            .copy(location, ("wg_accounts", &is_own), ACCOUNTS, &[("id", id)])
            .await;
        let email = "CAST(n.i AS TEXT) || '@many.example'";
        let address = [
            ("email_key", email),
            ("email", email),
            ("account_id", account),
        ];
        filling
            .copy(
                location,
                ("wg_accounts_addresses", &of_own),
                ACCOUNTS,
                &address,
            )
            .await;
        let device = [
            ("id", id),
            ("token", "{token}"),
            ("expires_at", "own.expires_at - n.i"),
        ];
        filling
            .copy(location, ("wg_accounts_devices", &of_own), DEVICES, &device)
            .await;
        let one_of_all = account.replace("n.i", "(1 + n.i % 200000)").replace(
            "{digits}",
            "substr(CAST(10000000000000001 + n.i % 200000 AS TEXT), 2)",
        );
        let session = [
            ("id", id),
            ("token", "{token}"),
            ("account_id", &*one_of_all),
        ];
        filling
            .copy(location, ("wg_accounts_sessions", &of_own), many, &session)
            .await;
        eprintln!("{:?}: sessions after {:?}", self.dialect, began.elapsed());
        let before = self.bytes("wg_audit_events").await;
        let at = format!(
            "own.at - {} * ({many} - n.i)",
            TRAIL.as_micros() / u128::from(many)
        );
        let opened = format!("{of_own} AND action = 'session.opened'");
        let event = [("id", id), ("at", &*at), ("account_id", &*one_of_all)];
        filling
            .copy(location, ("wg_audit_events", &opened), many, &event)
            .await;
        let after = self.bytes("wg_audit_events").await;
        self.event = format!("{} bytes", (after - before) / i64::try_from(many).unwrap());
        filling.settle().await;
        eprintln!("{:?}: filled after {:?}", self.dialect, began.elapsed());
    }

    /// The bytes of a table with its indices, or of a whole file.
    async fn bytes(&self, table: &str) -> i64 {
        let sql = match self.dialect {
            Dialect::Postgres => format!("SELECT pg_total_relation_size('{table}')"),
            Dialect::Sqlite => "SELECT page_count * page_size \
                 FROM pragma_page_count, pragma_page_size"
                .to_owned(),
        };
        number(&self.location, &sql).await
    }

    fn stores(&self) -> impl Future<Output = SqlStores> + '_ {
        storage::open(&self.location)
    }

    async fn counting(&self, explains: bool) -> Counting {
        match self.dialect {
            Dialect::Postgres => Counting::over(
                PostgresDriver::connect(&self.location).await.unwrap(),
                explains,
            ),
            Dialect::Sqlite => {
                let file = std::path::Path::new(&self.location);
                Counting::over(SqliteDriver::open(file).await.unwrap(), explains)
            }
        }
    }

    /// Another instance, over other stores in the same place.
    async fn beside(&self, stores: SqlStores) -> TestHost {
        let storage = Arc::new(FreshStorage::at(&self.location).await);
        let host = self.host.beside().over(&storage);
        host.wrapping(move |_| stores.into()).start().await
    }

    fn now(&self) -> Timestamp {
        self.host.clock.now()
    }
}

/// The median of how long a call takes, in words.
async fn median(times: usize, mut call: impl AsyncFnMut()) -> String {
    let mut all = Vec::new();
    for _ in 0..times {
        let began = Instant::now();
        call().await;
        all.push(began.elapsed());
    }
    all.sort();
    format!("{:.1} ms", all[times / 2].as_secs_f64() * 1e3)
}

/// A day, as the sweeper sees it.
const LATER: Duration = DAY;
