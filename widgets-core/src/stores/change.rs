//! What goes along with every write: who did it, what the audit trail keeps, what must follow.

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde::Serialize;

use super::OutboxRow;
use crate::types::clock::Timestamp;
use crate::types::id::{AccountId, EventId, OrganizationId, RequestId};

/// Who caused a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person.
    Account(AccountId),
    /// Somebody who is not signed in yet.
    Visitor,
    /// The host's own code, by the name it gave itself.
    Host(String),
    /// Somebody of the host's staff in a person's place, by the name the host gave them
    /// ([`Impersonation::by`](super::Impersonation::by)).
    Staff(String),
}

impl Actor {
    /// The word the kind of actor is stored as, and the id beside it.
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

/// Who did it, when, and in which request.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// Who caused the change.
    pub actor: Actor,
    /// The moment every row of the change carries.
    pub at: Timestamp,
    /// The request it came with.
    pub request: RequestId,
    /// The client's address, where there is one.
    pub address: Option<IpAddr>,
}

/// One entry of the audit trail. It holds no secrets.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// Its identifier; also the key by which a subscriber recognises what it has seen before.
    pub id: EventId,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// What happened, such as `session.ended`.
    pub action: &'static str,
    /// The account it happened to.
    pub account: Option<AccountId>,
    /// The organization it happened in.
    pub organization: Option<OrganizationId>,
    /// The request it came with.
    pub request: RequestId,
    /// Where the request came from.
    pub address: Option<IpAddr>,
    /// Further facts, such as which session; few and small.
    pub details: BTreeMap<&'static str, String>,
}

/// What a store appends in the transaction of a write, word for word.
#[derive(Debug, Clone)]
pub struct Change {
    /// Who, when, in which request.
    pub stamp: Stamp,
    /// Entries of the audit trail.
    pub events: Vec<Event>,
    /// Rows of the outbox.
    pub outbox: Vec<OutboxRow>,
}

impl Change {
    /// This and what else happened in the same write.
    #[must_use]
    pub(crate) fn and(mut self, also: Self) -> Self {
        self.events.extend(also.events);
        self.outbox.extend(also.outbox);
        self
    }
}
