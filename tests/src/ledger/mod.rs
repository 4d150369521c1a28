//! A ledger of business facts: what clients were told, held against what the store keeps.
//!
//! A [`Cluster`] is one host or several over one store. In it [`Client`]s do what people do: they
//! sign up, sign in, change their names and passwords, end sessions, open one-time links, are
//! invited. Every attempt comes from an address of its own, which the audit trail keeps, so that
//! afterwards each can be looked up: what was told done is there once, what was refused is not, and
//! what was left open is there once or not at all, and wholly.
//!
//! ```text
//! let ledger = Ledger::default();
//! ledger.live(&cluster, 0..lives, crowd).await;        // and break something meanwhile
//! let tally = ledger.settle(&cluster, &storage).await;
//! tally.assert_whole(least_done, least_unknown);
//! ```

use crate::prelude::*;
mod client;
mod cluster;
mod settling;
mod tab;
mod tally;
mod trail;

use std::net::Ipv4Addr;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

pub use client::Client;
pub use cluster::Cluster;
pub use tally::Tally;
pub use trail::Entry;

/// What an attempt is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// A code was asked for, to sign up with.
    CodeSent,
    /// An account came to be, with its first session, by a code or an invitation.
    SignedUp,
    /// A session was opened with the password.
    SignedIn,
    /// A session was opened with a one-time link.
    LinkOpened,
    /// A name was saved.
    Renamed,
    /// A session was ended from another one.
    SessionEnded,
    /// A session was ended by signing out.
    SignedOut,
    /// A password was changed.
    PasswordChanged,
    /// A one-time link was issued by the back end.
    LinkIssued,
    /// Somebody was invited by the back end.
    Invited,
}

impl Fact {
    /// What the audit trail says of it: all of these, or none.
    pub const fn actions(self) -> &'static [&'static str] {
        match self {
            Self::CodeSent => &["code.sent"],
            Self::SignedUp => &["account.created", "session.opened"],
            Self::SignedIn | Self::LinkOpened => &["session.opened"],
            Self::Renamed => &["profile.names_changed"],
            Self::SessionEnded | Self::SignedOut => &["session.ended"],
            Self::PasswordChanged => &["password.changed"],
            Self::LinkIssued => &["account.link_issued"],
            Self::Invited => &["invitation.sent"],
        }
    }

    /// Whether a mail goes with it.
    pub const fn mails(self) -> bool {
        matches!(self, Self::CodeSent | Self::PasswordChanged | Self::Invited)
    }
}

/// What a client was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// It is done.
    Done,
    /// It is not done, with this status.
    Refused(u16),
    /// Nobody knows: 503, or no answer.
    Unknown,
}

/// One attempt at a fact.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// About what.
    pub fact: Fact,
    /// Whose, by their address.
    pub email: String,
    /// Where it came from: nothing else ever did. Empty for the back end.
    pub from: String,
    /// The value to be stored: a name, a password, or the link that was opened.
    pub value: String,
    /// What came of it, as far as the client knows.
    pub told: Told,
}

/// What clients were told.
#[derive(Debug, Default)]
pub struct Ledger {
    attempts: Mutex<Vec<Attempt>>,
    wrongs: Mutex<Vec<String>>,
    apart: Mutex<BTreeSet<String>>,
    closed: AtomicBool,
}

impl Ledger {
    /// An address that nothing came from yet.
    pub fn address() -> String {
        static NEXT: AtomicU32 = AtomicU32::new(0x0b00_0001);
        Ipv4Addr::from_bits(NEXT.fetch_add(1, Ordering::SeqCst)).to_string()
    }

    /// Writes an attempt down.
    pub fn note(&self, attempt: Attempt) {
        self.attempts.lock().unwrap().push(attempt);
    }

    /// Writes down what must never be: an answer that no outage excuses.
    pub fn wrong(&self, what: String) {
        self.wrongs.lock().unwrap().push(what);
    }

    /// Leaves an account out of the count, since nobody writes down what is done with it.
    pub fn leave_out(&self, account: &AccountId) {
        self.apart.lock().unwrap().insert(account.to_string());
    }

    /// Every attempt so far, the first one first.
    pub fn attempts(&self) -> Vec<Attempt> {
        self.attempts.lock().unwrap().clone()
    }

    /// How many attempts were told that so far.
    pub fn count(&self, told: Told) -> usize {
        let attempts = self.attempts.lock().unwrap();
        attempts.iter().filter(|own| own.told == told).count()
    }

    /// From now on nobody begins a life here.
    pub fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
    }

    fn counts(&self, entry: &Entry) -> bool {
        let account = entry.account.as_ref();
        account.is_none_or(|own| !self.apart.lock().unwrap().contains(own))
    }

    fn wrongs(&self) -> Vec<String> {
        self.wrongs.lock().unwrap().clone()
    }
}
