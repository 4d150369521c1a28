//! Health check of the stores and the worker.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join_all;
use http::StatusCode;
use serde::Serialize;

use crate::context::AppState;
use crate::stores::Checked;
use crate::types::Timestamp;

/// Time limit for a store's answer.
const DEADLINE: Duration = Duration::from_secs(2);

/// Health of the stores and the worker. Contains no addresses, database names or error texts, so it
/// can be public; details go to `tracing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Health {
    /// Whether every store is up.
    pub healthy: bool,
    /// State of each store, by its field name in [`Stores`](crate::stores::Stores).
    pub stores: BTreeMap<&'static str, StoreState>,
    /// When this instance's worker last polled the outbox; `None` if it has not since start-up, or
    /// was not spawned.
    pub worker_ran_at: Option<Timestamp>,
}

/// State of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum StoreState {
    /// It answers and is configured correctly.
    Up,
    /// It answers, but has problems for which `build()` would refuse it, such as a missing
    /// migration.
    NotReady,
    /// It did not answer within two seconds.
    Slow,
    /// It answered with an error.
    Down,
}

impl Health {
    /// Status code for a health endpoint: 200 if healthy, else 503.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        if self.healthy {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        }
    }

    /// All fields as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Serializing booleans, strings and a timestamp cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Checks all stores concurrently.
    pub(crate) async fn of(app: &AppState) -> Self {
        let asked = app.stores().objects();
        let states = asked.iter().map(|(names, store)| state(names, *store));
        let each = asked.iter().zip(join_all(states).await);
        let named =
            each.flat_map(|((names, _), state)| names.iter().map(move |name| (*name, state)));
        let stores: BTreeMap<_, _> = named.collect();
        Self {
            healthy: stores.values().all(|state| *state == StoreState::Up),
            stores,
            worker_ran_at: app.heartbeat().worker_ran_at(),
        }
    }
}

async fn state(names: &[&str], store: &dyn Checked) -> StoreState {
    let asking = AssertUnwindSafe(store.problems()).catch_unwind();
    let names = names.join(", ");
    match tokio::time::timeout(DEADLINE, asking).await {
        Ok(Ok(Ok(problems))) if problems.is_empty() => StoreState::Up,
        Ok(Ok(Ok(problems))) => {
            tracing::warn!(stores = names, ?problems, "a store is not ready");
            StoreState::NotReady
        }
        Ok(Ok(Err(error))) => {
            tracing::warn!(stores = names, %error, "a store is down");
            StoreState::Down
        }
        Ok(Err(_)) => {
            tracing::warn!(stores = names, "a store panicked");
            StoreState::Down
        }
        Err(_) => {
            tracing::warn!(stores = names, "a store is slow");
            StoreState::Slow
        }
    }
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;

    use super::*;
    use crate::stores::{StoreError, StoreResult};

    enum Store {
        Ready,
        Unready,
        Broken,
        Panicking,
        Hanging,
    }

    #[async_trait]
    impl Checked for Store {
        async fn problems(&self) -> StoreResult<Vec<String>> {
            match self {
                Self::Ready => Ok(Vec::new()),
                Self::Unready => Ok(vec!["a table is missing".to_owned()]),
                Self::Broken => Err(StoreError::unavailable("no route to 10.0.0.7")),
                Self::Panicking => panic!("a store's own trouble"),
                Self::Hanging => std::future::pending().await,
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_is_told_by_what_it_answers_in_time() {
        let cases = [
            (Store::Ready, StoreState::Up),
            (Store::Unready, StoreState::NotReady),
            (Store::Broken, StoreState::Down),
            (Store::Panicking, StoreState::Down),
            (Store::Hanging, StoreState::Slow),
        ];
        for (store, expected) in cases {
            assert_eq!(state(&["accounts"], &store).await, expected);
        }
    }
}
