//! Sign-ins that wait for a second factor.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::stores::*;

use super::redeeming::Proof;
use super::{MemoryStores, Repeated, State, Stop};

#[async_trait]
impl SignInAttemptStore for MemoryStores {
    async fn begin_sign_in(
        &self,
        new: NewSignInAttempt,
        change: Change,
    ) -> StoreResult<BeginSignInOutcome> {
        self.write(change, |state, at| {
            let proof = Proof {
                account: &new.account,
                epoch: new.epoch,
                purpose: ChallengePurpose::SIGN_IN,
                at,
            };
            let redeem = new.redeem.as_ref();
            let fits = state.redeems(&proof, redeem);
            Stop::unless(fits, BeginSignInOutcome::Refused)?;
            let required = state.second_factors(&new.account).is_required();
            Stop::unless(required, BeginSignInOutcome::NotRequired)?;
            Repeated::unless(!state.sign_ins.contains_key(&new.token))?;
            state.redeem(&proof, redeem, None);
            let attempt = SignInAttempt::new(
                new.token,
                new.account,
                new.epoch,
                new.method,
                at,
                new.expires_at,
            )
            .keep(new.keep)
            .return_to(new.return_to)
            .tries_left(new.tries);
            state.sign_ins.insert(new.token, attempt);
            Ok(BeginSignInOutcome::Begun)
        })
    }

    async fn find_sign_in(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<SignInAttempt>> {
        Ok(self.state().live_sign_in(token, at).cloned())
    }

    async fn try_sign_in(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<SignInAttempt>> {
        let mut state = self.state();
        if state.live_sign_in(token, at).is_none() {
            return Ok(None);
        }
        let attempt = state.sign_ins.get_mut(token);
        Ok(attempt.map(|own| {
            own.tries_left -= 1;
            own.clone()
        }))
    }

    async fn end_sign_in(&self, token: &TokenHash) -> StoreResult<bool> {
        Ok(self.state().sign_ins.remove(token).is_some())
    }
}

impl State {
    fn live_sign_in(&self, token: &TokenHash, at: Timestamp) -> Option<&SignInAttempt> {
        let own = self.sign_ins.get(token)?;
        let lives = at < own.expires_at && own.tries_left > 0;
        (lives && self.is_at_epoch(&own.account, own.epoch)).then_some(own)
    }

    /// Whether the sign-in can be completed by a factor whose try was counted before.
    pub(super) fn completes(&self, attempt: Option<&TokenHash>, proof: &Proof<'_>) -> bool {
        let Some(attempt) = attempt else { return true };
        let own = self.sign_ins.get(attempt);
        own.is_some_and(|own| {
            own.account == *proof.account && own.epoch == proof.epoch && proof.at < own.expires_at
        })
    }
}
