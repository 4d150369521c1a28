//! What the widget shows and takes.

use serde::Serialize;

use super::device::Device;
use crate::context::problem::Problem;
use crate::http::request::Input;
use crate::stores::{Impersonation, Session, SessionPosition, SignInMethod};
use crate::types::clock::Timestamp;
use crate::types::id::SessionId;

/// Ending one session of one's own.
#[derive(Debug, Clone)]
pub struct EndSession {
    /// Which one.
    pub session: SessionId,
}

/// Ending every session of one's own but the one in use.
#[derive(Debug, Clone, Copy)]
pub struct EndOtherSessions;

/// Reads which session the path names. What cannot be an id is nobody's session.
pub(super) fn read_session(input: &Input) -> Result<SessionId, Problem> {
    SessionId::parse(input.param("session")).map_err(|_| Problem::Missing)
}

/// One session as it is listed.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Listed {
    pub(super) id: SessionId,
    /// Whether it is the one that asks.
    pub(super) current: bool,
    pub(super) device: Device,
    pub(super) address: String,
    pub(super) method: SignInMethod,
    pub(super) created_at: Timestamp,
    pub(super) last_used_at: Timestamp,
    /// When it ends at the latest.
    pub(super) expires_at: Timestamp,
    /// When it ends unless it is used before.
    pub(super) idle_until: Timestamp,
    /// Who of the host's staff opened it in the person's place, and why.
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
            method: session.method,
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            expires_at: session.expires_at,
            idle_until: session.idle_until,
            impersonation: session.impersonation,
        }
    }
}

/// One page of the list.
#[derive(Debug, Serialize)]
pub(super) struct SessionList {
    pub(super) sessions: Vec<Listed>,
    /// What `after` in the query shows the next page; none on the last.
    pub(super) next: Option<String>,
    /// Whether this is a page behind the first.
    #[serde(skip)]
    pub(super) continued: bool,
}

/// A position in the list as it stands in the query: microseconds and id, joined by a dot.
pub(super) fn write_position(session: &Session) -> String {
    format!("{}.{}", session.created_at.as_micros(), session.id)
}

/// Reads [`write_position`]; `None` for anything else, which shows the first page.
pub(super) fn read_position(text: &str) -> Option<SessionPosition> {
    let (micros, id) = text.split_once('.')?;
    let created_at = Timestamp::from_micros(micros.parse().ok()?);
    Some(SessionPosition {
        created_at,
        id: SessionId::parse(id).ok()?,
    })
}
