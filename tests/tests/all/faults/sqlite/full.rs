//! A disk without room: what SQLite says by itself, and what the system says of a file.

use std::path::Path;
use widgets_tests::prelude::*;

use tokio::process::Command;
use widgets_storage::{Driver as _, SqliteDriver};

use super::{count, is_unavailable, is_whole, over_sqlite};
use crate::platform::instances::{Instance, Shared, create};

over_sqlite! {
    attack_158_a_full_disk_is_503_and_heals,
}

tests! {
    fn attack_158_a_file_that_cannot_grow_is_503_and_heals_on_axum: a_file_cannot_grow("axum");
    fn attack_158_a_file_that_cannot_grow_is_503_and_heals_on_rocket: a_file_cannot_grow("rocket");
}

/// The disk counts as full after this many refusals in a row.
const REFUSALS: u32 = 10;

async fn attack_158_a_full_disk_is_503_and_heals(host: TestHostBuilder) {
    let file = storage::folder().join("full.db");
    let driver = SqliteDriver::open(&file).await.unwrap();
    let stores = SqlStores::over(driver.clone());
    stores.migrate().await.unwrap();
    let host = host.wrapping(move |_| stores.into()).start().await;
    let maren = host.person("Maren").await;
    let mut signed_in = host.signed_in(&maren).await;
    host.deliver().await;
    let (mut signed_in_times, mut sign_ups) = (1, 0);
    for _ in 0..3 {
        limit(&driver, FULL).await;
        signed_in_times += until_full(async || sign_in(&mut host.browser()).await).await;
        sign_ups += until_full(async || sign_up(&mut host.browser()).await).await;
        assert!(host.is_in(&mut signed_in).await, "reading goes on");
        assert_eq!(facts(&file).await, (signed_in_times, signed_in_times));
        assert_eq!(count(&file, SIGN_UPS).await, sign_ups);

        limit(&driver, ROOM).await;
        assert_eq!(sign_in(&mut host.browser()).await, 303);
        assert_eq!(sign_up(&mut host.browser()).await, 303);
        (signed_in_times, sign_ups) = (signed_in_times + 1, sign_ups + 1);
        host.deliver().await;
        let mails = host.mailbox.mails().len();
        assert_eq!(mails, usize::try_from(sign_ups).unwrap(), "a mail for each");
    }
    assert_eq!(facts(&file).await, (signed_in_times, signed_in_times));
    is_whole(&file).await;
}

const SIGN_UPS: &str = "wg_accounts_challenges";

/// SQLite takes it for the pages there are.
const FULL: &str = "PRAGMA max_page_count = 1";
const ROOM: &str = "PRAGMA max_page_count = 1048576";

/// Says how many pages the connection that writes may use.
async fn limit(driver: &SqliteDriver, pragma: &'static str) {
    let mut connection = driver.connection().await.unwrap();
    connection.run(pragma, &[]).await.unwrap();
    connection.give_back();
}

/// Does something until it is refused again and again, and says how often it was done.
async fn until_full(mut work: impl AsyncFnMut() -> u16) -> i64 {
    let (mut done, mut refused) = (0, 0);
    while refused < REFUSALS {
        match work().await {
            303 => (done, refused) = (done + 1, 0),
            503 => refused += 1,
            other => panic!("{other}"),
        }
        assert!(done < 5_000, "the disk was never full");
    }
    done
}

async fn sign_up(browser: &mut Browser) -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::SeqCst);
    let email = format!("person{number}@nordlicht.example");
    let reply = fill_in(browser, &typed(&email)).await;
    if reply.status != 303 {
        is_unavailable(&reply);
    }
    reply.status.as_u16()
}

async fn sign_in(browser: &mut Browser) -> u16 {
    let fields = [("email", MAREN), ("password", PASSWORD)];
    let reply = browser.fill("/account/sign-in", &fields).await;
    assert_eq!(reply.status == 303, browser.has_session());
    reply.status.as_u16()
}

/// The sessions there are, and those the audit trail knows of.
async fn facts(file: impl AsRef<Path>) -> (i64, i64) {
    let sessions = count(&file, "wg_accounts_sessions").await;
    let events = "wg_audit_events WHERE action = 'session.opened'";
    (sessions, count(&file, events).await)
}

/// The system refuses to write behind a limit (`RLIMIT_FSIZE`), as a disk does that fails or is
/// full, to a process that does not die of it.
async fn a_file_cannot_grow(framework: &str) {
    let shared = Shared::new(Storage::Sqlite).await;
    let mut command = Command::new("sh");
    command.args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#, Instance::PROGRAM]);
    command.args([framework, &shared.location]);
    let instance = Instance::spawn(command).await;
    create(&shared.widgets().await, MAREN).await;
    let mut number = 0;
    let mut fresh = || {
        number += 1;
        instance.browser(&format!("10.7.{}.{}", number / 250, number % 250))
    };
    let mut signed_in = fresh();
    assert_eq!(sign_in(&mut signed_in).await, 303);
    let mut told = 1;
    for _ in 0..3 {
        let log = format!("{}-wal", shared.location);
        let size = std::fs::metadata(&log).map_or(0, |own| own.len());
        limit_files(&instance, &(size + 50_000).to_string()).await;
        told += until_full(async || sign_in(&mut fresh()).await).await;
        assert_eq!(signed_in.get("/account/sessions").await.status, 200);
        assert_eq!(facts(&shared.location).await, (told, told));
        limit_files(&instance, "unlimited").await;
        assert_eq!(sign_in(&mut fresh()).await, 303, "there is room again");
        told += 1;
    }
    limit_files(&instance, "60000").await;
    told += until_full(async || sign_in(&mut fresh()).await).await;
    instance.kill().await;
    is_whole(&shared.location).await;
    assert_eq!(facts(&shared.location).await, (told, told));
    let after = shared.instance(framework).await;
    assert_eq!(sign_in(&mut after.browser("10.8.0.1")).await, 303);
}

/// How large a file the instance may write from now on.
async fn limit_files(instance: &Instance, bytes: &str) {
    let (pid, limit) = (instance.pid().to_string(), format!("--fsize={bytes}:"));
    // From the Debian package util-linux.
    let mut command = Command::new("prlimit");
    let done = command.args(["--pid", &pid, &limit]).status().await;
    assert!(done.unwrap().success());
}
