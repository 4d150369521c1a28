//! Rows of the outbox: sealed when a change is made, opened by the worker.

use crate::crypto::{Keys, SealContext};
use crate::stores::{ClaimedRow, OutboxRow};
use crate::types::clock::Timestamp;
use crate::types::fault::Fault;
use crate::types::id::OutboxId;

/// Rows for the host's subscribers.
pub(crate) const EVENT: &str = "event";
/// Rows for mailboxes.
pub(crate) const MAIL: &str = "mail";

/// Where the payload of a row is sealed for.
const COLUMN: &str = "outbox.payload";

/// A row that is due at once.
pub(crate) fn row(
    topic: &'static str,
    plain: &[u8],
    at: Timestamp,
    keys: &Keys,
) -> Result<OutboxRow, Fault> {
    let id = OutboxId::mint(at)?;
    let payload = keys.seal(associated_data(&id), plain)?;
    Ok(OutboxRow {
        id,
        topic,
        payload,
        due_at: at,
    })
}

/// What was sealed into a row; none when it was changed or its key is gone.
pub(crate) fn open(row: &ClaimedRow, keys: &Keys) -> Option<Vec<u8>> {
    keys.open(associated_data(&row.id), &row.payload).ok()
}

pub(crate) fn associated_data(row: &OutboxId) -> SealContext<'_> {
    SealContext {
        column: COLUMN,
        row: row.as_str(),
    }
}
