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
    NewAccount::new(
        AccountId::parse(format!("acc_{number}")).unwrap(),
        Email::parse(&format!("person-{number}@nordlicht.example")).unwrap(),
    )
    .verified(true)
}

pub(crate) fn new_link(account: &AccountId) -> NewLink {
    NewLink::new(
        account.clone(),
        Token::mint().unwrap().hash(),
        NOW.plus(std::time::Duration::from_secs(600)),
    )
}

/// A change that appends nothing.
pub(crate) fn silently() -> Change {
    Change::new(Stamp::new(
        Actor::Visitor,
        NOW,
        RequestId::parse("req_1").unwrap(),
    ))
}
