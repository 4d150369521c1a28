//! Appending what goes along with a write: audit events and outbox rows.

use widgets_core::stores::{Change, Event, StoreError, StoreResult};

use super::write::Write;
use crate::driver::Arg;

const APPEND_EVENT: &str = "INSERT INTO wg_audit_events \
     (id, at, actor_kind, actor, action, account_id, organization_id, request, address, details) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

const APPEND_OUTBOX: &str = "INSERT INTO wg_outbox \
     (id, topic, payload, due_at, state, attempts, holder, lease_until) \
     VALUES ($1, $2, $3, $4, 'waiting', 0, NULL, 0)";

/// A change with the texts its rows need; the statements borrow from it.
pub(crate) struct Prepared {
    change: Change,
    texts: Vec<EventTexts>,
}

struct EventTexts {
    address: Option<String>,
    details: String,
}

impl Prepared {
    pub(crate) fn new(change: Change) -> StoreResult<Self> {
        let texts = change.events.iter().map(EventTexts::of);
        let texts = texts.collect::<StoreResult<Vec<_>>>()?;
        Ok(Self { change, texts })
    }

    /// The change's moment.
    pub(crate) fn at(&self) -> i64 {
        self.change.stamp.at.as_micros()
    }

    /// Adds the change's rows to `write`, behind the statements that may refuse.
    pub(crate) fn append<'a>(&'a self, write: &mut Write<'a>) {
        for (event, texts) in self.change.events.iter().zip(&self.texts) {
            let (kind, actor) = event.actor.parts();
            write.one(
                APPEND_EVENT,
                [
                    Arg::Text(event.id.as_str()),
                    Arg::Int(event.at.as_micros()),
                    Arg::Text(kind),
                    Arg::Text(actor),
                    Arg::Text(event.action),
                    Arg::text(event.account.as_ref().map(|id| id.as_str())),
                    Arg::text(event.organization.as_ref().map(|id| id.as_str())),
                    Arg::Text(event.request.as_str()),
                    Arg::text(texts.address.as_deref()),
                    Arg::Text(&texts.details),
                ],
            );
        }
        for row in &self.change.outbox {
            write.one(
                APPEND_OUTBOX,
                [
                    Arg::Text(row.id.as_str()),
                    Arg::Text(row.topic),
                    Arg::Bytes(&row.payload),
                    Arg::Int(row.due_at.as_micros()),
                ],
            );
        }
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
