//! The pages as a careful person would write them for one application, in axum handlers without the
//! library: the same three queries, the same headers, the same bytes.

pub(crate) mod frame;
mod profile;
mod sessions;
mod statements;

use std::time::Duration;

use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::Markup;
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};

use crate::pages;

const ADMIT: &str = "SELECT s.id, s.account_id, s.created_at, s.proved_at, s.seen_at, \
     s.idle_until, s.expires_at, s.kept, s.method, s.address, s.user_agent, \
     s.impersonated_by, s.impersonated_reason, s.impersonated_until, \
     a.id, d.email, d.email_key, a.status, a.epoch, a.created_at, a.terms, a.terms_at \
     FROM wg_accounts_sessions s \
     JOIN wg_accounts a ON a.id = s.account_id \
     JOIN wg_accounts_addresses d ON d.account_id = a.id AND d.is_primary = 1 \
     WHERE s.token = $1 AND s.idle_until > $2 AND s.expires_at > $2 AND a.status = 'active'";

const PROFILE: &str = "SELECT display_name, given_name, middle_name, family_name, \
     language, time_zone FROM wg_profile WHERE account_id = $1";

/// What a browser may do with a page, and who may keep it.
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

/// The handlers over a file, with their clock standing at `now` and pages that load `loads`.
pub(crate) async fn router(file: &str, now: i64, loads: String) -> Router {
    let statements = statements::of_the_stores(file).await;
    for sql in [ADMIT, PROFILE, sessions::LIST] {
        assert!(statements.contains(sql), "the stores ask otherwise: {sql}");
    }
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
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
    Router::new()
        .route(pages::SESSIONS, get(sessions::show))
        .route(pages::PROFILE, get(profile::show))
        .with_state(app)
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

/// A session as pages show it.
pub(crate) struct Session {
    id: String,
    account: String,
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
    method: String,
    address: String,
    user_agent: String,
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

/// How somebody is called, and the language and time zone they chose.
#[derive(Default)]
struct Profile {
    display_name: String,
    given_name: String,
    middle_name: String,
    family_name: String,
    language: Option<String>,
    time_zone: Option<String>,
}

impl App {
    /// Who asks: their session and address.
    async fn admit(&self, headers: &HeaderMap) -> Result<(Session, String), Refusal> {
        let (id, token) = session_cookie(headers).ok_or(Refusal::NotSignedIn)?;
        let row = sqlx::query(ADMIT)
            .bind(Sha256::digest(token).to_vec())
            .bind(self.now)
            .fetch_optional(&self.pool)
            .await?
            .ok_or(Refusal::NotSignedIn)?;
        let (session, email) = (Session::read(&row)?, row.try_get(15)?);
        if session.id == id {
            Ok((session, email))
        } else {
            Err(Refusal::NotSignedIn)
        }
    }

    async fn profile(&self, account: &str) -> Result<Profile, Refusal> {
        let row = sqlx::query(PROFILE)
            .bind(account)
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else {
            return Ok(Profile::default());
        };
        Ok(Profile {
            display_name: row.try_get(0)?,
            given_name: row.try_get(1)?,
            middle_name: row.try_get(2)?,
            family_name: row.try_get(3)?,
            language: row.try_get(4)?,
            time_zone: row.try_get(5)?,
        })
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

fn page(markup: Markup) -> Response {
    (HEADERS, markup.into_string()).into_response()
}
