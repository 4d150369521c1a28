//! The port of the portable SQL over `tokio-postgres`, with the pool of `deadpool-postgres`.

use std::pin::pin;

use async_trait::async_trait;
use deadpool_postgres::Pool;
use futures_util::TryStreamExt as _;
use tokio_postgres::error::SqlState;
use widgets_storage::{Arg, BoxError, Connection, Dialect, Driver, DriverError, Rows};

use crate::lending::Lent;
use crate::values::{Parameter, row};

/// PostgreSQL through `tokio-postgres`.
#[derive(Debug, Clone)]
pub struct TokioPostgres(Pool);

impl TokioPostgres {
    /// A driver over a pool. Nothing about the pool need be special: with `RecyclingMethod::Fast`
    /// it asks the server nothing before it lends a connection, and no more is needed, since this
    /// driver gives back none that is in the middle of something.
    #[must_use]
    pub fn new(pool: Pool) -> Self {
        Self(pool)
    }
}

#[async_trait]
impl Driver for TokioPostgres {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn connection(&self) -> Result<Box<dyn Connection>, DriverError> {
        let client = self.0.get().await;
        let client = client.map_err(|dry| DriverError::Unavailable(dry.into()))?;
        Ok(Box::new(Lent::new(client)))
    }
}

#[async_trait]
impl Connection for Lent {
    /// A connection prepares a statement once, with the types that its arguments have: one round
    /// trip then, and every later one is binding and running it.
    async fn run(&mut self, sql: &'static str, args: &[Arg<'_>]) -> Result<Rows, DriverError> {
        let client = self.client()?;
        let parameters: Vec<Parameter<'_>> = args.iter().copied().map(Parameter).collect();
        let types: Vec<_> = parameters.iter().map(Parameter::kind).collect();
        let prepared = client.prepare_typed_cached(sql, &types).await;
        let prepared = prepared.map_err(meaning)?;
        let found = client.query_raw(&prepared, parameters).await;
        let mut found = pin!(found.map_err(meaning)?);
        let mut rows = Vec::new();
        while let Some(next) = found.try_next().await.map_err(meaning)? {
            rows.push(row(&next)?);
        }
        let affected = found.rows_affected().unwrap_or(0);
        Ok(Rows { affected, rows })
    }

    fn give_back(mut self: Box<Self>) {
        self.end();
    }
}

/// What an error means.
fn meaning(error: tokio_postgres::Error) -> DriverError {
    const CONTENDED: [SqlState; 3] = [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::LOCK_NOT_AVAILABLE,
    ];
    match error.code() {
        Some(&SqlState::UNIQUE_VIOLATION) => DriverError::NotUnique,
        Some(code) if CONTENDED.contains(code) => DriverError::Contended,
        _ => DriverError::Unavailable(discreet(error)),
    }
}

/// The error without the details that PostgreSQL adds: they may show a whole row, hashes included,
/// and what goes out of here ends in the host's log.
fn discreet(error: tokio_postgres::Error) -> BoxError {
    match error.as_db_error() {
        Some(told) => format!("{} ({})", told.message(), told.code().code()).into(),
        None => error.into(),
    }
}
