//! What an account has to do before its user goes on.

use async_trait::async_trait;
use widgets_core::id::AccountId;
use widgets_core::stores::*;

use super::{MemoryStores, State, Stop};

#[async_trait]
impl TaskStore for MemoryStores {
    async fn accept_terms(
        &self,
        account: &AccountId,
        edition: &str,
        change: Change,
    ) -> StoreResult<AcceptOutcome> {
        use AcceptOutcome::{Accepted, Missing, Unchanged};
        self.write(change, |state, at| {
            Stop::unless(state.active(account).is_some(), Missing)?;
            let stored = state.accounts.get_mut(account);
            let terms = &mut stored.ok_or(Stop::With(Missing))?.account.terms;
            let same = terms.as_ref().is_some_and(|own| own.edition == edition);
            Stop::unless(!same, Unchanged)?;
            *terms = Some(AcceptedTerms::new(edition.to_owned(), at));
            Ok(Accepted)
        })
    }

    async fn demand_new_password(
        &self,
        account: &AccountId,
        reason: ReplaceReason,
        change: Change,
    ) -> StoreResult<ReplaceOutcome> {
        use ReplaceOutcome::{Demanded, Missing, NoPassword};
        self.write(change, |state, _| {
            let stored = state.accounts.get_mut(account);
            let stored = stored.ok_or(Stop::With(Missing))?;
            Stop::unless(stored.password.is_some(), NoPassword)?;
            stored.replace_password = Some(reason);
            Ok(Demanded)
        })
    }
}

impl State {
    pub(super) fn protection(&self, account: &AccountId) -> Protection {
        let stored = self.accounts.get(account);
        let has_second_factor = self.second_factors(account).is_required();
        let reason = stored.and_then(|own| own.replace_password);
        Protection::new(has_second_factor).replace_password(reason)
    }
}
