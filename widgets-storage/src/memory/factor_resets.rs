//! Resets of second factors.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::AccountId;
use widgets_core::stores::*;

use super::{MemoryStores, State, Stop};

#[async_trait]
impl FactorResetStore for MemoryStores {
    async fn begin_factor_reset(
        &self,
        reset: FactorReset,
        change: Change,
    ) -> StoreResult<BeginResetOutcome> {
        use BeginResetOutcome::{Begun, Missing, NoFactor, Underway};
        self.write(change, |state, _| {
            let account = reset.account.clone();
            Stop::unless(state.accounts.contains_key(&account), Missing)?;
            let required = state.second_factors(&account).is_required();
            Stop::unless(required, NoFactor)?;
            let waiting = state.factor_resets.get(&account);
            let earlier = waiting.is_none_or(|own| own.due_at > reset.due_at);
            Stop::unless(earlier, Underway)?;
            state.factor_resets.insert(account, reset);
            Ok(Begun)
        })
    }

    async fn find_factor_reset(&self, account: &AccountId) -> StoreResult<Option<FactorReset>> {
        Ok(self.state().factor_resets.get(account).cloned())
    }

    async fn find_factor_reset_by_token(
        &self,
        token: &TokenHash,
    ) -> StoreResult<Option<FactorReset>> {
        let state = self.state();
        let mut resets = state.factor_resets.values();
        Ok(resets.find(|own| own.token == *token).cloned())
    }

    async fn end_factor_reset(
        &self,
        account: &AccountId,
        token: &TokenHash,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        self.write(change, |state, _| {
            let waits = state.reset_of(account, token).is_some();
            Stop::unless(waits, EndOutcome::Missing)?;
            state.factor_resets.remove(account);
            Ok(EndOutcome::Ended)
        })
    }

    async fn due_factor_resets(&self, at: Timestamp, limit: u32) -> StoreResult<Vec<FactorReset>> {
        let state = self.state();
        let due = state.factor_resets.values().filter(|own| own.due_at <= at);
        let mut due: Vec<_> = due.cloned().collect();
        due.sort_by(|one, other| (one.due_at, &one.account).cmp(&(other.due_at, &other.account)));
        due.truncate(limit as usize);
        Ok(due)
    }

    async fn complete_factor_reset(
        &self,
        account: &AccountId,
        token: &TokenHash,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        self.write(change, |state, at| {
            let due = state.reset_of(account, token);
            let due = due.is_some_and(|own| own.due_at <= at);
            Stop::unless(due, EndOutcome::Missing)?;
            state.factor_resets.remove(account);
            state
                .authenticators
                .retain(|_, (owner, _)| owner != account);
            state.recovery_codes.remove(account);
            if let Some(stored) = state.accounts.get_mut(account) {
                stored.account.epoch.0 += 1;
            }
            state.end_ways_in(account, None);
            Ok(EndOutcome::Ended)
        })
    }
}

impl State {
    fn reset_of(&self, account: &AccountId, token: &TokenHash) -> Option<&FactorReset> {
        let own = self.factor_resets.get(account);
        own.filter(|own| own.token == *token)
    }
}
