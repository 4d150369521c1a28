//! Accounts as the host's back end manages them.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    AcceptedTerms, Account, AccountDirectory, AccountStatus, Change, CreateOutcome, DeleteOutcome,
    Epoch, LinkOutcome, NewAccount, NewLink, SignInLink, StatusOutcome, StoreResult,
};

use super::{MemoryStores, State, StoredAccount, repeated};

#[async_trait]
impl AccountDirectory for MemoryStores {
    async fn create_account(&self, new: NewAccount, change: Change) -> StoreResult<CreateOutcome> {
        let mut state = self.state();
        let taken = state.addresses.contains_key(new.email.key());
        if taken || state.accounts.contains_key(&new.id) {
            return Ok(CreateOutcome::Taken);
        }
        state.accepts(&change)?;
        state.add_account(new, change.stamp.at);
        state.append(change);
        Ok(CreateOutcome::Created)
    }

    async fn find_account(&self, account: &AccountId) -> StoreResult<Option<Account>> {
        let state = self.state();
        let stored = state.accounts.get(account);
        Ok(stored.map(|stored| stored.account.clone()))
    }

    async fn find_account_by_email(&self, email: &EmailKey) -> StoreResult<Option<Account>> {
        let state = self.state();
        let id = state.addresses.get(email);
        let stored = id.and_then(|id| state.accounts.get(id));
        Ok(stored.map(|stored| stored.account.clone()))
    }

    async fn set_account_status(
        &self,
        id: &AccountId,
        status: AccountStatus,
        change: Change,
    ) -> StoreResult<StatusOutcome> {
        let mut state = self.state();
        match state.accounts.get(id) {
            None => return Ok(StatusOutcome::Missing),
            Some(stored) if stored.account.status == status => return Ok(StatusOutcome::Unchanged),
            Some(_) => state.accepts(&change)?,
        }
        if let Some(stored) = state.accounts.get_mut(id) {
            stored.account.status = status;
            if status == AccountStatus::Disabled {
                stored.account.epoch.0 += 1;
            }
        }
        if status == AccountStatus::Disabled {
            state
                .sessions
                .retain(|_, (_, session)| session.account != *id);
            state.links.retain(|_, link| link.account != *id);
            state.remove_challenges(id);
        }
        state.append(change);
        Ok(StatusOutcome::Switched)
    }

    async fn issue_link(&self, link: NewLink, change: Change) -> StoreResult<LinkOutcome> {
        let mut state = self.state();
        let Some(epoch) = state.active(&link.account).map(|account| account.epoch) else {
            return Ok(LinkOutcome::Missing);
        };
        state.accepts(&change)?;
        if state.links.contains_key(&link.token) {
            return Err(repeated());
        }
        let issued =
            SignInLink::new(link.account, epoch, link.expires_at).impersonation(link.impersonation);
        state.links.insert(link.token, issued);
        state.append(change);
        Ok(LinkOutcome::Issued)
    }

    async fn delete_account(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<DeleteOutcome> {
        self.delete(account, change)
    }

    async fn end_all_sessions(&self, change: Change) -> StoreResult<u64> {
        self.end_all(change)
    }

    async fn sweep_accounts(
        &self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> StoreResult<u64> {
        Ok(self.sweep(at, events_before, limit))
    }
}

impl State {
    pub(super) fn add_account(&mut self, new: NewAccount, at: Timestamp) {
        self.addresses
            .insert(new.email.key().clone(), new.id.clone());
        let stored = StoredAccount {
            account: Account::new(
                new.id.clone(),
                new.email,
                AccountStatus::Active,
                Epoch(0),
                at,
            )
            .terms(new.terms.map(|edition| AcceptedTerms::new(edition, at))),
            verified: new.verified,
            password: new.password,
        };
        self.accounts.insert(new.id, stored);
    }
}
