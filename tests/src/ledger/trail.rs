//! What a store kept, read past the hosts.

use std::collections::BTreeMap;

use widgets_core::stores::Event;

use crate::harness::storage::FreshStorage;

/// An entry of the audit trail.
#[derive(Debug, Clone)]
pub struct Entry {
    /// When it happened, in microseconds.
    pub at: i64,
    /// Its identifier.
    pub id: String,
    /// What happened.
    pub action: String,
    /// The account it happened to.
    pub account: Option<String>,
    /// The address it came from; empty for the back end.
    pub from: String,
    /// Further facts.
    pub details: BTreeMap<String, String>,
}

/// A row of the audit trail, in the order of the fields of [`Entry`].
type EventRow = (i64, String, String, Option<String>, Option<String>, String);

const EVENTS: &str = "SELECT at, id, action, account_id, address, details FROM wg_audit_events";
const MAILS: &str = "SELECT id, state FROM wg_outbox WHERE topic = 'mail'";

impl FreshStorage {
    /// The whole audit trail, the earliest entry first.
    pub async fn trail(&self) -> Vec<Entry> {
        let mut trail: Vec<Entry> = match self.query::<EventRow>(EVENTS).await {
            Some(rows) => rows.into_iter().map(read).collect(),
            None => self.events_in_memory().iter().map(entry).collect(),
        };
        trail.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        trail
    }

    /// The identifier and state of every mail in the outbox; `None` where that cannot be seen.
    pub async fn queued_mails(&self) -> Option<Vec<(String, String)>> {
        self.query(MAILS).await
    }
}

fn entry(event: &Event) -> Entry {
    let details = event.details.iter();
    let details = details.map(|(name, fact)| ((*name).to_owned(), fact.clone()));
    Entry {
        at: event.at.as_micros(),
        id: event.id.to_string(),
        action: event.action.to_owned(),
        account: event.account.as_ref().map(ToString::to_string),
        from: event
            .address
            .map_or_else(String::new, |own| own.to_string()),
        details: details.collect(),
    }
}

fn read((at, id, action, account, from, details): EventRow) -> Entry {
    Entry {
        at,
        id,
        action,
        account,
        from: from.unwrap_or_default(),
        details: serde_json::from_str(&details).unwrap(),
    }
}
