//! Challenges: keeping them, finding them and counting tries.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::ChallengeId;
use widgets_core::stores::*;

use super::sealed::page;
use super::{MemoryStores, Repeated, State, Stop, StoredChallenge};

#[async_trait]
impl ChallengeStore for MemoryStores {
    async fn begin_challenge(&self, new: NewChallenge, change: Change) -> StoreResult<()> {
        self.write(change, |state, at| {
            let has_link = state.challenges.values().any(|own| own.link == new.link);
            Repeated::unless(!has_link && !state.challenges.contains_key(&new.id))?;
            state.challenges.retain(|id, stored| {
                let own = &stored.challenge;
                let reset = ChallengePurpose::RESET;
                let newer_reset = new.purpose == reset && own.purpose == reset;
                let newer_reset = newer_reset && own.email.key() == new.email.key();
                let replaced = new.replaces.as_ref() == Some(id);
                !(own.browser == new.browser && (replaced || newer_reset))
            });
            let (id, browser, ends) = (new.id.clone(), new.browser, new.expires_at);
            let challenge =
                Challenge::new(id, new.purpose, new.email, browser, new.sealed, at, ends)
                    .account(new.account)
                    .tries_left(new.tries)
                    .code_expires_at(new.code_expires_at);
            let stored = StoredChallenge {
                challenge,
                link: new.link,
            };
            state.challenges.insert(new.id, stored);
            Ok(())
        })
    }

    async fn find_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>> {
        let state = self.state();
        let found = state.live_challenge(id, at);
        let found = found.filter(|own| own.browser == *browser);
        Ok(found.map(|own| state.shown(own)))
    }

    async fn find_challenge_by_link(
        &self,
        link: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>> {
        let state = self.state();
        let found = state.live_challenge_by_link(link, at);
        Ok(found.cloned())
    }

    async fn try_challenge(
        &self,
        id: &ChallengeId,
        browser: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Challenge>> {
        let mut state = self.state();
        let may_try = state.live_challenge(id, at).is_some_and(|own| {
            own.browser == *browser && at < own.code_expires_at && own.tries_left > 0
        });
        let stored = state.challenges.get_mut(id).filter(|_| may_try);
        let tried = stored.map(|stored| {
            stored.challenge.tries_left -= 1;
            stored.challenge.clone()
        });
        Ok(tried.map(|own| state.shown(&own)))
    }

    async fn resend_challenge(
        &self,
        resend: ResendChallenge,
        change: Change,
    ) -> StoreResult<ResendOutcome> {
        self.write(change, |state, at| {
            let may_send = state.live_challenge(&resend.id, at).is_some_and(|own| {
                own.browser == resend.browser
                    && own.sent_at <= resend.sent_before
                    && own.sends < resend.most_sends
            });
            let stored = state.challenges.get_mut(&resend.id).filter(|_| may_send);
            let stored = stored.ok_or(Stop::With(ResendOutcome::Refused))?;
            stored.link = resend.link;
            let challenge = &mut stored.challenge;
            challenge.sealed = resend.sealed;
            challenge.tries_left = resend.tries;
            challenge.code_expires_at = resend.code_expires_at;
            challenge.sends += 1;
            challenge.sent_at = at;
            Ok(ResendOutcome::Sent)
        })
    }

    async fn revoke_challenge(&self, link: &TokenHash, change: Change) -> StoreResult<EndOutcome> {
        self.write(change, |state, at| {
            let found = state.live_challenge_by_link(link, at);
            let id = found.map(|own| own.id.clone());
            let stored = id.and_then(|id| state.challenges.get_mut(&id));
            let stored = stored.ok_or(Stop::With(EndOutcome::Missing))?;
            stored.challenge.void = true;
            Ok(EndOutcome::Ended)
        })
    }

    async fn complete_sign_up(
        &self,
        completion: CompleteSignUpWrite,
        change: Change,
    ) -> StoreResult<SignUpOutcome> {
        self.write(change, |state, at| state.sign_up(completion, at))
    }

    async fn reset_password(
        &self,
        reset: ResetPasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        self.write(change, |state, at| state.reset(reset, at))
    }

    async fn change_password(
        &self,
        setting: ChangePasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        self.write(change, |state, at| state.set_password(setting, at))
    }

    async fn sealed_challenges(
        &self,
        after: Option<&ChallengeId>,
        limit: u32,
    ) -> StoreResult<Vec<Sealed<ChallengeId>>> {
        let state = self.state();
        let rows = state.challenges.iter();
        let rows = rows.map(|(id, own)| (id, &own.challenge.sealed));
        Ok(page(rows, after, limit))
    }

    async fn reseal_challenge(&self, old: &Sealed<ChallengeId>, new: Vec<u8>) -> StoreResult<bool> {
        let mut state = self.state();
        let stored = state.challenges.get_mut(&old.id);
        let stored = stored.filter(|own| own.challenge.sealed == old.sealed);
        Ok(stored.map(|own| own.challenge.sealed = new).is_some())
    }

    async fn add_pending_form(&self, form: PendingForm) -> StoreResult<()> {
        let mut state = self.state();
        let fresh = !state.forms.contains_key(&form.token);
        Repeated::unless(fresh).map_err(StoreError::unavailable)?;
        let kept = (form.sealed, form.expires_at);
        state.forms.insert(form.token, kept);
        Ok(())
    }

    async fn find_pending_form(
        &self,
        token: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<Option<Vec<u8>>> {
        let state = self.state();
        let kept = state.forms.get(token);
        let kept = kept.filter(|(_, expires_at)| at < *expires_at);
        Ok(kept.map(|(sealed, _)| sealed.clone()))
    }

    async fn drop_pending_form(&self, token: &TokenHash) -> StoreResult<bool> {
        Ok(self.state().forms.remove(token).is_some())
    }
}

impl State {
    fn live_challenge(&self, id: &ChallengeId, at: Timestamp) -> Option<&Challenge> {
        let challenge = &self.challenges.get(id)?.challenge;
        (at < challenge.expires_at).then_some(challenge)
    }

    /// A live challenge that something can redeem.
    pub(super) fn standing_challenge(&self, id: &ChallengeId, at: Timestamp) -> Option<&Challenge> {
        let challenge = self.live_challenge(id, at);
        challenge.filter(|own| !self.is_void(own))
    }

    fn live_challenge_by_link(&self, link: &TokenHash, at: Timestamp) -> Option<&Challenge> {
        let mut all = self.challenges.values();
        let challenge = &all.find(|stored| stored.link == *link)?.challenge;
        (at < challenge.expires_at && !self.is_void(challenge)).then_some(challenge)
    }

    /// Revoked, or begun at another epoch of its account.
    fn is_void(&self, challenge: &Challenge) -> bool {
        let account = challenge.account.as_ref();
        challenge.void || account.is_some_and(|(id, epoch)| !self.is_at_epoch(id, *epoch))
    }

    fn shown(&self, challenge: &Challenge) -> Challenge {
        challenge.clone().void(self.is_void(challenge))
    }
}
