//! Inputs, and data of the pages.

use schemars::JsonSchema;
use serde::Serialize;

use crate::fields;
use crate::http::cursor::Cursor;
use crate::http::user_agent::UserAgent;
use crate::stores::{Impersonation, Proof, Proofs, Session, SessionPosition};
use crate::types::clock::Timestamp;
use crate::types::id::SessionId;

fields! {
    /// Which page of the list.
    pub(super) struct ListFields {
        /// Where the page begins: `next` of the one before it.
        pub(super) after: Cursor<SessionPosition>,
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
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct EndOtherSessions;

/// A session in the list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "OwnSession")]
pub(super) struct Listed {
    pub(super) id: SessionId,
    /// Whether it is the current session.
    pub(super) current: bool,
    pub(super) device: UserAgent,
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
            device: UserAgent::parse(&session.user_agent),
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
    /// Value of `after` for the next page; `null` on the last.
    pub(super) next: Cursor<SessionPosition>,
    /// Whether this is not the first page.
    #[serde(skip)]
    pub(super) continued: bool,
}
