//! The sessions page as a careful person would write it for one application, in an axum handler
//! without the library: the same three queries, the same headers, the same bytes.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};

use crate::load::PATH;
use crate::page::{self, Page};

const ADMIT: &str = "SELECT s.id, s.account_id, s.created_at, s.proved_at, s.seen_at, \
     s.idle_until, s.expires_at, s.kept, s.method, s.address, s.user_agent, \
     a.id, d.email, d.email_key, a.status, a.epoch, a.created_at \
     FROM wg_accounts_sessions s \
     JOIN wg_accounts a ON a.id = s.account_id \
     JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE s.token = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND a.status = 'active'";

const LIST: &str = "SELECT s.id, s.account_id, s.created_at, s.proved_at, s.seen_at, \
     s.idle_until, s.expires_at, s.kept, s.method, s.address, s.user_agent \
     FROM wg_accounts_sessions s \
     WHERE s.account_id = $1 AND s.id <> $2 AND (s.created_at, s.id) < ($3, $4) \
     AND s.idle_until > $5 AND s.expires_at > $5 \
     ORDER BY s.created_at DESC, s.id DESC LIMIT $6 + 0";

const PROFILE: &str = "SELECT display_name, given_name, middle_name, family_name, \
     language, time_zone FROM wg_profile WHERE account_id = $1";

/// Sessions on a page.
const PAGE: usize = 20;

/// What a browser may do with the page, and who may keep it.
const HEADERS: [(HeaderName, HeaderValue); 9] = [
    (
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    ),
    (header::CONTENT_LANGUAGE, HeaderValue::from_static("en")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
             connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'",
        ),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        header::VARY,
        HeaderValue::from_static("Accept, Accept-Language, Cookie"),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
];

#[derive(Clone)]
struct App {
    pool: SqlitePool,
    now: i64,
    loads: &'static str,
}

/// The handler over a file, with its clock standing at `now` and a page that loads `loads`.
pub(crate) async fn router(file: &str, now: i64, loads: String) -> Router {
    for sql in [ADMIT, LIST, PROFILE] {
        assert!(
            widgets_storage::STATEMENTS.contains(&sql),
            "the stores ask otherwise: {sql}"
        );
    }
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(Duration::from_secs(2))
        .foreign_keys(true);
    let pool = SqlitePoolOptions::new()
        .test_before_acquire(false)
        .max_connections(4);
    let pool = pool.connect_with(options).await.unwrap();
    let app = App {
        pool,
        now,
        loads: loads.leak(),
    };
    Router::new().route(PATH, get(sessions)).with_state(app)
}

/// Why there is no page.
enum Refusal {
    NotSignedIn,
    Unavailable(sqlx::Error),
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Unavailable(error)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NotSignedIn => Redirect::to("/account/sign-in").into_response(),
            Self::Unavailable(error) => {
                (StatusCode::SERVICE_UNAVAILABLE, error.to_string()).into_response()
            }
        }
    }
}

/// A session as the page shows it.
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) account: String,
    pub(crate) created_at: i64,
    pub(crate) seen_at: i64,
    pub(crate) expires_at: i64,
    pub(crate) method: String,
    pub(crate) address: String,
    pub(crate) user_agent: String,
}

impl Session {
    fn read(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get(0)?,
            account: row.try_get(1)?,
            created_at: row.try_get(2)?,
            seen_at: row.try_get(4)?,
            expires_at: row.try_get(6)?,
            method: row.try_get(8)?,
            address: row.try_get(9)?,
            user_agent: row.try_get(10)?,
        })
    }
}

async fn sessions(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refusal> {
    let (id, token) = session_cookie(&headers).ok_or(Refusal::NotSignedIn)?;
    let row = sqlx::query(ADMIT)
        .bind(Sha256::digest(token).to_vec())
        .bind(app.now)
        .fetch_optional(&app.pool)
        .await?
        .ok_or(Refusal::NotSignedIn)?;
    let (current, email) = (Session::read(&row)?, row.try_get::<String, _>(12)?);
    if current.id != id {
        return Err(Refusal::NotSignedIn);
    }
    let rows = sqlx::query(LIST)
        .bind(&current.account)
        .bind(&current.id)
        .bind(i64::MAX)
        .bind("")
        .bind(app.now)
        .bind(i64::try_from(PAGE).unwrap() + 1)
        .fetch_all(&app.pool)
        .await?;
    let mut others: Vec<Session> = rows.iter().map(Session::read).collect::<Result<_, _>>()?;
    let more = others.len() > PAGE;
    others.truncate(PAGE);
    let profile = sqlx::query(PROFILE)
        .bind(&current.account)
        .fetch_optional(&app.pool)
        .await?;
    let name = profile.map(|row| row.try_get::<String, _>(0)).transpose()?;
    let person = name.filter(|name| !name.is_empty()).unwrap_or(email);
    let page = Page {
        now: app.now,
        loads: app.loads,
        person,
        current,
        others,
        more,
    };
    Ok((HEADERS, page::show(&page).into_string()).into_response())
}

/// The id and token of the session cookie.
fn session_cookie(headers: &HeaderMap) -> Option<(&str, &str)> {
    let cookies = headers.get(header::COOKIE)?.to_str().ok()?;
    let mut pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == "__Host-wg")?;
    let (id, rest) = value.split_once('.')?;
    Some((id, rest.split('.').next()?))
}
