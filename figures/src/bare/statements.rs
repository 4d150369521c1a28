//! The statements of the bare pages, the same as the stores run for the widgets' pages.

use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{PageRequest, ProfileStore as _, SessionStore as _};
use widgets_storage::{
    Arg, Connection, Dialect, Driver, DriverError, PostgresDriver, Row, SqlStores, SqliteDriver,
};

/// What is read to find out who asks, a page of their sessions, and their profile.
#[derive(Clone, Copy)]
pub(super) struct Statements {
    pub(super) admit: &'static str,
    pub(super) list: &'static str,
    pub(super) profile: &'static str,
}

impl Statements {
    pub(super) async fn of_the_stores(location: &str) -> Self {
        let [admit, list, profile] = recorded(location).await[..] else {
            panic!("the stores ask otherwise");
        };
        Self {
            admit,
            list,
            profile,
        }
    }
}

async fn recorded(location: &str) -> Vec<&'static str> {
    let inner: Arc<dyn Driver> = if location.starts_with("postgres") {
        Arc::new(PostgresDriver::connect(location).await.unwrap())
    } else {
        Arc::new(SqliteDriver::open(Path::new(location)).await.unwrap())
    };
    let read = Arc::new(Mutex::new(Vec::new()));
    let stores = SqlStores::over(Recording {
        inner,
        read: Arc::clone(&read),
    });
    let now = Timestamp::from_micros(0);
    let account = AccountId::parse("acc_nobody").unwrap();
    let session = SessionId::parse("ses_none").unwrap();
    let token = TokenHash::from_bytes([0; 32]);
    stores.admit(&token, None, now).await.unwrap();
    let page = PageRequest::new(None, 1);
    let listed = stores.list_sessions(&account, &session, &page, now).await;
    listed.unwrap();
    stores.find_profile(&account).await.unwrap();
    let read = read.lock().unwrap();
    read.clone()
}

/// Remembers what is read.
struct Recording {
    inner: Arc<dyn Driver>,
    read: Arc<Mutex<Vec<&'static str>>>,
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
        self.read.lock().unwrap().push(sql);
        self.inner.query(sql, args).await
    }
}
