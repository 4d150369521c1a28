//! Stores with an eye on every call, for tests that count work or need an outage.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use widgets_core::Entitlements;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{
    AccountId, AuthenticatorId, ChallengeId, DeviceId, OrganizationId, OutboxId, SessionId,
};
use widgets_core::name::Name;
use widgets_core::role::Roles;
use widgets_core::stores::*;

/// Which field of [`Stores`] a call goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
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
#[non_exhaustive]
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
    Stores::new(
        Arc::new(Watched(stores.accounts, Arc::clone(&watcher))),
        Arc::new(Watched(stores.organizations, Arc::clone(&watcher))),
        Arc::new(Watched(stores.profile, Arc::clone(&watcher))),
        Arc::new(Watched(stores.limits, Arc::clone(&watcher))),
        Arc::new(Watched(stores.outbox, watcher)),
    )
}

struct Watched<S: ?Sized>(Arc<S>, Arc<dyn Watcher>);

/// Implements the traits of the contract by telling the watcher and handing on, and lists their
/// methods. A trait does not build here without all of its methods.
macro_rules! watched {
    ($($trait:ident of $store:ident as $boundary:ident {$(
        $name:ident($($argument:ident: $type:ty),*) -> $answer:ty;
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

        /// Every method of the contract.
        pub(crate) const METHODS: &[(Boundary, &str)] = &[$($(
            (Boundary::$boundary, stringify!($name))
        ),+),+];
    };
}

watched! {
    Checked of AccountStore as Accounts { problems() -> Vec<String>; }
    Checked of OrganizationStore as Organizations { problems() -> Vec<String>; }
    Checked of ProfileStore as Profile { problems() -> Vec<String>; }
    Checked of LimitStore as Limits { problems() -> Vec<String>; }
    Checked of OutboxStore as Outbox { problems() -> Vec<String>; }

    SessionStore of AccountStore as Accounts {
        admit(token: &TokenHash, slug: Option<&Slug>, at: Timestamp) -> Option<Admission>;
        touch_session(session: &SessionId, last_used_at: Timestamp, idle_until: Timestamp) -> ();
        list_sessions(
            account: &AccountId,
            except: &SessionId,
            page: &PageRequest<SessionPosition>,
            at: Timestamp
        ) -> Paged<Session, SessionPosition>;
        find_session(
            account: &AccountId, session: &SessionId, at: Timestamp
        ) -> Option<Session>;
        has_session(session: &SessionId, at: Timestamp) -> bool;
        take_handover(session: &SessionId, handover: &TokenHash, at: Timestamp) -> bool;
        end_session(
            account: &AccountId, session: &SessionId, forget: bool, change: Change
        ) -> EndOutcome;
        end_sessions(account: &AccountId, keep: Option<&SessionId>, change: Change) -> u64;
    }

    DeviceStore of AccountStore as Accounts {
        list_devices(
            account: &AccountId,
            filter: &DeviceFilter,
            page: &PageRequest<DevicePosition>,
            at: Timestamp
        ) -> Paged<Device, DevicePosition>;
        find_devices(
            account: &AccountId, selected: &Selected<DeviceId>, at: Timestamp
        ) -> Vec<Device>;
        forget_devices(
            account: &AccountId, selected: &Selected<DeviceId>, change: Change
        ) -> EndOutcome;
        distrust_devices(
            account: &AccountId, selected: &Selected<DeviceId>, change: Change
        ) -> EndOutcome;
        distrust_all_devices(account: &AccountId, change: Change) -> u64;
        forget_other_devices(
            account: &AccountId, keep: Option<&TokenHash>, change: Change
        ) -> u64;
    }

    CredentialStore of AccountStore as Accounts {
        credentials(
            email: &EmailKey, device: Option<&TokenHash>, at: Timestamp
        ) -> Option<Credentials>;
        knows_device(device: &TokenHash, at: Timestamp) -> bool;
        record(change: Change) -> ();
        find_link(link: &TokenHash, at: Timestamp) -> Option<SignInLink>;
        open_session(open_session: OpenSession, change: Change) -> OpenOutcome;
        renew_session(renewal: RenewSession, change: Change) -> OpenOutcome;
        replace_password_hash(
            account: &AccountId, old: &PasswordHash, new: &PasswordHash
        ) -> bool;
    }

    FactorStore of AccountStore as Accounts {
        find_second_factors(account: &AccountId) -> SecondFactors;
        add_authenticator(
            adding: AddAuthenticatorWrite, change: Change
        ) -> AddAuthenticatorOutcome;
        rename_authenticator(
            account: &AccountId, authenticator: &AuthenticatorId, name: &Name, change: Change
        ) -> RenameOutcome;
        remove_authenticator(removing: RemoveAuthenticatorWrite, change: Change) -> EndOutcome;
        make_recovery_codes(
            account: &AccountId,
            epoch: Epoch,
            codes: &[RecoveryCodeHash; RECOVERY_CODES],
            change: Change
        ) -> RecoveryOutcome;
        sealed_authenticators(
            after: Option<&AuthenticatorId>, limit: u32
        ) -> Vec<Sealed<AuthenticatorId>>;
        reseal_authenticator(old: &Sealed<AuthenticatorId>, new: Vec<u8>) -> bool;
    }

    FactorResetStore of AccountStore as Accounts {
        begin_factor_reset(reset: FactorReset, change: Change) -> BeginResetOutcome;
        find_factor_reset(account: &AccountId) -> Option<FactorReset>;
        find_factor_reset_by_token(token: &TokenHash) -> Option<FactorReset>;
        end_factor_reset(
            account: &AccountId, token: &TokenHash, change: Change
        ) -> EndOutcome;
        due_factor_resets(at: Timestamp, limit: u32) -> Vec<FactorReset>;
        complete_factor_reset(
            account: &AccountId, token: &TokenHash, change: Change
        ) -> EndOutcome;
    }

    SignInAttemptStore of AccountStore as Accounts {
        begin_sign_in(attempt: NewSignInAttempt, change: Change) -> BeginSignInOutcome;
        find_sign_in(token: &TokenHash, at: Timestamp) -> Option<SignInAttempt>;
        try_sign_in(token: &TokenHash, at: Timestamp) -> Option<SignInAttempt>;
        end_sign_in(token: &TokenHash) -> bool;
    }

    ChallengeStore of AccountStore as Accounts {
        begin_challenge(challenge: NewChallenge, change: Change) -> ();
        find_challenge(
            id: &ChallengeId, browser: &TokenHash, at: Timestamp
        ) -> Option<Challenge>;
        find_challenge_by_link(link: &TokenHash, at: Timestamp) -> Option<Challenge>;
        try_challenge(
            id: &ChallengeId, browser: &TokenHash, at: Timestamp
        ) -> Option<Challenge>;
        resend_challenge(resend: ResendChallenge, change: Change) -> ResendOutcome;
        revoke_challenge(link: &TokenHash, change: Change) -> EndOutcome;
        complete_sign_up(completion: CompleteSignUpWrite, change: Change) -> SignUpOutcome;
        reset_password(reset: ResetPasswordWrite, change: Change) -> PasswordOutcome;
        change_password(setting: ChangePasswordWrite, change: Change) -> PasswordOutcome;
        add_pending_form(form: PendingForm) -> ();
        find_pending_form(token: &TokenHash, at: Timestamp) -> Option<Vec<u8>>;
        drop_pending_form(token: &TokenHash) -> bool;
        sealed_challenges(
            after: Option<&ChallengeId>, limit: u32
        ) -> Vec<Sealed<ChallengeId>>;
        reseal_challenge(old: &Sealed<ChallengeId>, new: Vec<u8>) -> bool;
    }

    AccountDirectory of AccountStore as Accounts {
        create_account(account: NewAccount, change: Change) -> CreateOutcome;
        find_account(account: &AccountId) -> Option<Account>;
        find_account_by_email(email: &EmailKey) -> Option<Account>;
        list_accounts(
            page: &PageRequest<AccountPosition>
        ) -> Paged<ListedAccount, AccountPosition>;
        search_accounts(
            search: &AccountSearch, page: &PageRequest<FoundAccountPosition>
        ) -> Paged<ListedAccount, FoundAccountPosition>;
        set_account_status(
            account: &AccountId, status: AccountStatus, change: Change
        ) -> StatusOutcome;
        issue_link(link: NewLink, change: Change) -> LinkOutcome;
        delete_account(account: &AccountId, change: Change) -> DeleteOutcome;
        end_all_sessions(change: Change) -> ();
        sweep_accounts(at: Timestamp, events_before: Option<Timestamp>, limit: u32) -> u64;
    }

    OrganizationStore of OrganizationStore as Organizations {
        create_organization(
            organization: NewOrganization, change: Change
        ) -> OrganizationOutcome;
        find_organization(slug: &Slug) -> Option<Organization>;
        find_membership(account: &AccountId, organization: &Slug) -> Option<Membership>;
        set_entitlements(
            organization: &OrganizationId,
            entitlements: Entitlements,
            change: Change
        ) -> bool;
        add_member(
            organization: &OrganizationId, account: &AccountId, roles: Roles, change: Change
        ) -> MembershipOutcome;
        set_member_roles(
            organization: &OrganizationId, account: &AccountId, roles: Roles, change: Change
        ) -> MemberOutcome;
        remove_member(
            organization: &OrganizationId, account: &AccountId, change: Change
        ) -> MemberOutcome;
    }

    ProfileStore of ProfileStore as Profile {
        find_profile(account: &AccountId) -> Option<Profile>;
        save_names(account: &AccountId, names: Names, change: Change) -> SaveOutcome;
        save_preferences(
            account: &AccountId, preferences: Preferences, change: Change
        ) -> SaveOutcome;
        delete_profile(account: &AccountId, change: Change) -> SaveOutcome;
    }

    LimitStore of LimitStore as Limits {
        consume(requests: &[LimitRequest], at: Option<Timestamp>) -> LimitOutcome;
        clear(keys: &[LimitKey]) -> ();
        sweep_limits(at: Option<Timestamp>, limit: u32) -> u64;
    }

    OutboxStore of OutboxStore as Outbox {
        claim(
            holder: &Holder, topic: &str, limit: u32, at: Timestamp, lease_until: Timestamp
        ) -> Vec<ClaimedRow>;
        finish(holder: &Holder, row: &OutboxId, how: Finish, at: Timestamp) -> bool;
        dead_letters(
            page: &PageRequest<DeadLetterPosition>
        ) -> Paged<DeadLetter, DeadLetterPosition>;
        revive(row: &OutboxId, at: Timestamp) -> bool;
        sealed_rows(after: Option<&OutboxId>, limit: u32) -> Vec<Sealed<OutboxId>>;
        reseal_row(old: &Sealed<OutboxId>, new: Vec<u8>) -> bool;
        sweep(sweep: OutboxSweep) -> u64;
    }
}
