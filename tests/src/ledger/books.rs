//! What a store kept, read past the hosts.

use std::collections::BTreeMap;

use widgets_core::stores::Event;
use widgets_storage::{BoxError, Driver, MemoryStores, Row, Value};

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
    /// Where it came from.
    pub from: String,
    /// Further facts.
    pub details: BTreeMap<String, String>,
}

/// Where it is read.
pub enum Books {
    /// In memory.
    Memory(MemoryStores),
    /// In the tables behind a driver, which is no host's.
    Sql(Box<dyn Driver>),
}

const EVENTS: &str = "SELECT at, id, action, account_id, address, details FROM wg_audit_events";
const MAILS: &str = "SELECT id, state FROM wg_outbox WHERE topic = 'mail'";

impl Books {
    /// The whole audit trail, the earliest entry first.
    ///
    /// # Errors
    ///
    /// When the store does not answer, or holds something unforeseen.
    pub async fn entries(&self) -> Result<Vec<Entry>, BoxError> {
        let mut entries = match self {
            Self::Memory(memory) => memory.events().iter().map(entry).collect(),
            Self::Sql(driver) => {
                let rows = driver.query(EVENTS, &[]).await?;
                let rows = rows.into_iter().map(read);
                rows.collect::<Result<Vec<_>, _>>()?
            }
        };
        entries.sort_by(|one, other| (one.at, &one.id).cmp(&(other.at, &other.id)));
        Ok(entries)
    }

    /// The identifier and state of every mail in the outbox; `None` where that cannot be seen.
    ///
    /// # Errors
    ///
    /// When the store does not answer.
    pub async fn mails(&self) -> Result<Option<Vec<(String, String)>>, BoxError> {
        let Self::Sql(driver) = self else {
            return Ok(None);
        };
        let rows = driver.query(MAILS, &[]).await?;
        let rows = rows.into_iter().map(|row| match &row.rest()[..] {
            [Value::Text(id), Value::Text(state)] => Ok((id.clone(), state.clone())),
            _ => Err("a row of the outbox makes no sense".into()),
        });
        rows.collect::<Result<_, BoxError>>().map(Some)
    }
}

fn entry(event: &Event) -> Entry {
    let details = event.details.iter();
    Entry {
        at: event.at.as_micros(),
        id: event.id.to_string(),
        action: event.action.to_owned(),
        account: event.account.as_ref().map(ToString::to_string),
        from: event.address.map(|own| own.to_string()).unwrap_or_default(),
        details: details
            .map(|(name, fact)| ((*name).to_owned(), fact.clone()))
            .collect(),
    }
}

fn read(row: Row) -> Result<Entry, BoxError> {
    let values = row.rest();
    let [
        Value::Int(at),
        Value::Text(id),
        Value::Text(action),
        account,
        from,
        Value::Text(details),
    ] = &values[..]
    else {
        return Err("an entry of the audit trail makes no sense".into());
    };
    let text = |value: &Value| match value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    Ok(Entry {
        at: *at,
        id: id.clone(),
        action: action.clone(),
        account: text(account),
        from: text(from).unwrap_or_default(),
        details: serde_json::from_str(details)?,
    })
}
