//! Another process that holds the write lock, for shorter and for longer than a write waits.

use std::process::Stdio;
use widgets_tests::prelude::*;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::platform::instances::Instance;

use super::{count, is_unavailable, is_whole, over_sqlite};

over_sqlite! {
    attack_158_a_write_waits_for_another_process,
    attack_158_a_write_that_waits_too_long_is_503_and_nothing_is_written,
}

/// The other process; it ends with this value.
struct Holder {
    _process: Child,
    orders: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Holder {
    async fn of(file: &str) -> Self {
        let mut process = Command::new(Instance::PROGRAM)
            .args(["hold", file])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let answers = BufReader::new(process.stdout.take().unwrap()).lines();
        Self {
            orders: process.stdin.take().unwrap(),
            answers,
            _process: process,
        }
    }

    /// Tells it to `hold` or to `release` the lock, and waits until it is done.
    async fn tell(&mut self, order: &str) {
        let line = format!("{order}\n");
        self.orders.write_all(line.as_bytes()).await.unwrap();
        let done = self.answers.next_line().await.unwrap();
        assert_eq!(done.as_deref(), Some(order));
    }
}

/// Waits for work that has to end, and fails when it hangs.
async fn bounded<T>(work: impl Future<Output = T>) -> T {
    let ended = tokio::time::timeout(MINUTE, work).await;
    ended.expect("it hangs")
}

async fn attack_158_a_write_waits_for_another_process(SignedIn(host, _, mut browser): SignedIn) {
    let mut holder = Holder::of(&host.storage.location).await;
    for name in ["Mo", "Ilse", "Maren"] {
        holder.tell("hold").await;
        let letting_go = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            holder.tell("release").await;
        };
        let saving = async { tokio::join!(browser.save_display_name(name), letting_go) };
        let (saved, ()) = bounded(saving).await;
        assert!(
            browser
                .follow(must_accept(saved))
                .await
                .text()
                .contains(name)
        );
    }
}

async fn attack_158_a_write_that_waits_too_long_is_503_and_nothing_is_written(host: TestHost) {
    let (maren, jo) = (host.person("Maren").await, host.person("Jo").await);
    let mut browser = host.signed_in(&maren).await;
    let mut leaving = host.signed_in(&maren).await;
    let (mut coming, mut new) = (host.browser(), host.browser());
    let goodbye = leaving.get("/account/sign-out").await;
    let sign_in_page = coming.get("/account/sign-in").await;
    let form = new.get("/account/sign-up").await;
    let file = host.storage.location.clone();
    let before = facts(&file).await;
    let mut holder = Holder::of(&file).await;
    holder.tell("hold").await;
    // The session's last use is to be noted now, which fails and refuses nothing.
    host.clock.advance(2 * MINUTE);
    let fields = jo.typed();
    let signing_up = typed("new@nordlicht.example");
    let refused = bounded(async {
        let (mut reading, mut watching) = (browser.clone(), leaving.clone());
        let (page, is_in, saved, out, signed_in, signed_up) = tokio::join!(
            async { reading.get("/account/profile").await.status },
            host.is_in(&mut watching),
            browser.save_display_name("Nobody"),
            leaving.submit(&goodbye, "/sign-out", &[]),
            coming.submit(&sign_in_page, "/sign-in", &fields),
            new.submit(&form, "/sign-up", &signing_up),
        );
        assert_eq!(page, 200, "reading goes on");
        assert!(is_in, "and nobody is taken for signed out");
        [saved, out, signed_in, signed_up]
    })
    .await;
    refused.iter().for_each(is_unavailable);
    assert!(!coming.has_session());
    let nothing = json!({});
    let told = bounded(browser.post_json("/account/sessions/others/end", &nothing)).await;
    told.assert_problem(503, "unavailable");
    holder.tell("release").await;
    assert_eq!(facts(&file).await, before, "nothing of it was written");

    let saved = must_accept(browser.save_display_name("Somebody").await);
    assert!(browser.follow(saved).await.text().contains("Somebody"));
    assert_eq!(leaving.submit(&goodbye, "/sign-out", &[]).await.status, 303);
    must_accept(coming.submit(&sign_in_page, "/sign-in", &fields).await);
    must_accept(new.submit(&form, "/sign-up", &signing_up).await);
    assert_eq!(host.mails_to("new@nordlicht.example").await.len(), 1);
    host.clock.advance(HOUR);
    assert!(host.is_in(&mut browser).await);
    is_whole(&file).await;
}

/// How much of everything there is.
async fn facts(file: &str) -> Vec<i64> {
    let mut facts = Vec::new();
    for of in [
        "wg_accounts",
        "wg_accounts_sessions",
        "wg_accounts_challenges",
        "wg_audit_events",
        "wg_outbox",
        "wg_profile WHERE display_name = 'Nobody'",
    ] {
        facts.push(count(file, of).await);
    }
    facts
}
