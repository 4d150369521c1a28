//! What only shows between processes: two instances on one database.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use widgets_core::mail::DevelopmentMailbox;
use widgets_tests::harness::database::Database;
use widgets_tests::prelude::*;

/// One instance in a process of its own; it ends with this value.
pub(crate) struct Instance {
    pub(crate) origin: String,
    process: Child,
}

impl Instance {
    /// The program that is one.
    pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_instance");

    pub(crate) async fn start(framework: &str, location: &str) -> Self {
        let mut command = Command::new(Self::PROGRAM);
        command.args([framework, location]);
        Self::spawn(command).await
    }

    /// Starts it by that command, and comes back once it is up.
    pub(crate) async fn spawn(command: Command) -> Self {
        let mut instance = Self::begin(command);
        instance.come_up().await;
        instance
    }

    /// Starts it by that command.
    pub(crate) fn begin(mut command: Command) -> Self {
        let command = command.stdout(Stdio::piped()).kill_on_drop(true);
        Self {
            origin: String::new(),
            process: command.spawn().unwrap(),
        }
    }

    /// Waits until it is up.
    pub(crate) async fn come_up(&mut self) {
        let output = self.process.stdout.as_mut().unwrap();
        let mut lines = BufReader::new(output).lines();
        let line = tokio::time::timeout(MINUTE, lines.next_line()).await;
        let line = line.unwrap().unwrap();
        self.origin = line.expect("the instance did not come up");
    }

    /// Ends it as a power cut would (`kill -9`).
    pub(crate) async fn kill(mut self) {
        self.process.kill().await.unwrap();
    }

    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.process.id().expect("it runs")
    }

    pub(crate) fn browser(&self, address: &str) -> Browser {
        let mut browser = Browser::new(&self.origin);
        browser.forwarded = Some(address.to_owned());
        browser
    }
}

/// Where a database is that processes share, empty at first.
pub(crate) struct Shared {
    pub(crate) location: String,
    /// Dropped with this.
    _database: Option<Database>,
}

impl Shared {
    pub(crate) async fn new(storage: Storage) -> Self {
        let database = match storage {
            Storage::Postgres => Some(Database::empty().await),
            _ => None,
        };
        let file = || storage::folder().join("shared.db").display().to_string();
        Self {
            location: database.as_ref().map_or_else(file, |own| own.url.clone()),
            _database: database,
        }
    }

    pub(crate) async fn instance(&self, framework: &str) -> Instance {
        Instance::start(framework, &self.location).await
    }

    /// Two instances, one of each framework, started at once.
    pub(crate) async fn instances(&self) -> (Instance, Instance) {
        tokio::join!(self.instance("axum"), self.instance("rocket"))
    }

    /// The mailbox that the instances send to.
    pub(crate) async fn mailbox(&self) -> DevelopmentMailbox {
        DevelopmentMailbox::new(storage::open(&self.location).await, Keys::development())
    }

    /// Widgets of this process over the same database, to manage it.
    pub(crate) async fn widgets(&self) -> Widgets {
        let (url, stores) = ("http://127.0.0.1/account", storage::open(&self.location));
        let builder = Widgets::builder(url, Keys::development(), stores.await)
            .mailer(RecordingMailer::new())
            .hash_parameters(CHEAP);
        builder.build().await.unwrap()
    }
}

tests! {
    fn two_instances_start_at_once_on_an_empty_sqlite_file: start_at_once(Storage::Sqlite);
    fn two_instances_start_at_once_on_an_empty_postgres_database: start_at_once(Storage::Postgres);
    fn two_instances_share_sessions_and_limits_on_sqlite: share(Storage::Sqlite);
    fn two_instances_share_sessions_and_limits_on_postgres: share(Storage::Postgres);
    fn a_sign_up_outlives_the_instance_it_began_at_on_sqlite: outlive(Storage::Sqlite);
    fn a_sign_up_outlives_the_instance_it_began_at_on_postgres: outlive(Storage::Postgres);
    fn attack_159_nothing_is_forgiven_by_a_restart_on_sqlite: restart(Storage::Sqlite);
    fn attack_159_nothing_is_forgiven_by_a_restart_on_postgres: restart(Storage::Postgres);
}

async fn start_at_once(storage: Storage) {
    let shared = Shared::new(storage).await;
    let (one, two) = shared.instances().await;
    for instance in [&one, &two] {
        must_show(instance.browser("10.0.0.1").get("/account/sign-in").await);
    }
}

async fn share(storage: Storage) {
    let shared = Shared::new(storage).await;
    let (one, two) = shared.instances().await;
    create(&shared.widgets().await, MAREN).await;
    let mut browser = sign_in(one.browser("10.0.0.1")).await;
    let mut other = browser.clone();
    other.origin.clone_from(&two.origin);
    // The session begins and ends at both.
    other.get("/account/sessions").await.assert_status(200);
    other.sign_out().await.assert_status(303);
    browser.get("/account/sessions").await.assert_status(303);

    // Both count the same guesses.
    for (number, status) in [422, 422, 422, 422, 422, 429, 429, 429]
        .into_iter()
        .enumerate()
    {
        let mut guesser = [&one, &two][number % 2].browser(&format!("10.0.1.{number}"));
        assert_eq!(guess(&mut guesser).await, status);
    }
}

/// One instance is killed after each step in turn, and the other goes on.
async fn outlive(storage: Storage) {
    let shared = Shared::new(storage).await;
    let survivor = shared.instance("rocket").await;
    let mailbox = shared.mailbox().await;
    for killed_after in 0..4 {
        let email = format!("person{killed_after}@nordlicht.example");
        let mut doomed = Some(shared.instance("axum").await);
        let mut browser = survivor.browser(&format!("10.0.3.{killed_after}"));
        browser.origin.clone_from(&doomed.as_ref().unwrap().origin);

        let form = browser.get("/account/sign-up").await;
        move_on(&mut doomed, killed_after == 0, &mut browser, &survivor).await;
        let sent = must_accept(browser.submit(&form, "/sign-up", &typed(&email)).await);
        move_on(&mut doomed, killed_after == 1, &mut browser, &survivor).await;
        let page = browser.follow(sent).await;
        move_on(&mut doomed, killed_after == 2, &mut browser, &survivor).await;
        let mailed = newest(&mailbox, &email).await;
        must_accept(enter(&mut browser, &page, &mailed.code).await);
        move_on(&mut doomed, killed_after == 3, &mut browser, &survivor).await;
        browser.get("/account/sessions").await.assert_status(200);
        must_say(browser.get(&mailed.link).await, "codes-over-title");
    }
}

/// Where `now` is set, kills the instance and moves the browser to the survivor.
async fn move_on(
    doomed: &mut Option<Instance>,
    now: bool,
    browser: &mut Browser,
    survivor: &Instance,
) {
    if !now {
        return;
    }
    doomed.take().unwrap().kill().await;
    browser.origin.clone_from(&survivor.origin);
}

/// The newest code mailed to an address. A mail in the hands of an instance that was killed comes
/// once its lease has run out, after a minute.
async fn newest(mailbox: &DevelopmentMailbox, email: &str) -> MailedCode {
    MailedCode::read(&newest_mail(mailbox, email).await)
}

/// The newest mail to an address.
pub(crate) async fn newest_mail(mailbox: &DevelopmentMailbox, email: &str) -> Mail {
    for _ in 0..900 {
        let mails = mailbox.mails().await.unwrap();
        if let Some(mail) = mails.into_iter().find(|mail| mail.to.as_str() == email) {
            return mail;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no mail to {email}")
}

/// A rolling restart, twice: the next instance comes up before the one before it goes.
async fn restart(storage: Storage) {
    let shared = Shared::new(storage).await;
    let before = shared.instance("axum").await;
    let widgets = shared.widgets().await;
    let account = create(&widgets, MAREN).await;
    let mailbox = shared.mailbox().await;

    // A session that was ended, a link that was used, a code that was declined, a limit that is
    // used up; and a session that lives.
    let mut ended = sign_in(before.browser("10.0.4.1")).await;
    let mut replayed = ended.clone();
    ended.sign_out().await.assert_status(303);
    let management = widgets.management("tests");
    let users = management.users();
    let link = users.sign_in_link(&account, HOUR).await.unwrap();
    let link = path_of(&link);
    let mut living = before.browser("10.0.4.3");
    must_accept(follow_link(&mut living, link).await);
    let mut declined = before.browser("10.0.4.2");
    let fields = [("email", MAREN)];
    let waiting = declined.fill_through("/account/reset", &fields).await;
    let mailed = newest(&mailbox, MAREN).await;
    must_accept(follow_link(&mut declined, &mailed.decline).await);
    for number in 0..5 {
        let mut guesser = before.browser(&format!("10.0.5.{number}"));
        assert_eq!(guess(&mut guesser).await, 422);
    }
    let mut old = before;
    for framework in ["rocket", "axum"] {
        let new = shared.instance(framework).await;
        old.kill().await;
        for browser in [&mut replayed, &mut living, &mut declined] {
            browser.origin.clone_from(&new.origin);
        }
        must_accept(replayed.clone().get("/account/sessions").await);
        living.get("/account/sessions").await.assert_status(200);
        let used = new.browser("10.0.4.4").get(link).await;
        used.assert_says("sign-in-link-spent-title");
        let late = enter_reset(&mut declined, &waiting, &mailed.code, NEW_PASSWORD).await;
        late.assert_status(422);
        assert_eq!(guess(&mut new.browser("10.0.5.9")).await, 429);
        old = new;
    }
}

/// Guesses Maren's password, and gives the status.
async fn guess(browser: &mut Browser) -> u16 {
    let fields = [("email", MAREN), ("password", "a wrong guess")];
    let reply = browser.fill("/account/sign-in", &fields).await;
    reply.status.as_u16()
}

pub(crate) async fn create(widgets: &Widgets, email: &str) -> AccountId {
    let name = email.strip_suffix("@nordlicht.example").unwrap();
    let management = widgets.management("tests");
    let users = management.users();
    let created = users.create(user(name, Secret::password(PASSWORD))).await;
    created.unwrap()
}

/// Signs Maren in.
async fn sign_in(mut browser: Browser) -> Browser {
    let fields = [("email", MAREN), ("password", PASSWORD)];
    must_accept(browser.fill("/account/sign-in", &fields).await);
    browser
}
