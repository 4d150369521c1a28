//! Events: the audit trail, and reliable delivery to subscribers.

mod catalogue;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};

pub use self::catalogue::*;
use crate::crypto::Keys;
use crate::stores::{Change, Event, Impersonation, OutboxRow, Stamp, outbox_payload};
use crate::types::fault::wrapped_errors;
use crate::types::{AccountId, EventId, Fault, OrganizationId};

/// An event before author, time and request are added.
#[derive(Debug)]
pub(crate) struct NewEvent {
    kind: EventKind,
    account: Option<AccountId>,
    organization: Option<OrganizationId>,
    details: BTreeMap<&'static str, String>,
}

impl NewEvent {
    pub(crate) const fn new(kind: EventKind) -> Self {
        Self {
            kind,
            account: None,
            organization: None,
            details: BTreeMap::new(),
        }
    }

    pub(crate) fn account(mut self, account: &AccountId) -> Self {
        self.account = Some(account.clone());
        self
    }

    pub(crate) fn organization(mut self, organization: &OrganizationId) -> Self {
        self.organization = Some(organization.clone());
        self
    }

    pub(crate) fn detail(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.details.insert(name, value.to_string());
        self
    }

    /// Adds staff member, reason and end of an impersonation.
    pub(crate) fn impersonation(self, impersonation: &Impersonation) -> Self {
        self.detail("by", &impersonation.by)
            .detail("reason", &impersonation.reason)
            .detail("until", impersonation.until)
    }

    /// The change with the audit event and, if there are subscribers, its delivery.
    pub(crate) fn stamp(self, stamp: Stamp, keys: &Keys, heard: bool) -> Result<Change, Fault> {
        let (id, actor, request) = (
            EventId::mint(stamp.at)?,
            stamp.actor.clone(),
            stamp.request.clone(),
        );
        let event = Event::new(id, stamp.at, actor, self.kind.action, request)
            .account(self.account)
            .organization(self.organization)
            .address(stamp.address)
            .details(self.details);
        let delivery = heard.then(|| delivery(&event, keys)).transpose()?;
        let change = Change::new(stamp).events(vec![event]);
        Ok(change.outbox(Vec::from_iter(delivery)))
    }
}

fn delivery(event: &Event, keys: &Keys) -> Result<OutboxRow, Fault> {
    let plain = serde_json::to_vec(event).map_err(Fault::lasting)?;
    outbox_payload::row(outbox_payload::EVENT, &plain, event.at, keys)
}

/// An event as delivered to subscribers, at least once: the same `id` may be delivered again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DeliveredEvent {
    /// Identifier, and idempotency key to detect repeated deliveries.
    pub id: String,
    /// When it happened, RFC 3339 in UTC.
    pub at: String,
    /// What happened, such as `session.ended`.
    pub action: String,
    /// The affected account.
    pub account: Option<String>,
    /// The affected organization.
    pub organization: Option<String>,
    /// Further details.
    pub details: BTreeMap<String, String>,
}

impl DeliveredEvent {
    /// Whether it is of this kind.
    #[must_use]
    pub fn is(&self, kind: EventKind) -> bool {
        self.action == kind.action
    }
}

wrapped_errors! {
    /// A subscriber failed to process an event; delivery is retried. The cause is the error's source.
    DeliveryFailure = "the subscriber failed to process the event: {0}";
}

/// A subscriber of the host.
pub(crate) type Subscriber =
    Arc<dyn Fn(DeliveredEvent) -> BoxFuture<'static, Result<(), DeliveryFailure>> + Send + Sync>;
