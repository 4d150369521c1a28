//! The statements of the bare pages, the same as the stores run for the widgets' pages.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{ProfileStore as _, SessionStore as _};
use widgets_storage::{
    Arg, Connection, Dialect, Driver, DriverError, Row, SqlStores, SqliteDriver,
};

/// What is read to find out who asks, their profile and a page of their sessions.
pub(super) async fn of_the_stores(file: &str) -> BTreeSet<&'static str> {
    let read = Arc::new(Mutex::new(BTreeSet::new()));
    let stores = SqlStores::over(Recording {
        inner: SqliteDriver::open(Path::new(file)).await.unwrap(),
        read: Arc::clone(&read),
    });
    let now = Timestamp::from_micros(0);
    let account = AccountId::parse("acc_nobody").unwrap();
    let session = SessionId::parse("ses_none").unwrap();
    let token = TokenHash::from_bytes([0; 32]);
    stores.admit(&token, None, now).await.unwrap();
    stores.find_profile(&account).await.unwrap();
    let listed = stores.list_sessions(&account, &session, None, 1, now).await;
    listed.unwrap();
    let read = read.lock().unwrap();
    read.clone()
}

/// Remembers what is read.
struct Recording {
    inner: SqliteDriver,
    read: Arc<Mutex<BTreeSet<&'static str>>>,
}

#[async_trait]
impl Driver for Recording {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        self.inner.connection().await
    }

    async fn query(&self, sql: &'static str, args: &[Arg<'_>]) -> Result<Vec<Row>, DriverError> {
        self.read.lock().unwrap().insert(sql);
        self.inner.query(sql, args).await
    }
}
