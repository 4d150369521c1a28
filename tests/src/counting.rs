//! Counts calls of the stores, where time cannot be trusted, and makes them fail on demand.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, ChallengeId, OutboxId, SessionId};
use widgets_core::stores::*;

/// How often the stores were called.
#[derive(Debug, Default)]
pub struct Counts {
    accounts: AtomicU64,
    limits: AtomicU64,
    profile: AtomicU64,
    in_hand: AtomicI64,
    failing: Mutex<Option<(&'static str, Failure)>>,
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The store does not answer.
    Outage,
    /// The store panics.
    Panic,
}

impl Counts {
    /// From now on every call of that name fails, until it is said otherwise.
    pub fn fail(&self, call: Option<(&'static str, Failure)>) {
        *self.failing.lock().unwrap() = call;
    }

    fn meet(&self, call: &str) -> StoreResult<()> {
        let failing = *self.failing.lock().unwrap();
        match failing.filter(|(name, _)| *name == call) {
            None => Ok(()),
            Some((_, Failure::Outage)) => Err(StoreError::unavailable("a store's secret")),
            Some((_, Failure::Panic)) => panic!("a store's secret"),
        }
    }

    /// Whether any worker of this house has something in its hands.
    pub fn is_working(&self) -> bool {
        self.in_hand.load(Ordering::SeqCst) > 0
    }

    /// All calls so far: of accounts, of limits, of profiles.
    pub fn all(&self) -> (u64, u64, u64) {
        let read = |count: &AtomicU64| count.load(Ordering::SeqCst);
        (
            read(&self.accounts),
            read(&self.limits),
            read(&self.profile),
        )
    }
}

/// The same stores, counted.
pub fn count(stores: Stores, counts: &Arc<Counts>) -> Stores {
    Stores {
        accounts: Arc::new(Counted(Arc::clone(&stores.accounts), Arc::clone(counts))),
        limits: Arc::new(Counted(Arc::clone(&stores.limits), Arc::clone(counts))),
        profile: Arc::new(Counted(Arc::clone(&stores.profile), Arc::clone(counts))),
        outbox: Arc::new(Counted(Arc::clone(&stores.outbox), Arc::clone(counts))),
        ..stores
    }
}

struct Counted<S: ?Sized>(Arc<S>, Arc<Counts>);

/// Implements a trait of the contract by counting and handing on.
macro_rules! counted {
    ($trait:ident for $store:ty, $count:ident: $(
        fn $name:ident($($argument:ident: $type:ty),*) -> $answer:ty;
    )*) => {
        #[async_trait]
        impl $trait for Counted<$store> {$(
            async fn $name(&self, $($argument: $type),*) -> StoreResult<$answer> {
                self.1.$count.fetch_add(1, Ordering::SeqCst);
                self.1.meet(stringify!($name))?;
                self.0.$name($($argument),*).await
            }
        )*}
    };
}

macro_rules! checked {
    ($($store:ty),*) => {$(
        #[async_trait]
        impl Checked for Counted<$store> {
            async fn problems(&self) -> StoreResult<Vec<String>> {
                self.1.meet("problems")?;
                self.0.problems().await
            }
        }
    )*};
}

checked!(
    dyn AccountStore,
    dyn LimitStore,
    dyn OutboxStore,
    dyn ProfileStore
);

counted! { SessionStore for dyn AccountStore, accounts:
    fn admit(token: &TokenHash, organization: Option<&Slug>, at: Timestamp) -> Option<Admission>;
    fn touch_session(session: &SessionId, seen_at: Timestamp, idle_until: Timestamp) -> ();
    fn list_sessions(account: &AccountId, except: &SessionId, after: Option<&SessionPosition>, limit: u32, at: Timestamp) -> Vec<Session>;
    fn find_session(account: &AccountId, session: &SessionId, at: Timestamp) -> Option<Session>;
    fn end_session(account: &AccountId, session: &SessionId, change: Change) -> Ending;
    fn end_sessions(account: &AccountId, keep: Option<&SessionId>, change: Change) -> u64;
}

counted! { CredentialStore for dyn AccountStore, accounts:
    fn credentials(email: &EmailKey, device: Option<&TokenHash>, at: Timestamp) -> Option<Credentials>;
    fn find_link(link: &TokenHash, at: Timestamp) -> Option<SignInLink>;
    fn open_session(opening: OpenSession, change: Change) -> OpenedSession;
    fn renew_session(renewal: RenewSession, change: Change) -> OpenedSession;
    fn replace_password_hash(account: &AccountId, old: &PasswordHash, new: &PasswordHash) -> bool;
}

counted! { AccountDirectory for dyn AccountStore, accounts:
    fn create_account(account: NewAccount, change: Change) -> Creation;
    fn find_account(account: &AccountId) -> Option<Account>;
    fn find_account_by_email(email: &EmailKey) -> Option<Account>;
    fn set_account_status(account: &AccountId, status: AccountStatus, change: Change) -> Switch;
    fn issue_link(link: NewLink, change: Change) -> LinkIssue;
    fn delete_account(account: &AccountId, change: Change) -> Deletion;
    fn end_all_sessions(change: Change) -> u64;
    fn sweep_accounts(at: Timestamp, events_before: Option<Timestamp>, limit: u32) -> u64;
}

counted! { ChallengeStore for dyn AccountStore, accounts:
    fn begin_challenge(challenge: NewChallenge, change: Change) -> ();
    fn find_challenge(id: &ChallengeId, browser: &TokenHash, at: Timestamp) -> Option<Challenge>;
    fn find_challenge_by_link(link: &TokenHash, at: Timestamp) -> Option<Challenge>;
    fn try_challenge(id: &ChallengeId, browser: &TokenHash, at: Timestamp) -> Option<Challenge>;
    fn resend_challenge(resend: ResendChallenge, change: Change) -> Resending;
    fn revoke_challenge(link: &TokenHash, change: Change) -> Ending;
    fn complete_sign_up(completion: CompleteSignUp, change: Change) -> SignUpCompletion;
    fn reset_password(reset: ResetPassword, change: Change) -> PasswordSetting;
    fn change_password(setting: ChangePassword, change: Change) -> PasswordSetting;
    fn keep_form(form: KeptForm) -> ();
    fn find_kept_form(token: &TokenHash, at: Timestamp) -> Option<Vec<u8>>;
    fn drop_kept_form(token: &TokenHash) -> bool;
}

counted! { LimitStore for dyn LimitStore, limits:
    fn take(takings: &[Taking], at: Timestamp) -> Taken;
    fn clear(keys: &[LimitKey]) -> ();
    fn sweep_limits(at: Timestamp, limit: u32) -> u64;
}

counted! { ProfileStore for dyn ProfileStore, profile:
    fn find_profile(account: &AccountId) -> Option<Profile>;
    fn save_names(account: &AccountId, names: Names, change: Change) -> Saving;
    fn save_preferences(account: &AccountId, preferences: Preferences, change: Change) -> Saving;
    fn delete_profile(account: &AccountId, change: Change) -> Saving;
}

/// Counts what is in the hands of workers; a claim that is under way counts too.
#[async_trait]
impl OutboxStore for Counted<dyn OutboxStore> {
    async fn claim(
        &self,
        holder: &Holder,
        limit: u32,
        at: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<ClaimedRow>> {
        let in_hand = &self.1.in_hand;
        in_hand.fetch_add(1, Ordering::SeqCst);
        let claimed = self.0.claim(holder, limit, at, lease_until).await;
        let rows = claimed.as_ref().map_or(0, Vec::len);
        in_hand.fetch_add(i64::try_from(rows).unwrap() - 1, Ordering::SeqCst);
        claimed
    }

    async fn finish(
        &self,
        holder: &Holder,
        row: &OutboxId,
        how: Finish,
        at: Timestamp,
    ) -> StoreResult<bool> {
        let finished = match self.1.meet("finish") {
            Ok(()) => self.0.finish(holder, row, how, at).await,
            Err(error) => Err(error),
        };
        self.1.in_hand.fetch_sub(1, Ordering::SeqCst);
        finished
    }

    async fn dead_letters(
        &self,
        after: Option<&DeadLetter>,
        limit: u32,
    ) -> StoreResult<Vec<DeadLetter>> {
        self.0.dead_letters(after, limit).await
    }

    async fn revive(&self, row: &OutboxId, at: Timestamp) -> StoreResult<bool> {
        self.0.revive(row, at).await
    }

    async fn sweep(&self, sweep: OutboxSweep) -> StoreResult<u64> {
        self.0.sweep(sweep).await
    }
}
