//! What only shows between processes: two instances on one database.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use widgets_core::{Keys, Widgets};
use widgets_storage::SqlStores;
use widgets_tests::house::CHEAP;
use widgets_tests::people::PASSWORD;
use widgets_tests::{Browser, storage};

/// One instance in a process of its own; it ends with this value.
struct Instance {
    origin: String,
    _process: Child,
}

impl Instance {
    async fn start(framework: &str, storage: &str, place: &str) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_instance"))
            .args([framework, storage, place])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = tokio::time::timeout(Duration::from_secs(60), lines.next_line()).await;
        let origin = line
            .unwrap()
            .unwrap()
            .expect("the instance did not come up");
        Self {
            origin,
            _process: process,
        }
    }

    fn browser(&self, address: &str) -> Browser {
        let mut browser = Browser::new(&self.origin);
        browser.forwarded = Some(address.to_owned());
        browser
    }
}

/// Where a database is, and somebody in it.
struct Shared {
    storage: &'static str,
    place: String,
}

impl Shared {
    async fn sqlite() -> Self {
        let file = storage::folder().join("shared.db");
        Self {
            storage: "sqlite",
            place: file.display().to_string(),
        }
    }

    async fn postgres() -> Self {
        Self {
            storage: "postgres",
            place: storage::database().await,
        }
    }

    /// Two instances, one of each framework, started at once.
    async fn instances(&self) -> (Instance, Instance) {
        tokio::join!(
            Instance::start("axum", self.storage, &self.place),
            Instance::start("rocket", self.storage, &self.place),
        )
    }

    /// Widgets of this process over the same database, to manage it.
    async fn widgets(&self) -> Widgets {
        let stores = match self.storage {
            "sqlite" => SqlStores::sqlite_file(&self.place).await.unwrap(),
            _ => SqlStores::postgres_url(&self.place).await.unwrap(),
        };
        Widgets::builder("http://127.0.0.1/account", Keys::development(), stores)
            .mailer(widgets_core::mail::RecordingMailer::new())
            .hash_parameters(CHEAP)
            .build()
            .await
            .unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_start_at_once_on_an_empty_sqlite_file() {
    start_at_once(Shared::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_start_at_once_on_an_empty_postgres_database() {
    start_at_once(Shared::postgres().await).await;
}

async fn start_at_once(shared: Shared) {
    let (one, two) = shared.instances().await;
    for instance in [&one, &two] {
        let page = instance.browser("10.0.0.1").get("/account/sign-in").await;
        assert_eq!(page.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_share_sessions_and_limits_on_sqlite() {
    share(Shared::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_share_sessions_and_limits_on_postgres() {
    share(Shared::postgres().await).await;
}

async fn share(shared: Shared) {
    let (one, two) = shared.instances().await;
    create(&shared.widgets().await, "maren@nordlicht.example").await;
    let fields = [("email", "maren@nordlicht.example"), ("password", PASSWORD)];

    let mut browser = one.browser("10.0.0.1");
    let page = browser.get("/account/sign-in").await;
    assert_eq!(browser.submit(&page, "/sign-in", &fields).await.status, 303);
    let mut other = browser.clone();
    other.origin.clone_from(&two.origin);
    assert_eq!(
        other.get("/account/sessions").await.status,
        200,
        "the session holds at both"
    );
    let page = other.get("/account/sign-out").await;
    assert_eq!(other.submit(&page, "/sign-out", &[]).await.status, 303);
    assert_eq!(
        browser.get("/account/sessions").await.status,
        303,
        "and ends at both"
    );

    let mut statuses = Vec::new();
    for number in 0..8 {
        let instance = if number % 2 == 0 { &one } else { &two };
        let mut guesser = instance.browser(&format!("10.0.1.{number}"));
        let page = guesser.get("/account/sign-in").await;
        let guess = [
            ("email", "maren@nordlicht.example"),
            ("password", "a wrong guess"),
        ];
        statuses.push(
            guesser
                .submit(&page, "/sign-in", &guess)
                .await
                .status
                .as_u16(),
        );
    }
    assert_eq!(
        statuses,
        [422, 422, 422, 422, 422, 429, 429, 429],
        "one count for both"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_156_two_processes_redeem_one_link_once_on_sqlite() {
    redeem(Shared::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attack_156_two_processes_redeem_one_link_once_on_postgres() {
    redeem(Shared::postgres().await).await;
}

async fn redeem(shared: Shared) {
    let (one, two) = shared.instances().await;
    let widgets = shared.widgets().await;
    let management = widgets.management("tests");
    let account = create(&widgets, "maren@nordlicht.example").await;
    for round in 0..3 {
        let link = management
            .users()
            .sign_in_link(&account, Duration::from_secs(60))
            .await
            .unwrap();
        let path = link
            .reveal()
            .strip_prefix("http://127.0.0.1")
            .unwrap()
            .to_owned();
        let mut ready = Vec::new();
        for number in 0..50 {
            let instance = if number % 2 == 0 { &one } else { &two };
            let mut browser = instance.browser(&format!("10.{round}.2.{number}"));
            let page = browser.get(&path).await;
            assert_eq!(page.status, 200);
            ready.push((browser, page));
        }
        let mut attempts = Vec::new();
        for (mut browser, page) in ready {
            let path = path.clone();
            attempts.push(tokio::spawn(async move {
                browser.submit(&page, &path, &[]).await.status.as_u16()
            }));
        }
        let mut statuses = Vec::new();
        for attempt in attempts {
            statuses.push(attempt.await.unwrap());
        }
        let won = statuses.iter().filter(|status| **status == 303).count();
        let lost = statuses.iter().filter(|status| **status == 422).count();
        assert_eq!((won, lost), (1, 49), "{statuses:?}");
    }
}

async fn create(widgets: &Widgets, email: &str) -> widgets_core::id::AccountId {
    let user = widgets_core::management::UserToCreate {
        email: email.to_owned(),
        verified: true,
        display_name: String::new(),
        secret: widgets_core::management::Secret::password(PASSWORD),
    };
    widgets
        .management("tests")
        .users()
        .create(user)
        .await
        .unwrap()
}
