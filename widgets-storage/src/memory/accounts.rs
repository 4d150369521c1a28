//! Accounts as the host's back end manages them.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::*;

use super::paging::{newest_first, sorted};
use super::{MemoryStores, Repeated, State, Stop, StoredAccount};

#[async_trait]
impl AccountDirectory for MemoryStores {
    async fn create_account(&self, new: NewAccount, change: Change) -> StoreResult<CreateOutcome> {
        self.write(change, |state, at| {
            let email = new.email.as_ref();
            let taken = email.is_some_and(|own| state.addresses.contains_key(own.key()));
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

    async fn list_accounts(
        &self,
        page: &PageRequest<AccountPosition>,
    ) -> StoreResult<Paged<ListedAccount, AccountPosition>> {
        let all = self.state().listed_accounts();
        Ok(newest_first(page, all, ListedAccount::position))
    }

    async fn search_accounts(
        &self,
        search: &AccountSearch,
        page: &PageRequest<FoundAccountPosition>,
    ) -> StoreResult<Paged<ListedAccount, FoundAccountPosition>> {
        let (AccountSearch::Email(typed) | AccountSearch::Name(typed)) = search;
        let prefix = typed.to_lowercase();
        let key = |own: &ListedAccount| match search {
            AccountSearch::Email(_) => {
                let email = own.account.email.as_ref();
                email.map_or("", |email| email.key().as_str()).to_owned()
            }
            AccountSearch::Name(_) => own.names.called().to_lowercase(),
        };
        let mut found = self.state().listed_accounts();
        found.retain(|own| !key(own).is_empty() && key(own).starts_with(&prefix));
        let position = |own: &ListedAccount| Position::new(key(own), own.account.id.clone());
        Ok(sorted(page, true, found, position))
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
            state
                .authenticators
                .retain(|_, (owner, _)| owner != account);
            state.recovery_codes.remove(account);
            state.factor_resets.remove(account);
            state.sign_ins.retain(|_, own| own.account != *account);
            state.members.retain(|(_, member), _| member != account);
            state.addresses.retain(|_, owner| owner != account);
            state.accounts.remove(account);
            Ok(DeleteOutcome::Deleted)
        })
    }

    async fn end_all_sessions(&self, change: Change) -> StoreResult<()> {
        self.write(change, |state, _| {
            // Sweeping removes them.
            for (_, session) in state.sessions.values_mut() {
                session.expires_at = Timestamp::from_micros(i64::MIN);
            }
            for stored in state.accounts.values_mut() {
                stored.account.epoch.0 += Epoch::OF_ALL;
            }
            state.epoch_of_all.0 += Epoch::OF_ALL;
            Ok(())
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
    fn listed_accounts(&self) -> Vec<ListedAccount> {
        let names = |id| self.profiles.get(id).map(|own| own.names.clone());
        let listed = self.accounts.iter().map(|(id, stored)| {
            ListedAccount::new(stored.account.clone(), names(id).unwrap_or_default())
        });
        listed.collect()
    }

    pub(super) fn add_account(&mut self, new: NewAccount, at: Timestamp) {
        if let Some(email) = &new.email {
            self.addresses.insert(email.key().clone(), new.id.clone());
        }
        let stored = StoredAccount {
            account: Account::new(
                new.id.clone(),
                new.email,
                AccountStatus::Active,
                self.epoch_of_all,
                at,
            )
            .terms(new.terms.map(|edition| AcceptedTerms::new(edition, at)))
            .language(new.language),
            verified: new.verified,
            password_set_at: new.password_set_at.filter(|_| new.password.is_some()),
            password: new.password,
            password_mailed: false,
        };
        self.accounts.insert(new.id, stored);
    }
}
