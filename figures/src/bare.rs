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
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};

use crate::http::Reply;
use crate::pages;

const ADMIT: &str = "SELECT s.id, s.account_id, s.proofs, s.created_at, s.authenticated_at, \
     s.last_used_at, s.idle_until, s.expires_at, s.persistent, s.address, s.user_agent, \
     s.impersonated_by, s.impersonated_reason, s.impersonated_until, \
     a.id, d.email, d.email_key, a.status, a.epoch, a.created_at, a.terms, a.terms_at \
     FROM wg_accounts_sessions s \
     JOIN wg_accounts a ON a.id = s.account_id \
     JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE s.token = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND a.status = 'active'";

const LIST: &str = "SELECT s.id, s.account_id, s.proofs, s.created_at, s.authenticated_at, \
     s.last_used_at, s.idle_until, s.expires_at, s.persistent, s.address, s.user_agent, \
     s.impersonated_by, s.impersonated_reason, s.impersonated_until \
     FROM wg_accounts_sessions s \
     WHERE s.account_id = $1 AND s.id <> $2 AND (s.created_at, s.id) < ($3, $4) \
     AND s.idle_until > $5 AND s.expires_at > $5 \
     ORDER BY s.created_at DESC, s.id DESC LIMIT $6 + 0";

const PROFILE: &str = "SELECT display_name, given_name, middle_name, family_name, \
     language, time_zone FROM wg_profile WHERE account_id = $1";

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

#[derive(Clone)]
struct App {
    pool: SqlitePool,
    now: i64,
    sessions: Recorded,
    profile: Recorded,
}

/// The handlers over a file, with their clock standing at `now`, and the pages they answer.
pub(crate) async fn router(file: &str, now: i64, [sessions, profile]: &[String; 2]) -> Router {
    let statements = statements::of_the_stores(file).await;
    for sql in [ADMIT, LIST, PROFILE] {
        assert!(statements.contains(sql), "the stores ask otherwise: {sql}");
    }
    let app = App {
        pool: pool(file).await,
        now,
        sessions: Recorded::read(sessions),
        profile: Recorded::read(profile),
    };
    Router::new()
        .route(pages::SESSIONS, get(show))
        .route(pages::PROFILE, get(show))
        .with_state(app)
}

/// A pool as a host has one.
pub(crate) async fn pool(file: &str) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(2))
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new()
        .test_before_acquire(false)
        .max_connections(4);
    pool.connect_with(options).await.unwrap()
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
        let Some((id, token)) = session_cookie(headers) else {
            return Ok(None);
        };
        let admitted = sqlx::query(ADMIT)
            .bind(Sha256::digest(token).to_vec())
            .bind(self.now)
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = admitted.filter(|row| row.try_get::<&str, _>(0).ok() == Some(id)) else {
            return Ok(None);
        };
        let account: &str = row.try_get(1)?;
        let lists = path == pages::SESSIONS;
        if lists {
            sqlx::query(LIST)
                .bind(account)
                .bind(id)
                .bind(i64::MAX)
                .bind("")
                .bind(self.now)
                .bind(ROWS)
                .fetch_all(&self.pool)
                .await?;
        }
        sqlx::query(PROFILE)
            .bind(account)
            .fetch_optional(&self.pool)
            .await?;
        let page = if lists { &self.sessions } else { &self.profile };
        Ok(Some(page.clone()))
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
