//! What a check is given: fresh stores, and a way to read what they appended.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use widgets_core::stores::{Event, Stores};
use widgets_storage::{BoxError, Driver, MemoryStores, Row, SqlStores};

/// An entry of the audit trail as a store keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct RecordedEvent {
    /// Its identifier.
    pub id: String,
    /// When it happened, in microseconds since 1970.
    pub at: i64,
    /// The kind of actor and its id, as `Actor::parts` gives them.
    pub actor: (String, String),
    /// What happened.
    pub action: String,
    /// The account it happened to.
    pub account: Option<String>,
    /// The organization it happened in.
    pub organization: Option<String>,
    /// The request it came with.
    pub request: String,
    /// Where the request came from.
    pub address: Option<String>,
    /// Further facts, sorted by their names.
    pub details: Vec<(String, String)>,
}

impl From<&Event> for RecordedEvent {
    fn from(event: &Event) -> Self {
        let (kind, actor) = event.actor.parts();
        let details = event.details.iter();
        Self {
            id: event.id.as_str().to_owned(),
            at: event.at.as_micros(),
            actor: (kind.to_owned(), actor.to_owned()),
            action: event.action.to_owned(),
            account: event.account.as_ref().map(|id| id.as_str().to_owned()),
            organization: event.organization.as_ref().map(|id| id.as_str().to_owned()),
            request: event.request.as_str().to_owned(),
            address: event.address.map(|address| address.to_string()),
            details: details
                .map(|(name, fact)| ((*name).to_owned(), fact.clone()))
                .collect(),
        }
    }
}

pub(crate) type ReadEvents = Arc<dyn Fn() -> BoxFuture<'static, Vec<RecordedEvent>> + Send + Sync>;

/// Fresh, empty stores for one check.
#[must_use]
pub struct Fixture {
    pub(crate) stores: Stores,
    pub(crate) events: ReadEvents,
    guard: Option<Box<dyn Any + Send + Sync>>,
}

impl Fixture {
    /// Stores under test, and what reads every entry of their audit trail, in any order.
    pub fn new<F, A>(stores: impl Into<Stores>, events: F) -> Self
    where
        F: Fn() -> A + Send + Sync + 'static,
        A: Future<Output = Vec<RecordedEvent>> + Send + 'static,
    {
        Self {
            stores: stores.into(),
            events: Arc::new(move || Box::pin(events())),
            guard: None,
        }
    }

    /// The same with a store of one's own in the place of one or several of them:
    ///
    /// ```
    /// use std::sync::Arc;
    /// use widgets_core::stores::Stores;
    /// use widgets_storage::MemoryStores;
    /// use widgets_conformance::Fixture;
    ///
    /// widgets_conformance::conformance!(limits, async || {
    ///     let limits = Arc::new(MemoryStores::new()); // A store of yours.
    ///     Fixture::from(MemoryStores::new()).replacing(|stores| stores.with_limits(limits))
    /// });
    /// # fn main() {}
    /// ```
    pub fn replacing(mut self, replace: impl FnOnce(Stores) -> Stores) -> Self {
        self.stores = replace(self.stores);
        self
    }

    /// Keeps `guard` until the check is over; dropping it may remove a folder or a database.
    pub fn guarded_by(mut self, guard: impl Any + Send + Sync) -> Self {
        self.guard = Some(Box::new(guard));
        self
    }
}

impl From<MemoryStores> for Fixture {
    fn from(stores: MemoryStores) -> Self {
        let reader = stores.clone();
        Self::new(stores, move || {
            let events = reader.events().iter().map(RecordedEvent::from).collect();
            async move { events }
        })
    }
}

impl From<SqlStores> for Fixture {
    fn from(stores: SqlStores) -> Self {
        let reader = stores.clone();
        Self::new(stores, move || {
            let reader = reader.clone();
            async move {
                let rows = reader.read(EVENTS, &[]).await;
                let rows = rows.expect("the audit trail can be read").into_iter();
                let events = rows.map(recorded_event).collect::<Result<_, _>>();
                events.expect("every event can be read")
            }
        })
    }
}

const EVENTS: &str = "SELECT id, at, actor_kind, actor, action, account_id, organization_id, \
     request, address, details FROM wg_audit_events";

fn recorded_event(mut row: Row) -> Result<RecordedEvent, BoxError> {
    Ok(RecordedEvent {
        id: row.take()?,
        at: row.take()?,
        actor: row.take()?,
        action: row.take()?,
        account: row.take()?,
        organization: row.take()?,
        request: row.take()?,
        address: row.take()?,
        details: serde_json::from_str::<BTreeMap<_, _>>(&row.take::<String>()?)?
            .into_iter()
            .collect(),
    })
}

impl fmt::Debug for Fixture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fixture(..)")
    }
}

/// The driver of an empty database for one check: no migration was applied to it.
pub struct DriverFixture {
    pub(crate) driver: Arc<dyn Driver>,
    pub(crate) guard: Option<Box<dyn Any + Send + Sync>>,
}

impl DriverFixture {
    /// The driver under test.
    pub fn new(driver: impl Driver) -> Self {
        Self {
            driver: Arc::new(driver),
            guard: None,
        }
    }

    /// Keeps `guard` until the check is over; dropping it may remove a folder or a database.
    #[must_use]
    pub fn guarded_by(mut self, guard: impl Any + Send + Sync) -> Self {
        self.guard = Some(Box::new(guard));
        self
    }
}

impl fmt::Debug for DriverFixture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DriverFixture(..)")
    }
}
