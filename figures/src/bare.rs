//! What a page costs at least: an axum handler without the library that makes the same queries and
//! answers the bytes that the library had answered before.

mod statements;

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use self::statements::Statements;
use crate::http::Reply;
use crate::pages;

/// How many rows the list asks for: a page, and one to know whether there are more.
const ROWS: i64 = 21;

/// A page as it was answered before.
#[derive(Clone)]
struct Recorded {
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    /// What [`Reply::record`] wrote.
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\n\n").unwrap();
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        // The server says the length itself.
        let lines = lines.filter(|(name, _)| *name != header::CONTENT_LENGTH.as_str());
        let header = |(name, value): (&str, &str)| {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            (name, HeaderValue::from_str(value).unwrap())
        };
        Self {
            headers: lines.map(header).collect(),
            body: Bytes::copy_from_slice(body.as_bytes()),
        }
    }
}

/// A pool as a host has one.
#[derive(Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Pool {
    /// A pool of a file of SQLite or the database at a URL of PostgreSQL.
    pub(crate) async fn open(location: &str) -> Self {
        if location.starts_with("postgres") {
            let pool = PgPoolOptions::new().max_connections(10);
            return Self::Postgres(pool.connect(location).await.unwrap());
        }
        let options = SqliteConnectOptions::new()
            .filename(location)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(2))
            .foreign_keys(true);
        let pool = SqlitePoolOptions::new()
            .test_before_acquire(false)
            .max_connections(4);
        Self::Sqlite(pool.connect_with(options).await.unwrap())
    }
}

/// Asks what the page shows. Whether somebody is signed in.
macro_rules! ask {
    ($pool:expr, $asks:expr, $cookie:expr, $now:expr, $lists:expr) => {{
        let (id, token) = $cookie;
        let admitted = sqlx::query($asks.admit)
            .bind(Sha256::digest(token).to_vec())
            .bind($now)
            .fetch_optional($pool)
            .await?;
        match admitted.filter(|row| row.try_get::<&str, _>(0).ok() == Some(id)) {
            None => false,
            Some(row) => {
                let account: &str = row.try_get(1)?;
                if $lists {
                    sqlx::query($asks.list)
                        .bind(account)
                        .bind(id)
                        .bind(i64::MAX)
                        .bind("")
                        .bind($now)
                        .bind(ROWS)
                        .fetch_all($pool)
                        .await?;
                }
                let profile = sqlx::query($asks.profile).bind(account);
                profile.fetch_optional($pool).await?;
                true
            }
        }
    }};
}

#[derive(Clone)]
struct App {
    pool: Pool,
    asks: Statements,
    now: i64,
    sessions: Recorded,
    profile: Recorded,
}

/// The handlers over a database, with their clock standing at `now`, and the pages they answer.
pub(crate) async fn router(location: &str, now: i64, [sessions, profile]: &[String; 2]) -> Router {
    let app = App {
        pool: Pool::open(location).await,
        asks: Statements::of_the_stores(location).await,
        now,
        sessions: Recorded::read(sessions),
        profile: Recorded::read(profile),
    };
    Router::new()
        .route(pages::SESSIONS, get(show))
        .route(pages::PROFILE, get(show))
        .with_state(app)
}

async fn show(State(app): State<App>, address: Uri, headers: HeaderMap) -> Response {
    match app.ask(address.path(), &headers).await {
        Ok(Some(page)) => (page.headers, page.body).into_response(),
        Ok(None) => StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, error.to_string()).into_response(),
    }
}

impl App {
    /// The page, once everything was asked that it shows; none when nobody is signed in.
    async fn ask(&self, path: &str, headers: &HeaderMap) -> Result<Option<Recorded>, sqlx::Error> {
        let Some(cookie) = session_cookie(headers) else {
            return Ok(None);
        };
        let lists = path == pages::SESSIONS;
        let admitted = match &self.pool {
            Pool::Sqlite(pool) => ask!(pool, self.asks, cookie, self.now, lists),
            Pool::Postgres(pool) => ask!(pool, self.asks, cookie, self.now, lists),
        };
        let page = if lists { &self.sessions } else { &self.profile };
        Ok(admitted.then(|| page.clone()))
    }
}

/// The id and token of the session cookie.
fn session_cookie(headers: &HeaderMap) -> Option<(&str, &str)> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let mut pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == "__Host-wg")?;
    let (id, rest) = value.split_once('.')?;
    Some((id, rest.split('.').next()?))
}

impl Reply {
    /// The reply as a [`Recorded`] reads it.
    pub(crate) fn record(&self) -> String {
        format!("{}\n\n{}", self.headers.join("\n"), self.body)
    }
}
