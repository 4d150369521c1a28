//! Accounts as the host's back end manages them.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    AcceptedTerms, Account, AccountDirectory, AccountStatus, Change, CreateOutcome, DeleteOutcome,
    Epoch, LinkOutcome, NewAccount, NewLink, SignInLink, StatusOutcome, StoreResult,
};

use super::{MemoryStores, Repeated, State, Stop, StoredAccount};

#[async_trait]
impl AccountDirectory for MemoryStores {
    async fn create_account(&self, new: NewAccount, change: Change) -> StoreResult<CreateOutcome> {
        self.write(change, |state, at| {
            let taken = state.addresses.contains_key(new.email.key());
            let taken = taken || state.accounts.contains_key(&new.id);
            Stop::unless(!taken, CreateOutcome::Taken)?;
            state.add_account(new, at);
            Ok(CreateOutcome::Created)
        })
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
        self.write(change, |state, _| {
            let stored = state.accounts.get_mut(id);
            let stored = stored.ok_or(Stop::With(StatusOutcome::Missing))?;
            Stop::unless(stored.account.status != status, StatusOutcome::Unchanged)?;
            stored.account.status = status;
            if status == AccountStatus::Disabled {
                stored.account.epoch.0 += 1;
                state.end_sessions_but(id, None);
                state.links.retain(|_, link| link.account != *id);
                state.remove_challenges(id);
            }
            Ok(StatusOutcome::Switched)
        })
    }

    async fn issue_link(&self, link: NewLink, change: Change) -> StoreResult<LinkOutcome> {
        self.write(change, |state, _| {
            let account = state.active(&link.account);
            let epoch = account.ok_or(Stop::With(LinkOutcome::Missing))?.epoch;
            Repeated::unless(!state.links.contains_key(&link.token))?;
            let issued = SignInLink::new(link.account, epoch, link.expires_at);
            let issued = issued.impersonation(link.impersonation);
            state.links.insert(link.token, issued);
            Ok(LinkOutcome::Issued)
        })
    }

    async fn delete_account(
        &self,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<DeleteOutcome> {
        self.write(change, |state, _| {
            let known = state.accounts.contains_key(account);
            Stop::unless(known, DeleteOutcome::Missing)?;
            let is_last = state.is_last_owner_anywhere(account);
            Stop::unless(!is_last, DeleteOutcome::LastOwner)?;
            state.end_ways_in(account, None);
            state.members.retain(|(_, member), _| member != account);
            state.addresses.retain(|_, owner| owner != account);
            state.accounts.remove(account);
            Ok(DeleteOutcome::Deleted)
        })
    }

    async fn end_all_sessions(&self, change: Change) -> StoreResult<u64> {
        self.write(change, |state, at| {
            let sessions = state.sessions.values();
            let ended = sessions.filter(|(_, own)| own.is_live(at)).count();
            state.sessions.clear();
            for stored in state.accounts.values_mut() {
                stored.account.epoch.0 += 1;
            }
            Ok(u64::try_from(ended).unwrap_or(u64::MAX))
        })
    }

    async fn sweep_accounts(
        &self,
        at: Timestamp,
        events_before: Option<Timestamp>,
        limit: u32,
    ) -> StoreResult<u64> {
        Ok(self.state().sweep(at, events_before, limit))
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
