//! An account to try things with.

use std::sync::atomic::{AtomicU64, Ordering};

use widgets_core::clock::Timestamp;
use widgets_core::crypto::Token;
use widgets_core::email::Email;
use widgets_core::id::{AccountId, RequestId};
use widgets_core::stores::{Actor, Change, NewAccount, NewLink, Stamp};

pub(crate) const NOW: Timestamp = Timestamp::from_micros(1_790_000_000_000_000);

pub(crate) fn new_account() -> NewAccount {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    NewAccount {
        id: AccountId::parse(format!("acc_{number}")).unwrap(),
        email: Email::parse(&format!("person-{number}@nordlicht.example")).unwrap(),
        verified: true,
        password: None,
        terms: None,
    }
}

pub(crate) fn new_link(account: &AccountId) -> NewLink {
    NewLink {
        account: account.clone(),
        token: Token::mint().unwrap().hash(),
        expires_at: NOW.plus(std::time::Duration::from_secs(600)),
        impersonation: None,
    }
}

/// A change that appends nothing.
pub(crate) fn silently() -> Change {
    Change {
        stamp: Stamp {
            actor: Actor::Visitor,
            at: NOW,
            request: RequestId::parse("req_1").unwrap(),
            address: None,
        },
        events: Vec::new(),
        outbox: Vec::new(),
    }
}
