//! What accompanies every write: its author, its audit events and its side effects.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::Serialize;

use super::OutboxRow;
use crate::types::records::records;
use crate::types::{AccountId, EventId, OrganizationId, RequestId, Timestamp};

/// Who caused a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
#[allow(clippy::exhaustive_enums, reason = "a store must record every actor")]
pub enum Actor {
    /// A signed-in user.
    Account(AccountId),
    /// A visitor who is not signed in.
    Visitor,
    /// The host's own code, by the name passed to the management API.
    Host(String),
    /// A member of the host's staff during an impersonation, by name
    /// ([`Impersonation::by`](super::Impersonation::by)).
    Staff(String),
}

impl Actor {
    /// The stored kind of the actor, and its id.
    #[must_use]
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Account(account) => ("account", account.as_str()),
            Self::Visitor => ("visitor", ""),
            Self::Host(name) => ("host", name),
            Self::Staff(name) => ("staff", name),
        }
    }
}

records! {
    /// Who caused a change, when, and in which request.
    #[derive(Debug, Clone)]
    pub struct Stamp {
        /// Who caused the change.
        pub actor: Actor,
        /// The time of the change, used in all its rows.
        pub at: Timestamp,
        /// The request that caused it.
        pub request: RequestId,
        /// The client's address, if there is one.
        pub address: Option<IpAddr> = None,
    }

    /// An entry of the audit trail. Contains no secrets.
    #[derive(Debug, Clone, Serialize)]
    pub struct Event {
        /// Identifier. Also the idempotency key by which subscribers detect repeated deliveries.
        pub id: EventId,
        /// When it happened.
        pub at: Timestamp,
        /// Who did it.
        pub actor: Actor,
        /// What happened, such as `session.ended`.
        pub action: &'static str,
        /// The affected account.
        pub account: Option<AccountId> = None,
        /// The affected organization.
        pub organization: Option<OrganizationId> = None,
        /// The request that caused it.
        pub request: RequestId,
        /// The client's address.
        pub address: Option<IpAddr> = None,
        /// Further details, such as the session; few and small.
        pub details: BTreeMap<&'static str, String> = BTreeMap::new(),
    }

    /// What a store appends verbatim in the transaction of a write.
    #[derive(Debug, Clone)]
    pub struct Change {
        /// Author, time and request.
        pub stamp: Stamp,
        /// Entries of the audit trail.
        pub events: Vec<Event> = Vec::new(),
        /// Rows of the outbox.
        pub outbox: Vec<OutboxRow> = Vec::new(),
    }
}

impl Change {
    /// Adds the events and rows of another change in the same write.
    #[must_use]
    pub(crate) fn and(mut self, also: Self) -> Self {
        self.events.extend(also.events);
        self.outbox.extend(also.outbox);
        self
    }
}
