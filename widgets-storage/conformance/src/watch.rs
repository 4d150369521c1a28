//! Stores with an eye on every call, for tests that count work or need an outage.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use widgets_core::Entitlements;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, ChallengeId, OrganizationId, OutboxId, SessionId};
use widgets_core::role::Roles;
use widgets_core::stores::*;

/// Which field of [`Stores`] a call goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Boundary {
    /// [`Stores::accounts`].
    Accounts,
    /// [`Stores::organizations`].
    Organizations,
    /// [`Stores::profile`].
    Profile,
    /// [`Stores::limits`].
    Limits,
    /// [`Stores::outbox`].
    Outbox,
    /// A [`MailboxStore`], which is no field of [`Stores`].
    Mailbox,
}

/// Hears of every call of [watched](watch) stores before it is made, and may make it fail.
pub trait Watcher: Send + Sync + 'static {
    /// A call of that method is about to be made.
    ///
    /// # Errors
    ///
    /// What the caller is answered instead; the store is not called then.
    fn called(&self, boundary: Boundary, method: &'static str) -> StoreResult<()>;
}

/// How a call is made to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The store does not answer.
    Outage,
    /// The store panics.
    Panic,
}

/// A watcher that counts calls and makes those of one method fail while it is told to.
#[derive(Debug, Default)]
pub struct Calls {
    made: Mutex<HashMap<(Boundary, &'static str), u64>>,
    failing: Mutex<Option<(&'static str, Failure)>>,
}

impl Calls {
    /// How many calls of that boundary there were.
    pub fn of(&self, boundary: Boundary) -> u64 {
        self.count(|(own, _)| *own == boundary)
    }

    /// How many calls of that method there were.
    pub fn named(&self, method: &str) -> u64 {
        self.count(|(_, own)| *own == method)
    }

    /// From now on every call of that method fails, until it is said otherwise.
    pub fn fail(&self, method: Option<(&'static str, Failure)>) {
        *self.failing.lock().unwrap_or_else(PoisonError::into_inner) = method;
    }

    fn count(&self, which: impl Fn(&(Boundary, &'static str)) -> bool) -> u64 {
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.iter()
            .filter(|(call, _)| which(call))
            .map(|(_, count)| count)
            .sum()
    }
}

impl Watcher for Calls {
    fn called(&self, boundary: Boundary, method: &'static str) -> StoreResult<()> {
        *self
            .made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry((boundary, method))
            .or_default() += 1;
        let failing = *self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        match failing.filter(|(name, _)| *name == method) {
            None => Ok(()),
            Some((_, Failure::Outage)) => Err(StoreError::unavailable("a store's secret")),
            Some((_, Failure::Panic)) => panic!("a store's secret"),
        }
    }
}

/// The same stores, each call of which `watcher` hears of.
pub fn watch(stores: impl Into<Stores>, watcher: &Arc<impl Watcher>) -> Stores {
    let stores = stores.into();
    let watcher: Arc<dyn Watcher> = watcher.clone();
    Stores {
        accounts: Arc::new(Watched(stores.accounts, Arc::clone(&watcher))),
        organizations: Arc::new(Watched(stores.organizations, Arc::clone(&watcher))),
        profile: Arc::new(Watched(stores.profile, Arc::clone(&watcher))),
        limits: Arc::new(Watched(stores.limits, Arc::clone(&watcher))),
        outbox: Arc::new(Watched(stores.outbox, watcher)),
    }
}

/// The same mailbox, each call of which `watcher` hears of.
pub fn watch_mailbox(
    mailbox: Arc<dyn MailboxStore>,
    watcher: &Arc<impl Watcher>,
) -> Arc<dyn MailboxStore> {
    Arc::new(Watched(mailbox, watcher.clone() as Arc<dyn Watcher>))
}

struct Watched<S: ?Sized>(Arc<S>, Arc<dyn Watcher>);

/// A method of the contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Method {
    pub(crate) boundary: Boundary,
    pub(crate) name: &'static str,
    pub(crate) writes: bool,
}

macro_rules! writes {
    (reads) => {
        false
    };
    (writes) => {
        true
    };
}

/// Implements the traits of the contract by telling the watcher and handing on, and lists their
/// methods. A trait does not build here without all of its methods, and each says whether it
/// writes; the kit demands of each that it is seen to fail.
macro_rules! watched {
    ($($trait:ident of $store:ident as $boundary:ident {$(
        $kind:ident $name:ident($($argument:ident: $type:ty),*) -> $answer:ty;
    )+})+) => {
        $(
            #[async_trait]
            impl $trait for Watched<dyn $store> {$(
                async fn $name(&self, $($argument: $type),*) -> StoreResult<$answer> {
                    self.1.called(Boundary::$boundary, stringify!($name))?;
                    self.0.$name($($argument),*).await
                }
            )+}
        )+

        pub(crate) const METHODS: &[Method] = &[$($(Method {
            boundary: Boundary::$boundary,
            name: stringify!($name),
            writes: writes!($kind),
        }),+),+];
    };
}

watched! {
    Checked of AccountStore as Accounts { reads problems() -> Vec<String>; }
    Checked of OrganizationStore as Organizations { reads problems() -> Vec<String>; }
    Checked of ProfileStore as Profile { reads problems() -> Vec<String>; }
    Checked of LimitStore as Limits { reads problems() -> Vec<String>; }
    Checked of OutboxStore as Outbox { reads problems() -> Vec<String>; }

    SessionStore of AccountStore as Accounts {
        reads admit(token: &TokenHash, slug: Option<&Slug>, at: Timestamp) -> Option<Admission>;
        writes touch_session(session: &SessionId, last_used_at: Timestamp, idle_until: Timestamp) -> ();
        reads list_sessions(
            account: &AccountId,
            except: &SessionId,
            after: Option<&SessionPosition>,
            limit: u32,
            at: Timestamp
        ) -> Vec<Session>;
        reads find_session(
            account: &AccountId, session: &SessionId, at: Timestamp
        ) -> Option<Session>;
        reads has_session(session: &SessionId, at: Timestamp) -> bool;
        writes end_session(account: &AccountId, session: &SessionId, change: Change) -> EndOutcome;
        writes end_sessions(account: &AccountId, keep: Option<&SessionId>, change: Change) -> u64;
    }

    CredentialStore of AccountStore as Accounts {
        reads credentials(
            email: &EmailKey, device: Option<&TokenHash>, at: Timestamp
        ) -> Option<Credentials>;
        reads find_link(link: &TokenHash, at: Timestamp) -> Option<SignInLink>;
        writes open_session(open_session: OpenSession, change: Change) -> OpenOutcome;
        writes renew_session(renewal: RenewSession, change: Change) -> OpenOutcome;
        writes replace_password_hash(
            account: &AccountId, old: &PasswordHash, new: &PasswordHash
        ) -> bool;
    }

    ChallengeStore of AccountStore as Accounts {
        writes begin_challenge(challenge: NewChallenge, change: Change) -> ();
        reads find_challenge(
            id: &ChallengeId, browser: &TokenHash, at: Timestamp
        ) -> Option<Challenge>;
        reads find_challenge_by_link(link: &TokenHash, at: Timestamp) -> Option<Challenge>;
        writes try_challenge(
            id: &ChallengeId, browser: &TokenHash, at: Timestamp
        ) -> Option<Challenge>;
        writes resend_challenge(resend: ResendChallenge, change: Change) -> ResendOutcome;
        writes revoke_challenge(link: &TokenHash, change: Change) -> EndOutcome;
        writes complete_sign_up(completion: CompleteSignUpWrite, change: Change) -> SignUpOutcome;
        writes reset_password(reset: ResetPasswordWrite, change: Change) -> PasswordOutcome;
        writes change_password(setting: ChangePasswordWrite, change: Change) -> PasswordOutcome;
        writes add_pending_form(form: PendingForm) -> ();
        reads find_pending_form(token: &TokenHash, at: Timestamp) -> Option<Vec<u8>>;
        writes drop_pending_form(token: &TokenHash) -> bool;
        reads sealed_challenges(
            after: Option<&ChallengeId>, limit: u32
        ) -> Vec<Sealed<ChallengeId>>;
        writes reseal_challenge(old: &Sealed<ChallengeId>, new: Vec<u8>) -> bool;
    }

    AccountDirectory of AccountStore as Accounts {
        writes create_account(account: NewAccount, change: Change) -> CreateOutcome;
        reads find_account(account: &AccountId) -> Option<Account>;
        reads find_account_by_email(email: &EmailKey) -> Option<Account>;
        writes set_account_status(
            account: &AccountId, status: AccountStatus, change: Change
        ) -> StatusOutcome;
        writes issue_link(link: NewLink, change: Change) -> LinkOutcome;
        writes delete_account(account: &AccountId, change: Change) -> DeleteOutcome;
        writes end_all_sessions(change: Change) -> u64;
        writes sweep_accounts(at: Timestamp, events_before: Option<Timestamp>, limit: u32) -> u64;
    }

    OrganizationStore of OrganizationStore as Organizations {
        writes create_organization(
            organization: NewOrganization, change: Change
        ) -> OrganizationOutcome;
        reads find_organization(slug: &Slug) -> Option<Organization>;
        reads find_membership(account: &AccountId, organization: &Slug) -> Option<Membership>;
        writes set_entitlements(
            organization: &OrganizationId,
            entitlements: Entitlements,
            change: Change
        ) -> bool;
        writes add_member(
            organization: &OrganizationId, account: &AccountId, roles: Roles, change: Change
        ) -> MembershipOutcome;
        writes set_member_roles(
            organization: &OrganizationId, account: &AccountId, roles: Roles, change: Change
        ) -> MemberOutcome;
        writes remove_member(
            organization: &OrganizationId, account: &AccountId, change: Change
        ) -> MemberOutcome;
    }

    ProfileStore of ProfileStore as Profile {
        reads find_profile(account: &AccountId) -> Option<Profile>;
        writes save_names(account: &AccountId, names: Names, change: Change) -> SaveOutcome;
        writes save_preferences(
            account: &AccountId, preferences: Preferences, change: Change
        ) -> SaveOutcome;
        writes delete_profile(account: &AccountId, change: Change) -> SaveOutcome;
    }

    LimitStore of LimitStore as Limits {
        writes consume(requests: &[LimitRequest], at: Timestamp) -> LimitOutcome;
        writes clear(keys: &[LimitKey]) -> ();
        writes sweep_limits(at: Timestamp, limit: u32) -> u64;
    }

    OutboxStore of OutboxStore as Outbox {
        writes claim(
            holder: &Holder, limit: u32, at: Timestamp, lease_until: Timestamp
        ) -> Vec<ClaimedRow>;
        writes finish(holder: &Holder, row: &OutboxId, how: Finish, at: Timestamp) -> bool;
        reads dead_letters(after: Option<&DeadLetter>, limit: u32) -> Vec<DeadLetter>;
        writes revive(row: &OutboxId, at: Timestamp) -> bool;
        reads sealed_rows(after: Option<&OutboxId>, limit: u32) -> Vec<Sealed<OutboxId>>;
        writes reseal_row(old: &Sealed<OutboxId>, new: Vec<u8>) -> bool;
        writes sweep(sweep: OutboxSweep) -> u64;
    }

    MailboxStore of MailboxStore as Mailbox {
        writes keep_mail(mail: KeptMail, most: u32) -> ();
        reads newest_mails(limit: u32) -> Vec<KeptMail>;
        writes reseal_mail(old: &Sealed<String>, new: Vec<u8>) -> bool;
        reads find_mail(id: &str) -> Option<KeptMail>;
    }
}
