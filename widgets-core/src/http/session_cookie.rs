//! What the cookie of a session holds.

use serde::{Deserialize, Serialize};

use crate::crypto::{Keys, Purpose, Token};
use crate::stores::Session;
use crate::types::{AccountId, SessionId};

/// A session as claimed by the browser. Untrusted.
#[derive(Debug, Clone)]
pub(crate) struct SessionCookie {
    pub(crate) id: SessionId,
    pub(crate) token: Token,
    pub(crate) owner: Owner,
}

impl SessionCookie {
    pub(crate) fn new(keys: &Keys, session: &Session, token: Token) -> Self {
        Self {
            id: session.id.clone(),
            token,
            owner: Self::owner(keys, session),
        }
    }

    pub(crate) fn owner(keys: &Keys, session: &Session) -> Owner {
        Owner::of(keys, session.id.as_str(), &session.account)
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        Some(Self {
            id: SessionId::parse(parts.next()?).ok()?,
            token: Token::parse(parts.next()?)?,
            owner: Owner(parts.next()?.to_owned()),
        })
    }

    pub(super) fn write(&self) -> String {
        format!("{}.{}.{}", self.id, self.token.reveal(), self.owner.0)
    }
}

/// Binds a session id to its account (HMAC), so that the account of an ended session, which storage
/// no longer knows, can be checked against the account that signs in next. Does not reveal the
/// account.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Owner(String);

impl Owner {
    pub(super) fn of(keys: &Keys, session: &str, account: &AccountId) -> Self {
        Self(keys.sign(Purpose::SessionOwner, &Self::message(session, account)))
    }

    /// As sent. Untrusted: only [`is`](Self::is) shows what it proves.
    pub(crate) fn sent(text: &str) -> Self {
        Self(text.to_owned())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the session belonged to `account`.
    pub(crate) fn is(&self, keys: &Keys, session: &str, account: &AccountId) -> bool {
        let message = Self::message(session, account);
        keys.verify(Purpose::SessionOwner, &message, &self.0)
    }

    fn message(session: &str, account: &AccountId) -> Vec<u8> {
        [session.as_bytes(), &[0], account.as_str().as_bytes()].concat()
    }
}
