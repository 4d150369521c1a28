//! Everything that works once, asked for by many at the same moment: on every store and, where it
//! is SQL, in two processes, one of each framework.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicUsize;

use reqwest::RequestBuilder;
use widgets_core::mail::DevelopmentMailbox;
use widgets_tests::harness::mail::link_in;

use widgets_tests::prelude::*;

use crate::platform::instances::{Instance, Shared, create, newest_mail};

/// How many ask at once.
const CROWD: usize = 50;

/// What works once. Of a code or a mailed link both are tried at once, and a step-up has a form that
/// waits for it and is done once.
const ITEMS: [&str; 10] = [
    "sign-in link",
    "impersonation link",
    "invitation",
    "sign-up code",
    "sign-in code",
    "mailed link",
    "code or mailed link",
    "reset",
    "step-up by code",
    "step-up by password",
];

tests! {
    fn attack_156_everything_works_once_on_axum_in_memory: in_memory(Framework::Axum);
    fn attack_156_everything_works_once_on_rocket_in_memory: in_memory(Framework::Rocket);
    fn attack_156_everything_works_once_in_two_processes_on_sqlite: in_two(Storage::Sqlite);
    fn attack_156_everything_works_once_in_two_processes_on_postgres: in_two(Storage::Postgres);
}

async fn in_memory(framework: Framework) {
    let host = TestHost::of(framework, Storage::Memory);
    let host = host.vault(&VaultWidget::default()).start().await;
    every_item_works_once(Deployment::One(host)).await;
}

async fn in_two(storage: Storage) {
    let shared = Shared::new(storage).await;
    let (one, two) = shared.instances().await;
    let processes = Processes {
        instances: [one, two],
        widgets: shared.widgets().await,
        mailbox: shared.mailbox().await,
        shared,
    };
    every_item_works_once(Deployment::Two(Box::new(processes))).await;
}

async fn every_item_works_once(deployment: Deployment) {
    for (number, item) in ITEMS.iter().enumerate() {
        for round in 0..2 {
            let email = format!("item-{number}-{round}@nordlicht.example");
            let attempts = arrange(item, &deployment, &email).await;
            assert_eq!(attempts.len(), CROWD);
            let replies = at_once(attempts.into_iter().map(Attempt::make)).await;
            let statuses: Vec<u16> = replies.iter().map(|own| own.status.as_u16()).collect();
            let done: Vec<&Reply> = replies.iter().filter(|own| is_done(item, own)).collect();
            let outcomes = done.iter().map(|own| (own.location(), session_of(own)));
            let outcomes: BTreeSet<_> = outcomes.collect();
            assert_eq!(outcomes.len(), 1, "{item}: {statuses:?}");
            // An answer may be lost, so the same browser gets that of its code once more.
            assert!(done.len() <= 2, "{item}: {statuses:?}");
            assert!(
                statuses.iter().all(|own| *own < 500),
                "{item}: {statuses:?}"
            );
        }
    }
}

/// The session that an answer opens.
fn session_of(reply: &Reply) -> Option<String> {
    let line = reply.set_cookie("__Host-wg")?;
    line.split(';').next().map(str::to_owned)
}

/// Whether an answer says that the item was used.
fn is_done(item: &str, reply: &Reply) -> bool {
    match item {
        "reset" => reply.status == 303,
        "step-up by code" | "step-up by password" => reply.notice().as_deref() == Some("vault.put"),
        _ => reply.opens_session(),
    }
}

/// Where the crowd asks.
enum Deployment {
    One(TestHost),
    Two(Box<Processes>),
}

struct Processes {
    shared: Shared,
    instances: [Instance; 2],
    widgets: Widgets,
    mailbox: DevelopmentMailbox,
}

impl Deployment {
    const fn widgets(&self) -> &Widgets {
        match self {
            Self::One(host) => &host.widgets,
            Self::Two(processes) => &processes.widgets,
        }
    }

    /// A browser of one's own, at one process or the other.
    fn browser(&self) -> Browser {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        self.moved(&Browser::new(""), NEXT.fetch_add(1, Ordering::SeqCst))
    }

    /// The same browser, with another address, at one process or the other.
    fn moved(&self, browser: &Browser, number: usize) -> Browser {
        let mut browser = browser.clone();
        browser.origin.clone_from(match self {
            Self::One(host) => &host.origin,
            Self::Two(processes) => &processes.instances[number % 2].origin,
        });
        let (high, low) = (number / 250, number % 250);
        browser.forwarded = Some(format!("10.9.{high}.{low}"));
        browser
    }

    async fn mail_to(&self, email: &str) -> Mail {
        match self {
            Self::One(host) => host.newest_mail(email).await,
            Self::Two(processes) => newest_mail(&processes.mailbox, email).await,
        }
    }

    async fn mailed_code(&self, email: &str) -> MailedCode {
        MailedCode::read(&self.mail_to(email).await)
    }

    async fn create(&self, email: &str) -> AccountId {
        create(self.widgets(), email).await
    }

    /// Everybody's last proof becomes an hour older.
    async fn let_sign_ins_age(&self) {
        const OLDER: &str = "UPDATE wg_accounts_sessions SET authenticated_at = authenticated_at - CAST(3600000000 AS BIGINT)";
        let shared = match self {
            Self::One(host) => return host.clock.advance(HOUR),
            Self::Two(processes) => &processes.shared,
        };
        storage::query::<(i64,)>(&shared.location, OLDER).await;
    }
}

/// One of the crowd, about to send a form: its browser, and the path and the request of the form.
struct Attempt(Browser, String, RequestBuilder);

impl Attempt {
    fn new(browser: Browser, page: &Reply, action: &str, fields: &[(&str, &str)]) -> Self {
        let (path, request) = browser.filled_in(page, action, fields);
        Self(browser, path, request)
    }

    async fn make(mut self) -> Reply {
        self.0.send(&self.1, self.2).await
    }
}

/// The crowd, as it is about to use an item.
async fn arrange(item: &str, deployment: &Deployment, email: &str) -> Vec<Attempt> {
    let management = deployment.widgets().management("tests");
    let users = management.users();
    let mut browser = deployment.browser();
    match item {
        "sign-in link" => {
            let account = deployment.create(email).await;
            let link = users.sign_in_link(&account, HOUR).await.unwrap();
            crowd_with_link(deployment, path_of(&link), &[]).await
        }
        "impersonation link" => {
            let account = deployment.create(email).await;
            let begun = users.impersonate(&account, ticket(10 * MINUTE)).await;
            crowd_with_link(deployment, path_of(&begun.unwrap()), &[]).await
        }
        "invitation" => {
            users.invite(invite(email)).await.unwrap();
            let link = link_in(&deployment.mail_to(email).await.text).unwrap();
            let fields = [("display_name", "Maren"), ("password", PASSWORD)];
            crowd_with_link(deployment, &link, &fields).await
        }
        "sign-up code" => {
            let page = begin(&mut browser, email).await;
            let mailed = deployment.mailed_code(email).await;
            crowd_with_code(deployment, &browser, &page, &mailed)
        }
        "sign-in code" | "mailed link" | "code or mailed link" => {
            deployment.create(email).await;
            let fields = [("email", email), ("way", "email")];
            let page = browser.fill_through("/account/sign-in", &fields).await;
            let mailed = deployment.mailed_code(email).await;
            let link = browser.get(&mailed.link).await;
            let coded = crowd_with_code(deployment, &browser, &page, &mailed);
            let linked = crowd_on(deployment, &browser, &link, &mailed.link, &[]);
            let pairs = coded.into_iter().zip(linked).enumerate();
            let chosen = pairs.map(|(at, (code, link))| match item {
                "sign-in code" => code,
                "mailed link" => link,
                // By turns of two, so that both ways are taken at both processes.
                _ if at % 4 < 2 => code,
                _ => link,
            });
            chosen.collect()
        }
        "reset" => {
            deployment.create(email).await;
            let fields = [("email", email)];
            let page = browser.fill_through("/account/reset", &fields).await;
            let mailed = deployment.mailed_code(email).await;
            let fields = [("code", &*mailed.code), ("new_password", NEW_PASSWORD)];
            crowd_on(deployment, &browser, &page, &code_form(&page), &fields)
        }
        _ => interrupted(item, deployment, email).await,
    }
}

/// A form for the vault, sent from a sign-in that is too old.
async fn interrupted(item: &str, deployment: &Deployment, email: &str) -> Vec<Attempt> {
    deployment.create(email).await;
    let mut browser = deployment.browser();
    let fields = [("email", email), ("password", PASSWORD)];
    must_accept(browser.fill("/account/sign-in", &fields).await);
    deployment.let_sign_ins_age().await;
    let ring = [("thing", "a ring")];
    let page = browser.fill_through("/account/vault", &ring).await;
    if item == "step-up by password" {
        let fields = [("password", PASSWORD)];
        return crowd_on(deployment, &browser, &page, "/step-up", &fields);
    }
    let page = browser.through(&page, "/step-up/email", &[]).await;
    let mailed = deployment.mailed_code(email).await;
    crowd_with_code(deployment, &browser, &page, &mailed)
}

/// Everybody in a browser of their own, with the page of the link open.
async fn crowd_with_link(
    deployment: &Deployment,
    link: &str,
    fields: &[(&str, &str)],
) -> Vec<Attempt> {
    let mut crowd = Vec::new();
    for _ in 0..CROWD {
        let mut browser = deployment.browser();
        let page = must_show(browser.get(link).await);
        crowd.push(Attempt::new(browser, &page, link, fields));
    }
    crowd
}

/// The same browser many times over, with the page that takes the code open.
fn crowd_with_code(
    deployment: &Deployment,
    browser: &Browser,
    page: &Reply,
    mailed: &MailedCode,
) -> Vec<Attempt> {
    let fields = [("code", &*mailed.code)];
    crowd_on(deployment, browser, page, &code_form(page), &fields)
}

/// The same browser many times over, with that page open.
fn crowd_on(
    deployment: &Deployment,
    browser: &Browser,
    page: &Reply,
    action: &str,
    fields: &[(&str, &str)],
) -> Vec<Attempt> {
    let attempt = |number| Attempt::new(deployment.moved(browser, number), page, action, fields);
    (0..CROWD).map(attempt).collect()
}
