//! The stores in memory: for tests and trials, and the readable statement of what every store
//! does.
//!
//! All of it stands behind one mutex. Every write checks everything first and then changes
//! everything, so nothing can fail half-way; nothing is awaited while the mutex is held. What goes
//! along with a write is checked and appended in one place, `MemoryStores::write`.

mod accounts;
mod challenges;
mod credentials;
mod devices;
mod factor_resets;
mod factors;
mod limits;
mod mailbox;
mod organizations;
mod outbox;
mod paging;
mod profile;
mod redeeming;
mod sealed;
mod sessions;
mod sign_in_attempts;
mod sweeping;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{
    AccountId, AuthenticatorId, ChallengeId, EventId, OrganizationId, OutboxId, SessionId,
};
use widgets_core::role::Roles;
use widgets_core::stores::*;

/// Every store in memory, gone when the last clone is. A clone means the same stores.
#[derive(Clone, Default)]
pub struct MemoryStores(Arc<Mutex<State>>);

impl MemoryStores {
    /// Empty stores.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The audit trail so far, the oldest entry first.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        self.state().events.clone()
    }

    /// Makes a write at the moment of its change, which is appended if the write takes place. `make`
    /// checks everything before it changes anything.
    fn write<T>(
        &self,
        change: Change,
        make: impl FnOnce(&mut State, Timestamp) -> Written<T>,
    ) -> StoreResult<T> {
        let mut state = self.state();
        state.accepts(&change)?;
        match make(&mut state, change.stamp.at) {
            Ok(outcome) => {
                state.append(change);
                Ok(outcome)
            }
            Err(Stop::With(refusal)) => Ok(refusal),
            Err(Stop::Repeated(repeated)) => Err(StoreError::unavailable(repeated)),
        }
    }

    /// A panic elsewhere leaves whole facts behind, since changes follow all checks.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Checked for MemoryStores {
    async fn problems(&self) -> StoreResult<Vec<String>> {
        Ok(Vec::new())
    }
}

impl From<MemoryStores> for Stores {
    fn from(stores: MemoryStores) -> Self {
        let stores = Arc::new(stores);
        Self::new(
            stores.clone(),
            stores.clone(),
            stores.clone(),
            stores.clone(),
            stores,
        )
    }
}

impl fmt::Debug for MemoryStores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryStores(..)")
    }
}

#[derive(Default)]
struct State {
    accounts: BTreeMap<AccountId, StoredAccount>,
    /// The epoch of an account that is new.
    epoch_of_all: Epoch,
    addresses: BTreeMap<EmailKey, AccountId>,
    sessions: BTreeMap<SessionId, (TokenHash, Session)>,
    /// The known browser in which each session was opened. Says nothing of a session that is gone.
    session_devices: BTreeMap<SessionId, TokenHash>,
    /// What leads on to the token of a session.
    handovers: BTreeMap<SessionId, Handover>,
    links: BTreeMap<TokenHash, SignInLink>,
    devices: BTreeMap<(AccountId, TokenHash), KnownDevice>,
    authenticators: BTreeMap<AuthenticatorId, (AccountId, Authenticator)>,
    recovery_codes: BTreeMap<AccountId, BTreeSet<RecoveryCodeHash>>,
    sign_ins: BTreeMap<TokenHash, SignInAttempt>,
    factor_resets: BTreeMap<AccountId, FactorReset>,
    challenges: BTreeMap<ChallengeId, StoredChallenge>,
    /// What was typed, sealed, and when it is forgotten.
    forms: BTreeMap<TokenHash, (Vec<u8>, Timestamp)>,
    organizations: BTreeMap<OrganizationId, Organization>,
    members: BTreeMap<(OrganizationId, AccountId), Member>,
    profiles: BTreeMap<AccountId, Profile>,
    /// The theoretical arrival time of each key.
    limits: BTreeMap<LimitKey, Timestamp>,
    outbox: BTreeMap<OutboxId, Posted>,
    /// The newest last.
    mailbox: Vec<KeptMail>,
    events: Vec<Event>,
    event_ids: BTreeSet<EventId>,
}

struct StoredAccount {
    account: Account,
    verified: bool,
    password: Option<PasswordHash>,
    password_set_at: Option<Timestamp>,
    /// Whether it was last set by whoever proved the mailbox.
    password_mailed: bool,
}

struct StoredChallenge {
    challenge: Challenge,
    link: TokenHash,
}

#[derive(Clone)]
struct KnownDevice {
    device: Device,
    /// Whether the browser has another token by now.
    replaced: bool,
    /// Until when the account trusts it, and at which epoch.
    trust: Option<(Timestamp, Epoch)>,
}

#[derive(Clone)]
struct Member {
    roles: Roles,
    since: Timestamp,
}

struct Posted {
    row: OutboxRow,
    state: Progress,
    attempts: u32,
    /// Who holds it, and until when.
    held: Option<(String, Timestamp)>,
    /// Why the last attempt failed.
    error: String,
}

#[derive(PartialEq, Eq)]
enum Progress {
    Waiting,
    Done { at: Timestamp },
    Dead { at: Timestamp },
}

/// The outcome of a write, or why nothing was changed.
type Written<T> = Result<T, Stop<T>>;

/// Why a write changes nothing.
enum Stop<T> {
    /// The contract has this outcome for it.
    With(T),
    /// No outcome of the contract.
    Repeated(Repeated),
}

impl<T> Stop<T> {
    /// Goes on with a write if `fits`; otherwise its outcome is the refusal.
    fn unless(fits: bool, refusal: T) -> Result<(), Self> {
        fits.then_some(()).ok_or(Self::With(refusal))
    }
}

impl<T> From<Repeated> for Stop<T> {
    fn from(repeated: Repeated) -> Self {
        Self::Repeated(repeated)
    }
}

/// An identifier or token that was used before.
#[derive(Debug, thiserror::Error)]
#[error("something in the write exists already")]
struct Repeated;

impl Repeated {
    /// Goes on with what repeats nothing.
    fn unless(fresh: bool) -> Result<(), Self> {
        fresh.then_some(()).ok_or(Self)
    }
}

impl State {
    /// Whether the change can be appended.
    fn accepts(&self, change: &Change) -> StoreResult<()> {
        let mut events = BTreeSet::new();
        let mut rows = BTreeSet::new();
        let fresh = change
            .events
            .iter()
            .all(|event| !self.event_ids.contains(&event.id) && events.insert(&event.id))
            && change
                .outbox
                .iter()
                .all(|row| !self.outbox.contains_key(&row.id) && rows.insert(&row.id));
        Repeated::unless(fresh).map_err(StoreError::unavailable)
    }

    fn append(&mut self, change: Change) {
        for event in change.events {
            self.event_ids.insert(event.id.clone());
            self.events.push(event);
        }
        for row in change.outbox {
            let posted = Posted {
                row: row.clone(),
                state: Progress::Waiting,
                attempts: 0,
                held: None,
                error: String::new(),
            };
            self.outbox.insert(row.id, posted);
        }
    }

    fn active(&self, account: &AccountId) -> Option<&Account> {
        let stored = self.accounts.get(account)?;
        (stored.account.status == AccountStatus::Active).then_some(&stored.account)
    }

    /// Whether the account is active and at that epoch.
    fn is_at_epoch(&self, account: &AccountId, epoch: Epoch) -> bool {
        self.active(account)
            .is_some_and(|account| account.epoch == epoch)
    }
}
