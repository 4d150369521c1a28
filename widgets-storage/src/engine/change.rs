//! Appending what goes along with a write: audit events and outbox rows.

use widgets_core::stores::{Change, Event, StoreError, StoreResult};

use super::plan::Plan;
use crate::args;
use crate::driver::Expect;

const APPEND_EVENT: &str = "INSERT INTO wg_audit_events \
     (id, at, actor_kind, actor, action, account_id, organization_id, request, address, details) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

const APPEND_OUTBOX: &str = "INSERT INTO wg_outbox \
     (id, topic, payload, due_at, state, attempts, holder, lease_until) \
     VALUES ($1, $2, $3, $4, 'waiting', 0, NULL, 0)";

/// A change with the texts its rows need; the statements borrow from it.
pub(super) struct Prepared {
    change: Change,
    texts: Vec<EventTexts>,
}

struct EventTexts {
    address: Option<String>,
    details: String,
}

impl Prepared {
    pub(super) fn new(change: Change) -> StoreResult<Self> {
        let texts = change.events.iter().map(EventTexts::of);
        let texts = texts.collect::<StoreResult<Vec<_>>>()?;
        Ok(Self { change, texts })
    }

    /// Adds the change's rows to a plan. `refused` is the outcome if one exists already.
    pub(super) fn append<'a, T>(
        &'a self,
        mut plan: Plan<'a, T>,
        refused: impl Fn() -> Option<T>,
    ) -> Plan<'a, T> {
        for (event, texts) in self.change.events.iter().zip(&self.texts) {
            let (kind, actor) = event.actor.parts();
            let args = args![
                &event.id,
                event.at,
                kind,
                actor,
                event.action,
                event.account.as_ref(),
                event.organization.as_ref(),
                event.request.as_str(),
                texts.address.as_ref(),
                &texts.details,
            ];
            plan = plan.push(APPEND_EVENT, args.into(), Expect::One, refused());
        }
        for row in &self.change.outbox {
            let args = args![&row.id, row.topic, &row.payload, row.due_at];
            plan = plan.push(APPEND_OUTBOX, args.into(), Expect::One, refused());
        }
        plan
    }
}

impl EventTexts {
    fn of(event: &Event) -> StoreResult<Self> {
        Ok(Self {
            address: event.address.map(|address| address.to_string()),
            details: serde_json::to_string(&event.details).map_err(StoreError::unavailable)?,
        })
    }
}
