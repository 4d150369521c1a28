//! Calls of `FactorResetStore`.

use widgets_core::crypto::TokenHash;
use widgets_core::id::AccountId;
use widgets_core::stores::*;

use super::{Call, World, calls};
use crate::model::aiming::aimed;
use crate::model::world::told;

impl World {
    pub(super) fn factor_reset_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            accounts.begin_factor_reset(reset, change):
                reset = self.begin_factor_reset(), change = self.change();
            accounts.find_factor_reset(&account): account = self.factor_reset().0;
            accounts.find_factor_reset_by_token(&token): token = self.factor_reset().1;
            accounts.end_factor_reset(&account, &token, change):
                account and token = self.factor_reset(), change = self.change();
            accounts.due_factor_resets(now, limit): now = self.now(), limit = self.limit();
            accounts.complete_factor_reset(&account, &token, change):
                account and token = self.due_factor_reset(), change = self.change();
        }
    }

    fn begin_factor_reset(&mut self) -> FactorReset {
        let has = self.owner_of_authenticator();
        let account = if self.dice.one_in(6) {
            self.account_or_disabled()
        } else {
            has
        };
        let (token, asked_by) = (self.token(), self.dice.pick(&["", "Desk \"ä ☕\""]));
        self.factor_resets.push((account.clone(), token));
        let due_at = self.ends(&[0, 10, 60, 600]);
        FactorReset::new(account, token, self.now(), due_at).asked_by(asked_by.to_owned())
    }

    /// A reset that waits, sometimes of somebody else.
    fn factor_reset(&mut self) -> (AccountId, TokenHash) {
        let accounts = &self.model.accounts;
        let waits = |(_, token): &(AccountId, TokenHash)| {
            told(accounts.find_factor_reset_by_token(token)).is_some()
        };
        let known = aimed(&mut self.dice, &self.factor_resets, waits);
        let (account, token) = known.unwrap_or_else(|| (self.account(), self.token()));
        let other = self.dice.one_in(10).then(|| self.account());
        (other.unwrap_or(account), self.shown(token))
    }

    /// Likewise; time mostly comes to when it is due.
    fn due_factor_reset(&mut self) -> (AccountId, TokenHash) {
        let (account, token) = self.factor_reset();
        if let Some(own) = told(self.model.accounts.find_factor_reset_by_token(&token)) {
            self.come_to(&[own.due_at], 2);
        }
        (account, token)
    }
}
