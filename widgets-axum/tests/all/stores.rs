//! The memory stores with an eye on who is looked up, and a switch to cut them off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, ChallengeId, SessionId};
use widgets_core::stores::{
    Account, AccountDirectory, AccountStatus, Admission, Challenge, ChallengeStore, Change,
    ChangePassword, Checked, CompleteSignUp, Creation, CredentialStore, Credentials, Deletion,
    Ending, KeptForm, LinkIssue, NewAccount, NewChallenge, NewLink, OpenSession, OpenedSession,
    PasswordSetting, RenewSession, ResendChallenge, Resending, ResetPassword, Session,
    SessionPosition, SessionStore, SignInLink, SignUpCompletion, Slug, StoreError, StoreResult,
    Stores, Switch,
};
use widgets_storage::MemoryStores;

#[derive(Clone, Default)]
pub(crate) struct Watch(Arc<State>);

#[derive(Default)]
struct State {
    looked_up: AtomicUsize,
    out: AtomicBool,
}

impl Watch {
    /// The stores to watch.
    pub(crate) fn over(&self, stores: MemoryStores) -> Stores {
        let accounts = Arc::new(Watched {
            stores: stores.clone(),
            watch: self.clone(),
        });
        Stores {
            accounts,
            ..stores.into()
        }
    }

    /// How often a session was looked up since this was last asked.
    pub(crate) fn looked_up(&self) -> usize {
        self.0.looked_up.swap(0, Ordering::SeqCst)
    }

    /// From now on nobody can be looked up.
    pub(crate) fn cut_off(&self) {
        self.0.out.store(true, Ordering::SeqCst);
    }
}

struct Watched {
    stores: MemoryStores,
    watch: Watch,
}

#[async_trait]
impl Checked for Watched {
    async fn problems(&self) -> StoreResult<Vec<String>> {
        self.stores.problems().await
    }
}

#[async_trait]
impl SessionStore for Watched {
    async fn admit(
        &self,
        token: &TokenHash,
        organization: Option<&Slug>,
        at: Timestamp,
    ) -> StoreResult<Option<Admission>> {
        self.watch.0.looked_up.fetch_add(1, Ordering::SeqCst);
        if self.watch.0.out.load(Ordering::SeqCst) {
            return Err(StoreError::unavailable("cut off"));
        }
        self.stores.admit(token, organization, at).await
    }

    async fn touch_session(
        &self,
        session: &SessionId,
        seen_at: Timestamp,
        idle_until: Timestamp,
    ) -> StoreResult<()> {
        self.stores
            .touch_session(session, seen_at, idle_until)
            .await
    }

    async fn list_sessions(
        &self,
        account: &AccountId,
        except: &SessionId,
        after: Option<&SessionPosition>,
        limit: u32,
        at: Timestamp,
    ) -> StoreResult<Vec<Session>> {
        self.stores
            .list_sessions(account, except, after, limit, at)
            .await
    }

    async fn find_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        at: Timestamp,
    ) -> StoreResult<Option<Session>> {
        self.stores.find_session(account, session, at).await
    }

    async fn end_session(
        &self,
        account: &AccountId,
        session: &SessionId,
        change: Change,
    ) -> StoreResult<Ending> {
        self.stores.end_session(account, session, change).await
    }

    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64> {
        self.stores.end_sessions(account, keep, change).await
    }
}

macro_rules! delegate {
    ($of:ident {$(fn $name:ident($($arg:ident: $kind:ty),*) -> $answer:ty;)+}) => {
        #[async_trait]
        impl $of for Watched {
            $(async fn $name(&self, $($arg: $kind),*) -> StoreResult<$answer> {
                self.stores.$name($($arg),*).await
            })+
        }
    };
}

delegate! { CredentialStore {
    fn credentials(
        email: &EmailKey, device: Option<&TokenHash>, at: Timestamp
    ) -> Option<Credentials>;
    fn find_link(link: &TokenHash, at: Timestamp) -> Option<SignInLink>;
    fn open_session(opening: OpenSession, change: Change) -> OpenedSession;
    fn renew_session(renewal: RenewSession, change: Change) -> OpenedSession;
    fn replace_password_hash(
        account: &AccountId, old: &PasswordHash, new: &PasswordHash
    ) -> bool;
}}

delegate! { ChallengeStore {
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
}}

delegate! { AccountDirectory {
    fn create_account(account: NewAccount, change: Change) -> Creation;
    fn find_account(account: &AccountId) -> Option<Account>;
    fn find_account_by_email(email: &EmailKey) -> Option<Account>;
    fn set_account_status(account: &AccountId, status: AccountStatus, change: Change) -> Switch;
    fn issue_link(link: NewLink, change: Change) -> LinkIssue;
    fn delete_account(account: &AccountId, change: Change) -> Deletion;
    fn end_all_sessions(change: Change) -> u64;
    fn sweep_accounts(at: Timestamp, events_before: Option<Timestamp>, limit: u32) -> u64;
}}
