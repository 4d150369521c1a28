//! A shop of its own for each test, in a folder that is removed afterwards.

use example_serving::browser::Browser;
use own_users::Users;
use tempfile::TempDir;
use widgets_core::Widgets;
use widgets_core::id::AccountId;
use widgets_core::mail::RecordingMailer;
use widgets_storage::{Row, SqlStores, Value};

pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) async fn database(&self) -> SqlStores {
        let file = self.0.path().join("shop.db");
        SqlStores::sqlite_file(file).await.unwrap()
    }
}

pub(crate) struct Shop {
    pub(crate) widgets: Widgets,
    pub(crate) users: Users,
    pub(crate) database: SqlStores,
    mailer: RecordingMailer,
    router: axum::Router,
    _folder: Folder,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let folder = Folder::new();
        let database = folder.database().await;
        let mailer = RecordingMailer::new();
        let shop = own_users::shop("http://localhost", database.clone(), mailer.clone());
        let (router, widgets) = shop.await.unwrap();
        Self {
            widgets,
            users: Users::new(database.clone()),
            database,
            mailer,
            router,
            _folder: folder,
        }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::at(self.router.clone())
    }

    /// What a query of the shop's finds.
    pub(crate) async fn found(&self, sql: &'static str) -> Vec<Vec<Value>> {
        let rows = self.database.read(sql, &[]).await.unwrap();
        rows.into_iter().map(Row::rest).collect()
    }

    /// Sends what is to be sent and tells what is to be told.
    pub(crate) async fn carry_out(&self) {
        let worker = self.widgets.worker();
        while worker.run_once().await.unwrap() > 0 {}
    }

    /// The code in the newest mail.
    pub(crate) async fn mailed_code(&self) -> String {
        self.carry_out().await;
        let mail = self.mailer.mails().pop().unwrap();
        let is_code = |line: &&str| {
            let digits = line.chars().filter(char::is_ascii_digit).count();
            digits == 8 && line.chars().all(|own| own.is_ascii_digit() || own == ' ')
        };
        let code = mail.text.lines().map(str::trim).find(is_code);
        code.unwrap().replace(' ', "")
    }

    /// The account with that address.
    pub(crate) async fn account(&self, email: &str) -> AccountId {
        let management = self.widgets.management("a test");
        management.users().find(email).await.unwrap().unwrap().id
    }
}
