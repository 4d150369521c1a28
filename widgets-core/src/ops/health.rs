//! Whether all that the widgets stand on answers.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join_all;
use http::StatusCode;
use serde::Serialize;

use crate::context::app_state::AppState;
use crate::stores::{Checked, Stores};
use crate::types::clock::Timestamp;

/// How long a store may take to answer.
const DEADLINE: Duration = Duration::from_secs(2);

/// Whether all that the widgets stand on answers. It holds no address, no name of a database and
/// no error text: those go to `tracing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Health {
    /// Whether every store is up.
    pub healthy: bool,
    /// How each store is, by its field in [`Stores`].
    pub stores: BTreeMap<&'static str, StoreState>,
    /// When this instance's worker last asked the outbox what is due; none when it did not since
    /// the instance started, or none was spawned.
    pub worker_ran_at: Option<Timestamp>,
}

/// How a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreState {
    /// It answers and is set up as it must be.
    Up,
    /// It answers, but something about it must be mended: `build()` refuses a store like this.
    NotReady,
    /// It did not answer within two seconds.
    Slow,
    /// It does not answer.
    Down,
}

impl Health {
    /// The status for a route that is watched: 200 when healthy, else 503.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        if self.healthy {
            StatusCode::OK
        } else {
            StatusCode::SERVICE_UNAVAILABLE
        }
    }

    /// All of it as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Flags, words and a time always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Health {
    /// Asks every store, side by side.
    pub(crate) async fn of(app: &AppState) -> Self {
        let asked = objects(app.stores());
        let states = asked.iter().map(|object| object.state());
        let states = join_all(states).await;
        let each = asked.iter().zip(states);
        let stores: BTreeMap<_, _> = each
            .flat_map(|(object, state)| object.names.iter().map(move |name| (*name, state)))
            .collect();
        Health {
            healthy: stores.values().all(|state| *state == StoreState::Up),
            stores,
            worker_ran_at: app.heartbeat().worker_ran_at(),
        }
    }
}

/// One object, and the stores it is: with the bundled ones all of them, which are asked once.
struct Object<'a> {
    names: Vec<&'static str>,
    store: &'a dyn Checked,
}

fn objects(stores: &Stores) -> Vec<Object<'_>> {
    let all: [(&'static str, &dyn Checked); 5] = [
        ("accounts", stores.accounts.as_ref()),
        ("organizations", stores.organizations.as_ref()),
        ("profile", stores.profile.as_ref()),
        ("limits", stores.limits.as_ref()),
        ("outbox", stores.outbox.as_ref()),
    ];
    let address = |store: &dyn Checked| std::ptr::from_ref(store).cast::<()>().addr();
    let mut objects: Vec<Object<'_>> = Vec::new();
    for (name, store) in all {
        let known = |own: &&mut Object<'_>| address(own.store) == address(store);
        match objects.iter_mut().find(known) {
            Some(own) => own.names.push(name),
            None => objects.push(Object {
                names: vec![name],
                store,
            }),
        }
    }
    objects
}

impl Object<'_> {
    async fn state(&self) -> StoreState {
        let asking = AssertUnwindSafe(self.store.problems()).catch_unwind();
        let names = self.names.join(", ");
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
            let object = Object {
                names: vec!["accounts"],
                store: &store,
            };
            assert_eq!(object.state().await, expected);
        }
    }
}
