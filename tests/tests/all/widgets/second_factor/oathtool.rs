//! Codes that Debian's `oathtool` shows, which shares no code with this project, given to two processes on
//! one database.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use widgets_tests::harness::factors::{ADD, BY_APP, SECOND, give, key_on};
use widgets_tests::prelude::*;

use crate::platform::instances::{Instance, Shared, create};

tests! {
    fn attack_054_a_code_of_oathtool_works_once_in_two_processes_on_sqlite: once(Storage::Sqlite);
    fn attack_054_a_code_of_oathtool_works_once_in_two_processes_on_postgres: once(Storage::Postgres);
}

/// What `oathtool` shows so many seconds from now.
fn shown(key: &str, from_now: i64) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let at = i64::try_from(now.as_secs()).unwrap() + from_now;
    let output = Command::new("oathtool")
        .args(["--totp", "--base32", key, "--now", &format!("@{at}")])
        .output()
        .expect("oathtool is installed (tests/run does that)");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Waits until so much of a step is left that what follows is done within it.
async fn early_in_a_step() {
    loop {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        if now.as_secs() % 30 < 15 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// A browser at that instance that gave the password.
async fn asked(instance: &Instance, address: &str) -> Browser {
    let mut browser = instance.browser(address);
    let fields = [("email", MAREN), ("password", PASSWORD)];
    must_lead(browser.fill("/account/sign-in", &fields).await, SECOND);
    browser
}

async fn once(storage: Storage) {
    let shared = Shared::new(storage).await;
    let (one, two) = shared.instances().await;
    create(&shared.widgets().await, MAREN).await;
    let mut owner = one.browser("10.0.6.1");
    let fields = [("email", MAREN), ("password", PASSWORD)];
    must_accept(owner.fill("/account/sign-in", &fields).await);
    let page = owner.get(ADD).await;
    let key = key_on(&page).replace(' ', "");
    early_in_a_step().await;
    // The step before counts, for a clock that is slow; two before do not.
    let late = shown(&key, -60);
    must_refuse(owner.submit(&page, ADD, &[("code", &late)]).await);
    let before = shown(&key, -30);
    must_accept(owner.submit(&page, ADD, &[("code", &before)]).await);

    let (mut first, mut second) = (asked(&one, "10.0.6.2").await, asked(&two, "10.0.6.3").await);
    must_refuse(give(&mut first, &before).await).assert_says("second-code-used");
    early_in_a_step().await;
    let now = shown(&key, 0);
    let pages = (first.get(SECOND).await, second.get(SECOND).await);
    let (_, sent) = first.filled_in(&pages.0, BY_APP, &[("code", &now)]);
    let (_, also) = second.filled_in(&pages.1, BY_APP, &[("code", &now)]);
    let (answer, other) = tokio::join!(first.send(BY_APP, sent), second.send(BY_APP, also));
    let opened = [answer.opens_session(), other.opens_session()];
    assert_eq!(opened.iter().filter(|own| **own).count(), 1, "{opened:?}");
    // Whoever came second is refused it again, by either process, and takes the next.
    let mut waiting = if opened[0] { second } else { first };
    must_refuse(give(&mut waiting, &now).await).assert_says("second-code-used");
    waiting
        .origin
        .clone_from(if opened[0] { &one.origin } else { &two.origin });
    must_refuse(give(&mut waiting, &now).await).assert_says("second-code-used");
    must_accept(give(&mut waiting, &shown(&key, 30)).await);
    must_show(waiting.get("/account/sessions").await);
}
