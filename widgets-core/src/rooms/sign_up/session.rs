//! The first session of a new account, in the browser that completes the sign-up.

use std::time::Duration;

use serde::Serialize;

use crate::cookies::{SessionCookie, SetCookie};
use crate::crypto::Token;
use crate::ctx::Visit;
use crate::events::Happening;
use crate::id::{AccountId, SessionId};
use crate::problem::Problem;
use crate::stores::{Method, NewSession, RememberDevice, Session};

/// How long a browser stays known to an account it signed in to: the longest a cookie may live.
const DEVICE_LASTS: Duration = Duration::from_secs(400 * 24 * 60 * 60);

/// Somebody has an account and is signed in: what the browser is told, and what a program reads.
#[derive(Debug, Serialize)]
pub(super) struct SignedUp {
    pub(super) account: AccountId,
    pub(super) session: SessionId,
    #[serde(skip)]
    pub(super) cookies: Vec<SetCookie>,
}

/// A session that is about to be opened.
pub(super) struct FirstSession {
    session: Session,
    token: Token,
    device: Token,
}

impl FirstSession {
    pub(super) fn prepare(visit: &Visit, account: &AccountId, keep: bool) -> Result<Self, Problem> {
        let now = visit.now();
        let policy = visit.widgets().session_policy();
        let expires_at = policy.expires_at(keep, now);
        let session = Session {
            id: SessionId::mint(now)?,
            account: account.clone(),
            created_at: now,
            proved_at: now,
            seen_at: now,
            idle_until: policy.idle_until(keep, now).min(expires_at),
            expires_at,
            kept: keep,
            method: Method::Email,
            address: visit.client().address_text(),
            user_agent: visit.client().user_agent.clone(),
            impersonation: None,
        };
        let device = visit.state().cookies.device.clone();
        Ok(Self {
            session,
            token: Token::mint()?,
            device: device.map_or_else(Token::mint, Ok)?,
        })
    }

    pub(super) fn happened(&self) -> Happening {
        Happening::new("session.opened")
            .account(&self.session.account)
            .detail("session", &self.session.id)
            .detail("method", self.session.method.key())
    }

    pub(super) fn new_session(&self) -> NewSession {
        NewSession {
            session: self.session.clone(),
            token: self.token.hash(),
        }
    }

    pub(super) fn known_device(&self) -> RememberDevice {
        RememberDevice {
            token: self.device.hash(),
            expires_at: self.session.created_at.plus(DEVICE_LASTS),
        }
    }

    /// What the browser is told once it is open.
    pub(super) fn opened(self, visit: &Visit) -> SignedUp {
        let session = self.session;
        let lasts = session
            .kept
            .then(|| session.expires_at.since(session.created_at));
        let cookie = SessionCookie::new(visit.widgets().keys(), &session, self.token);
        SignedUp {
            account: session.account,
            session: session.id,
            cookies: vec![
                SetCookie::session(&cookie, lasts),
                SetCookie::device(&self.device, DEVICE_LASTS),
            ],
        }
    }
}
