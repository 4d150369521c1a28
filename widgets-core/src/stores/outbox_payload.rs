//! Outbox payloads: sealed when a change is made, opened by the worker.

use crate::crypto::{Keys, SealContext};
use crate::stores::{ClaimedRow, OutboxRow};
use crate::types::{Fault, OutboxId, Timestamp};

/// Topic of events for the host's subscribers.
pub(crate) const EVENT: &str = "event";
/// Topic of mails.
pub(crate) const MAIL: &str = "mail";

/// Column to which payloads are bound.
const COLUMN: &str = "outbox.payload";

/// A row that is due immediately.
pub(crate) fn row(
    topic: &'static str,
    plain: &[u8],
    at: Timestamp,
    keys: &Keys,
) -> Result<OutboxRow, Fault> {
    let id = OutboxId::mint(at)?;
    let payload = keys.seal(associated_data(&id), plain)?;
    Ok(OutboxRow::new(id, topic, payload, at))
}

/// Opens a payload; `None` if it was changed or its key has left the ring.
pub(crate) fn open(row: &ClaimedRow, keys: &Keys) -> Option<Vec<u8>> {
    keys.open(associated_data(&row.id), &row.payload).ok()
}

pub(crate) fn associated_data(row: &OutboxId) -> SealContext<'_> {
    SealContext::new(COLUMN, row.as_str())
}
