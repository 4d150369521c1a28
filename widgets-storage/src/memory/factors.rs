//! Second factors: authenticator apps and recovery codes.

use std::collections::BTreeSet;

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, AuthenticatorId};
use widgets_core::name::Name;
use widgets_core::stores::*;

use super::{MemoryStores, Repeated, State, Stop, sealed};

#[async_trait]
impl FactorStore for MemoryStores {
    async fn find_second_factors(&self, account: &AccountId) -> StoreResult<SecondFactors> {
        Ok(self.state().second_factors(account))
    }

    async fn add_authenticator(
        &self,
        adding: AddAuthenticatorWrite,
        change: Change,
    ) -> StoreResult<AddAuthenticatorOutcome> {
        use AddAuthenticatorOutcome::{Added, Refused, TooMany, Unverified};
        self.write(change, |state, _| {
            let (account, new) = (&adding.account, adding.authenticator);
            Stop::unless(state.is_at_epoch(account, adding.epoch), Refused)?;
            let stored = state.accounts.get(account);
            let verified = stored.is_some_and(|own| own.verified && own.account.email.is_some());
            Stop::unless(verified, Unverified)?;
            let held = state.second_factors(account).authenticators.len();
            Stop::unless(held < Authenticator::MOST as usize, TooMany)?;
            let fresh = !state.authenticators.contains_key(&new.id);
            Stop::unless(fresh, Refused)?;
            let row = (account.clone(), new.clone());
            state.authenticators.insert(new.id, row);
            state.factors_changed(account, &adding.others);
            Ok(Added)
        })
    }

    async fn rename_authenticator(
        &self,
        account: &AccountId,
        authenticator: &AuthenticatorId,
        name: &Name,
        change: Change,
    ) -> StoreResult<RenameOutcome> {
        self.write(change, |state, _| {
            let held = state.authenticators.get_mut(authenticator);
            let own = held.filter(|(owner, _)| owner == account);
            let (_, own) = own.ok_or(Stop::With(RenameOutcome::Missing))?;
            own.name = name.clone();
            Ok(RenameOutcome::Renamed)
        })
    }

    async fn remove_authenticator(
        &self,
        removing: RemoveAuthenticatorWrite,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        self.write(change, |state, _| {
            let (account, id) = (&removing.account, &removing.authenticator);
            let held = state.authenticators.get(id);
            let own = held.is_some_and(|(owner, _)| owner == account);
            Stop::unless(own, EndOutcome::Missing)?;
            state.authenticators.remove(id);
            if !state.second_factors(account).is_required() {
                state.recovery_codes.remove(account);
            }
            state.factors_changed(account, &removing.others);
            Ok(EndOutcome::Ended)
        })
    }

    async fn make_recovery_codes(
        &self,
        account: &AccountId,
        epoch: Epoch,
        codes: &[RecoveryCodeHash; RECOVERY_CODES],
        change: Change,
    ) -> StoreResult<RecoveryOutcome> {
        self.write(change, |state, _| {
            let fits = state.is_at_epoch(account, epoch);
            let required = state.second_factors(account).is_required();
            Stop::unless(fits && required, RecoveryOutcome::Refused)?;
            let codes: BTreeSet<_> = codes.iter().copied().collect();
            Repeated::unless(codes.len() == RECOVERY_CODES)?;
            state.recovery_codes.insert(account.clone(), codes);
            state.end_trust(account);
            Ok(RecoveryOutcome::Made)
        })
    }

    async fn sealed_authenticators(
        &self,
        after: Option<&AuthenticatorId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<AuthenticatorId>>> {
        let state = self.state();
        let rows = state.authenticators.iter();
        let rows = rows.map(|(id, (_, own))| (id, &own.sealed));
        Ok(sealed::page(rows, after, limit))
    }

    async fn reseal_authenticator(
        &self,
        old: &Sealed<AuthenticatorId>,
        new: Vec<u8>,
    ) -> StoreResult<bool> {
        let mut state = self.state();
        let stored = state.authenticators.get_mut(&old.id);
        let stored = stored.filter(|(_, own)| own.sealed == old.sealed);
        Ok(stored.map(|(_, own)| own.sealed = new).is_some())
    }
}

impl State {
    pub(super) fn second_factors(&self, account: &AccountId) -> SecondFactors {
        let all = self.authenticators.values();
        let own = all.filter(|(owner, _)| owner == account);
        let mut own: Vec<_> = own.map(|(_, own)| own.clone()).collect();
        own.sort_by(|one, other| (one.created_at, &one.id).cmp(&(other.created_at, &other.id)));
        let codes = self.recovery_codes.get(account).into_iter().flatten();
        SecondFactors::default()
            .authenticators(own)
            .recovery_codes(codes.copied().collect())
            .mailbox_counts(self.mailbox_counts(account))
    }

    pub(super) fn mailbox_counts(&self, account: &AccountId) -> bool {
        let stored = self.accounts.get(account);
        stored.is_some_and(|own| !own.password_mailed)
    }

    /// Whether the first proof of that sign-in was not mailed, and the mailbox proves something else.
    pub(super) fn mailbox_adds(&self, account: &AccountId, attempt: Option<&TokenHash>) -> bool {
        let attempt = attempt.and_then(|own| self.sign_ins.get(own));
        let mailed = [SignInMethod::EMAIL, SignInMethod::LINK];
        let other =
            attempt.is_some_and(|own| own.account == *account && !mailed.contains(&own.method));
        other && self.mailbox_counts(account)
    }

    /// Whether the factor is the account's and was not used before.
    pub(super) fn has_factor(&self, account: &AccountId, factor: &UsedFactor) -> bool {
        match factor {
            UsedFactor::Authenticator { id, step } => {
                let held = self.authenticators.get(id);
                held.is_some_and(|(owner, own)| owner == account && own.last_step < *step)
            }
            UsedFactor::RecoveryCode(code) => {
                let codes = self.recovery_codes.get(account);
                codes.is_some_and(|codes| codes.contains(code))
            }
            // Like any other challenge.
            UsedFactor::MailedCode(_) => false,
        }
    }

    pub(super) fn use_factor(&mut self, account: &AccountId, factor: &UsedFactor, at: Timestamp) {
        match factor {
            UsedFactor::Authenticator { id, step } => {
                if let Some((_, own)) = self.authenticators.get_mut(id) {
                    own.last_step = *step;
                    own.last_used_at = Some(at);
                }
            }
            UsedFactor::RecoveryCode(code) => {
                if let Some(codes) = self.recovery_codes.get_mut(account) {
                    codes.remove(code);
                }
            }
            UsedFactor::MailedCode(challenge) => {
                self.challenges.remove(challenge);
            }
        }
    }

    /// Ends what began under the factors of before.
    fn factors_changed(&mut self, account: &AccountId, others: &OtherSessions) {
        if let Some(stored) = self.accounts.get_mut(account) {
            stored.account.epoch.0 += 1;
        }
        self.links.retain(|_, link| link.account != *account);
        if others.end {
            self.end_sessions_but(account, Some(&others.session));
            let stays = |of: &AccountId, device| of != account || Some(device) == others.device;
            self.devices.retain(|(of, device), _| stays(of, *device));
        }
    }
}
