//! Everything that works once, asked for by many at the same moment: on every store and, where it
//! is SQL, in two processes, one of each framework.

use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::{Connection as _, PgConnection, SqliteConnection};
use widgets_core::Widgets;
use widgets_core::mail::{DevelopmentMailbox, Mail};
use widgets_tests::harness::person::ticket;
use widgets_tests::host::vault::VaultWidget;
use widgets_tests::prelude::*;

use crate::platform::instances::{Instance, Shared, create, newest_mail, path_of};

/// How many ask at once.
const CROWD: usize = 50;

/// What works once.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Item {
    SignInLink,
    ImpersonationLink,
    Invitation,
    SignUpCode,
    SignInCode,
    /// The link of a mail with a code.
    MailedLink,
    /// Both at once.
    CodeOrMailedLink,
    Reset,
    /// With a form that waits for it and is done once.
    StepUpByCode,
    StepUpByPassword,
}

const ITEMS: [Item; 10] = [
    Item::SignInLink,
    Item::ImpersonationLink,
    Item::Invitation,
    Item::SignUpCode,
    Item::SignInCode,
    Item::MailedLink,
    Item::CodeOrMailedLink,
    Item::Reset,
    Item::StepUpByCode,
    Item::StepUpByPassword,
];

#[tokio::test(flavor = "multi_thread")]
async fn attack_156_everything_works_once_on_axum_in_memory() {
    every_item_works_once(Deployment::one(Framework::Axum).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_156_everything_works_once_on_rocket_in_memory() {
    every_item_works_once(Deployment::one(Framework::Rocket).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_156_everything_works_once_in_two_processes_on_sqlite() {
    every_item_works_once(Deployment::two(Shared::sqlite().await).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_156_everything_works_once_in_two_processes_on_postgres() {
    every_item_works_once(Deployment::two(Shared::postgres().await).await).await;
}

async fn every_item_works_once(deployment: Deployment) {
    for item in ITEMS {
        for round in 0..2 {
            let email = format!("{item:?}-{round}@nordlicht.example").to_lowercase();
            let attempts = item.arrange(&deployment, &email).await;
            assert_eq!(attempts.len(), CROWD);
            let replies = at_once(attempts.into_iter().map(Attempt::make)).await;
            let statuses: Vec<u16> = replies.iter().map(|own| own.status.as_u16()).collect();
            let done = replies.iter().filter(|reply| item.is_done(reply)).count();
            assert_eq!(done, 1, "{item:?}: {statuses:?}");
            assert!(
                statuses.iter().all(|own| *own < 500),
                "{item:?}: {statuses:?}"
            );
        }
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
    async fn one(framework: Framework) -> Self {
        let host = TestHost::of(framework, Storage::Memory);
        let vault = VaultWidget::default().widget();
        Self::One(host.with(|builder| builder.widget(vault)).start().await)
    }

    async fn two(shared: Shared) -> Self {
        let (one, two) = shared.instances().await;
        Self::Two(Box::new(Processes {
            instances: [one, two],
            widgets: shared.widgets().await,
            mailbox: shared.mailbox().await,
            shared,
        }))
    }

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
            Self::One(host) => host.mails_to(email).await.pop().unwrap(),
            Self::Two(processes) => newest_mail(&processes.mailbox, email).await,
        }
    }

    /// Everybody's last proof becomes an hour older.
    async fn let_sign_ins_age(&self) {
        const OLDER: &str = "UPDATE wg_accounts_sessions SET authenticated_at = authenticated_at - CAST(3600000000 AS BIGINT)";
        let shared = match self {
            Self::One(host) => return host.clock.advance(HOUR),
            Self::Two(processes) => &processes.shared,
        };
        if shared.storage == "sqlite" {
            let mut file = SqliteConnection::connect(&shared.location).await.unwrap();
            sqlx::query(OLDER).execute(&mut file).await.unwrap();
        } else {
            let mut database = PgConnection::connect(&shared.location).await.unwrap();
            sqlx::query(OLDER).execute(&mut database).await.unwrap();
        }
    }
}

/// One of the crowd, with the form in front of it.
struct Attempt {
    browser: Browser,
    page: Reply,
    action: String,
    fields: Vec<(&'static str, String)>,
}

impl Attempt {
    fn new(browser: Browser, page: &Reply, action: &str, fields: &[(&'static str, &str)]) -> Self {
        let fields = fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        Self {
            browser,
            page: page.clone(),
            action: action.to_owned(),
            fields: fields.collect(),
        }
    }

    async fn make(mut self) -> Reply {
        let fields = self.fields.iter().map(|(name, value)| (*name, &**value));
        let fields: Vec<(&str, &str)> = fields.collect();
        self.browser.submit(&self.page, &self.action, &fields).await
    }
}

impl Item {
    /// Whether that answer says that it was done.
    fn is_done(self, reply: &Reply) -> bool {
        match self {
            Self::Reset => reply.status == 303,
            Self::StepUpByCode | Self::StepUpByPassword => {
                reply.location().as_deref() == Some("/account/vault?notice=vault.put")
            }
            _ => reply.status == 303 && reply.opens_session(),
        }
    }

    /// The crowd, as it is about to ask.
    async fn arrange(self, deployment: &Deployment, email: &str) -> Vec<Attempt> {
        let management = deployment.widgets().management("tests");
        let users = management.users();
        match self {
            Self::SignInLink => {
                let account = create(deployment.widgets(), email).await;
                let link = users.sign_in_link(&account, HOUR).await.unwrap();
                crowd_with_link(deployment, path_of(&link), &[]).await
            }
            Self::ImpersonationLink => {
                let account = create(deployment.widgets(), email).await;
                let begun = users.impersonate(&account, ticket(10 * MINUTE)).await;
                crowd_with_link(deployment, path_of(&begun.unwrap()), &[]).await
            }
            Self::Invitation => {
                users.invite(invite(email)).await.unwrap();
                let mail = deployment.mail_to(email).await;
                let at = mail.text.find("/account/link/").unwrap();
                let link = mail.text[at..].split_whitespace().next().unwrap();
                let fields = [("display_name", "Maren"), ("password", PASSWORD)];
                crowd_with_link(deployment, link, &fields).await
            }
            Self::SignUpCode => {
                let mut browser = deployment.browser();
                let page = begin(&mut browser, email).await;
                let mailed = MailedCode::read(&deployment.mail_to(email).await);
                crowd_with_code(deployment, &browser, &page, &[("code", &mailed.code)])
            }
            Self::SignInCode | Self::MailedLink | Self::CodeOrMailedLink => {
                self.asked_for(deployment, email).await
            }
            Self::Reset => {
                create(deployment.widgets(), email).await;
                let mut browser = deployment.browser();
                let fields = [("email", email)];
                let page = browser.fill_through("/account/reset", &fields).await;
                let mailed = MailedCode::read(&deployment.mail_to(email).await);
                let fields = [("code", &*mailed.code), ("new_password", NEW_PASSWORD)];
                crowd_with_code(deployment, &browser, &page, &fields)
            }
            Self::StepUpByCode | Self::StepUpByPassword => {
                self.interrupted(deployment, email).await
            }
        }
    }

    /// A code to sign in with, its link, or half the crowd with each.
    async fn asked_for(self, deployment: &Deployment, email: &str) -> Vec<Attempt> {
        create(deployment.widgets(), email).await;
        let mut browser = deployment.browser();
        let form = browser.get("/account/sign-in").await;
        let fields = [("email", email), ("way", "email")];
        let page = browser.through(&form, "/sign-in", &fields).await;
        let mailed = MailedCode::read(&deployment.mail_to(email).await);
        let link = browser.get(&mailed.link).await;
        let coded = crowd_with_code(deployment, &browser, &page, &[("code", &mailed.code)]);
        let linked = crowd_on(deployment, &browser, &link, &mailed.link, &[]);
        match self {
            Self::SignInCode => coded,
            Self::MailedLink => linked,
            _ => {
                assert_eq!(coded.len(), linked.len());
                let pairs = coded.into_iter().zip(linked).enumerate();
                // By turns of two, so that both ways are taken at both processes.
                let chosen = pairs.map(|(at, (code, link))| if at % 4 < 2 { code } else { link });
                chosen.collect()
            }
        }
    }

    /// A form for the vault, sent from a sign-in that is too old.
    async fn interrupted(self, deployment: &Deployment, email: &str) -> Vec<Attempt> {
        create(deployment.widgets(), email).await;
        let mut browser = deployment.browser();
        let fields = [("email", email), ("password", PASSWORD)];
        let opened = browser.fill("/account/sign-in", &fields).await;
        opened.assert_status(303);
        deployment.let_sign_ins_age().await;
        let ring = [("thing", "a ring")];
        let page = browser.fill_through("/account/vault", &ring).await;
        if self == Self::StepUpByPassword {
            let fields = [("password", PASSWORD)];
            return crowd_on(deployment, &browser, &page, "/step-up", &fields);
        }
        let page = browser.through(&page, "/step-up/email", &[]).await;
        let mailed = MailedCode::read(&deployment.mail_to(email).await);
        crowd_with_code(deployment, &browser, &page, &[("code", &mailed.code)])
    }
}

/// Everybody in a browser of their own, with the page of the link open.
async fn crowd_with_link(
    deployment: &Deployment,
    link: &str,
    fields: &[(&'static str, &str)],
) -> Vec<Attempt> {
    let mut crowd = Vec::new();
    for _ in 0..CROWD {
        let mut browser = deployment.browser();
        let page = browser.get(link).await;
        page.assert_status(200);
        crowd.push(Attempt::new(browser, &page, link, fields));
    }
    crowd
}

/// The same browser many times over, with the page that takes the code open.
fn crowd_with_code(
    deployment: &Deployment,
    browser: &Browser,
    page: &Reply,
    fields: &[(&'static str, &str)],
) -> Vec<Attempt> {
    crowd_on(deployment, browser, page, &code_form(page), fields)
}

/// The same browser many times over, with that page open.
fn crowd_on(
    deployment: &Deployment,
    browser: &Browser,
    page: &Reply,
    action: &str,
    fields: &[(&'static str, &str)],
) -> Vec<Attempt> {
    let attempt = |number| Attempt::new(deployment.moved(browser, number), page, action, fields);
    (0..CROWD).map(attempt).collect()
}
