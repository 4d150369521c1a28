//! The memory stores with an eye on who is looked up, and a switch to cut them off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{
    Account, AccountDirectory, AccountStatus, Admission, Change, Checked, Creation,
    CredentialStore, Credentials, Ending, LinkIssue, NewAccount, NewLink, OpenSession,
    OpenedSession, RenewSession, Session, SessionPosition, SessionStore, SignInLink, Slug,
    StoreError, StoreResult, Stores, Switch,
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

#[async_trait]
impl CredentialStore for Watched {
    async fn credentials(
        &self,
        email: &EmailKey,
        device: Option<&TokenHash>,
        at: Timestamp,
    ) -> StoreResult<Option<Credentials>> {
        self.stores.credentials(email, device, at).await
    }

    async fn find_link(&self, link: &TokenHash, at: Timestamp) -> StoreResult<Option<SignInLink>> {
        self.stores.find_link(link, at).await
    }

    async fn open_session(
        &self,
        opening: OpenSession,
        change: Change,
    ) -> StoreResult<OpenedSession> {
        self.stores.open_session(opening, change).await
    }

    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenedSession> {
        self.stores.renew_session(renewal, change).await
    }

    async fn replace_password_hash(
        &self,
        account: &AccountId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> StoreResult<bool> {
        self.stores.replace_password_hash(account, old, new).await
    }
}

#[async_trait]
impl AccountDirectory for Watched {
    async fn create_account(&self, account: NewAccount, change: Change) -> StoreResult<Creation> {
        self.stores.create_account(account, change).await
    }

    async fn find_account(&self, account: &AccountId) -> StoreResult<Option<Account>> {
        self.stores.find_account(account).await
    }

    async fn find_account_by_email(&self, email: &EmailKey) -> StoreResult<Option<Account>> {
        self.stores.find_account_by_email(email).await
    }

    async fn set_account_status(
        &self,
        account: &AccountId,
        status: AccountStatus,
        change: Change,
    ) -> StoreResult<Switch> {
        self.stores
            .set_account_status(account, status, change)
            .await
    }

    async fn issue_link(&self, link: NewLink, change: Change) -> StoreResult<LinkIssue> {
        self.stores.issue_link(link, change).await
    }
}
