//! Inputs, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;

use super::device::Device;
use crate::fields;
use crate::http::typed_fields::{Optional, Text};
use crate::stores::{Impersonation, Proof, Proofs, Session, SessionPosition};
use crate::types::clock::Timestamp;
use crate::types::id::SessionId;

fields! {
    /// Which page of the list.
    pub(super) struct ListFields {
        /// Where the page begins: `next` of the one before it.
        pub(super) after: Optional<Text>,
    }
}

/// Ends a session of the user.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EndSession {
    /// The session.
    pub session: SessionId,
}

/// Ends all sessions of the user except the current one.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct EndOtherSessions;

/// A session in the list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "OwnSession")]
pub(super) struct Listed {
    pub(super) id: SessionId,
    /// Whether it is the current session.
    pub(super) current: bool,
    pub(super) device: Device,
    pub(super) address: String,
    #[schemars(with = "Vec<Proof>")]
    pub(super) proofs: Proofs,
    pub(super) created_at: Timestamp,
    pub(super) last_used_at: Timestamp,
    /// When it expires regardless of use.
    pub(super) expires_at: Timestamp,
    /// When it expires unless used before.
    pub(super) idle_until: Timestamp,
    /// The impersonation, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) impersonation: Option<Impersonation>,
}

impl Listed {
    pub(super) fn of(session: Session, current: bool) -> Self {
        Self {
            id: session.id,
            current,
            device: Device::of(&session.user_agent),
            address: session.address,
            proofs: session.proofs,
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            expires_at: session.expires_at,
            idle_until: session.idle_until,
            impersonation: session.impersonation,
        }
    }
}

/// A page of the list.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SessionList {
    pub(super) sessions: Vec<Listed>,
    /// Value of `after` for the next page; `None` on the last.
    pub(super) next: Option<String>,
    /// Whether this is not the first page.
    #[serde(skip)]
    pub(super) continued: bool,
}

/// What became of the other sessions.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OthersEnded {
    /// How many were ended.
    pub(super) ended: u64,
}

/// Writes a keyset position for the query: microseconds and id, joined by a dot.
pub(super) fn write_position(session: &Session) -> String {
    format!("{}.{}", session.created_at.as_micros(), session.id)
}

/// Parses [`write_position`]; `None` if invalid, which shows the first page.
pub(super) fn read_position(text: &str) -> Option<SessionPosition> {
    let (micros, id) = text.split_once('.')?;
    let created_at = Timestamp::from_micros(micros.parse().ok()?);
    Some(SessionPosition {
        created_at,
        id: SessionId::parse(id).ok()?,
    })
}
