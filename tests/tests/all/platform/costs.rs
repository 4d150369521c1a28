//! What requests, a start and the passing of time cost a database: statements, waits for the disk, rows.

use std::sync::Mutex;

use tracing_subscriber::util::SubscriberInitExt as _;
use widgets_core::clock::ManualClock;
use widgets_core::crypto::Token;
use widgets_core::ops::{Observer, SweepObserved};
use widgets_core::stores::PendingForm;
use widgets_tests::harness::driver::{Ran, Recorded};
use widgets_tests::prelude::*;

tests! {
    fn a_start_asks_each_question_once_in_sqlite: a_start_asks_once(Storage::Sqlite);
    fn a_start_asks_each_question_once_in_postgres: a_start_asks_once(Storage::Postgres);
    fn noting_a_use_is_waited_for_by_nobody_in_sqlite: a_use_is_not_waited_for(Storage::Sqlite);
    fn noting_a_use_is_waited_for_by_nobody_in_postgres: a_use_is_not_waited_for(Storage::Postgres);
    fn a_sign_in_waits_for_the_disk_once_in_sqlite: a_sign_in_waits_once(Storage::Sqlite);
    fn a_sign_in_waits_for_the_disk_once_in_postgres: a_sign_in_waits_once(Storage::Postgres);
    fn a_sweep_tells_how_far_it_is_behind_in_memory: a_sweep_is_behind(Storage::Memory);
    fn a_sweep_tells_how_far_it_is_behind_in_sqlite: a_sweep_is_behind(Storage::Sqlite);
    fn a_sweep_tells_how_far_it_is_behind_in_postgres: a_sweep_is_behind(Storage::Postgres);
}

over_every_combination! {
    attack_022_a_guess_leaves_rows_for_a_day,
    an_event_is_small_and_has_one_index,
}

async fn a_start_asks_once(kind: Storage) {
    let storage = kind.fresh().await;
    let driver = Recorded::at(&storage, kind).await;
    let url = "http://localhost:3000/account";
    let builder = Widgets::builder(url, Keys::development(), SqlStores::over(driver.clone()));
    let builder = builder.mailer(RecordingMailer::new());
    builder.build().await.unwrap();
    let ran = driver.take();
    assert!(ran.len() >= 3, "{ran:?}");
    for (number, asked) in ran.iter().enumerate() {
        let reads = matches!(asked, Ran::Read(_));
        assert!(reads && !ran[..number].contains(asked), "{ran:?}");
    }
}

/// A start that finds everything there makes PostgreSQL say nothing. Not even "already exists, skipping".
#[tokio::test]
async fn a_second_start_is_quiet() {
    let told = Told::default();
    let writer = told.clone();
    let listener = tracing_subscriber::fmt().with_writer(move || writer.clone());
    // Of this thread alone, on which all of this runs.
    let _listening = listener.finish().set_default();
    let storage = Storage::Postgres.fresh().await;
    told.take();
    storage::open(&storage.location).await;
    assert!(!told.take().contains("already exists"));
    let ledger = "CREATE TABLE IF NOT EXISTS wg_migrations (version BIGINT)";
    storage::query::<(i64,)>(&storage.location, ledger).await;
    assert!(told.take().contains("already exists"), "it would be heard");
}

/// What was traced.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<u8>>>);

impl Told {
    fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

impl std::io::Write for Told {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

const NOTING: &str = "last_used_at = CASE WHEN";

/// A store that never answers holds no page up, and a use is not worth a wait for the disk.
async fn a_use_is_not_waited_for(kind: Storage) {
    let (host, driver) = Recorded::host(kind).await;
    let maren = host.person("Maren").await;
    let mut browser = host.signed_in(&maren).await;
    host.clock.advance(6 * MINUTE);
    driver.take();
    driver.hang(Some(NOTING));
    let page = tokio::time::timeout(MINUTE, browser.get("/account/profile"));
    assert_eq!(page.await.expect("the page waits").status, 200);
    let mut ran = driver.take();
    for _ in 0..500 {
        ran.retain(|own| !matches!(own, Ran::Read(_)));
        if !ran.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
        ran = driver.take();
    }
    let [Ran::Relaxed(noted)] = &ran[..] else {
        panic!("{ran:?}");
    };
    assert!(noted.contains(NOTING), "{noted}");
}

/// From a browser that the account does not know: what counts towards limits need not survive a power
/// cut, what opens the session must.
async fn a_sign_in_waits_once(kind: Storage) {
    let (host, driver) = Recorded::host(kind).await;
    let maren = host.person("Maren").await;
    driver.take();
    host.signed_in(&maren).await;
    let ran = driver.take();
    let count = |which: fn(&Ran) -> bool| ran.iter().filter(|own| which(own)).count();
    let durable = count(|own| matches!(own, Ran::Durable(_)));
    let relaxed = count(|own| matches!(own, Ran::Relaxed(_)));
    assert_eq!(durable, 1, "{ran:?}");
    assert!((1..=3).contains(&relaxed), "{ran:?}");
}

async fn attack_022_a_guess_leaves_rows_for_a_day(host: TestHost) {
    for number in 0..5 {
        let email = format!("nobody{number}@nordlicht.example");
        let mut browser = host.browser();
        must_refuse(host.sign_in(&mut browser, &email, "a guess").await);
    }
    let kept = "SELECT tat FROM wg_limits";
    let kept = async || host.storage.query::<(i64,)>(kept).await;
    assert!(kept().await.is_none_or(|rows| rows.len() >= 5 * 3));
    host.clock.advance(DAY);
    let swept = host.widgets.worker().sweep_once().await.unwrap();
    assert!(swept.limits >= 5 * 3, "{swept:?}");
    let left = kept().await.unwrap_or_default();
    assert!(left.is_empty(), "after a day: {left:?}");
}

/// The bytes of an event, but for what the database adds to every row. What is longest comes from a
/// request: its address, and what an event tells of it.
const BYTES: &str = "SELECT action, CAST(8 + length(id) + length(actor_kind) + length(actor) + \
       length(action) + length(COALESCE(account_id, '')) + length(COALESCE(organization_id, '')) + \
       length(request) + length(COALESCE(address, '')) + length(details) AS BIGINT) \
     FROM wg_audit_events";
const MOST_BYTES: i64 = 320;

const INDICES_IN_SQLITE: &str = "SELECT sql FROM sqlite_master \
     WHERE type = 'index' AND tbl_name = 'wg_audit_events' AND sql IS NOT NULL";
const INDICES_IN_POSTGRES: &str = "SELECT indexdef FROM pg_indexes \
     WHERE tablename = 'wg_audit_events' AND indexname NOT LIKE '%_pkey'";

async fn an_event_is_small_and_has_one_index(host: TestHost) {
    let maren = host.person("Maren").await;
    let mut browser = host.browser();
    browser.forwarded = Some("2001:db8:1111:2222:3333:4444:5555:6666".to_owned());
    browser.agent = "x".repeat(4_000);
    for password in ["wrong", PASSWORD] {
        host.sign_in(&mut browser, &maren.email, password).await;
    }
    let Some(events) = host.storage.query::<(String, i64)>(BYTES).await else {
        return;
    };
    assert!(events.len() >= 3, "{events:?}");
    for (action, bytes) in &events {
        assert!(*bytes <= MOST_BYTES, "{action} takes {bytes}: {events:?}");
    }
    let indices = match host.kind {
        Storage::Postgres => INDICES_IN_POSTGRES,
        _ => INDICES_IN_SQLITE,
    };
    let indices = host.storage.query::<(String,)>(indices).await.unwrap();
    let [(only,)] = &indices[..] else {
        panic!("who reads by these? {indices:?}");
    };
    assert!(only.ends_with("(at)"), "retention reads by it: {only}");
}

/// Writes down batches, each of which takes a minute.
struct Slow(Log, Arc<ManualClock>);

impl Observer for Slow {
    fn sweep(&self, sweep: &SweepObserved) {
        let behind = sweep.behind.as_secs();
        self.0
            .push(format!("{} {} {behind}", sweep.store, sweep.removed));
        self.1.advance(MINUTE);
    }
}

/// Two tables of one store, each with more rows than a batch has.
async fn a_sweep_is_behind(kind: Storage) {
    // No worker sweeps there besides.
    let host = TestHost::of(Framework::Axum, kind);
    let OnePerson(first, maren) = OnePerson::of(host).await;
    let (log, clock) = (Log::default(), Arc::clone(&first.clock));
    let observer = Slow(log.clone(), Arc::clone(&clock));
    let host = first.beside();
    let host = host.with(|own| own.observer(observer)).start().await;
    for _ in 0..600 {
        first.sign_in_link(&maren, HOUR).await;
        let token = Token::mint().unwrap().hash();
        let form = PendingForm::new(token, vec![1], clock.now().plus(HOUR));
        let accounts = &first.storage.stores.accounts;
        accounts.add_pending_form(form).await.unwrap();
    }
    clock.advance(2 * HOUR);
    let swept = host.widgets.worker().sweep_once().await.unwrap();
    assert_eq!(swept.accounts, 1_200);
    let mut heard = log.take();
    heard.retain(|own| own.starts_with("accounts"));
    assert_eq!(
        heard,
        ["accounts 500 0", "accounts 500 60", "accounts 200 0"]
    );
}
