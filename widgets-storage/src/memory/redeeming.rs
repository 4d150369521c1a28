//! What a challenge allows, and what it does to an account when it is redeemed.

use widgets_core::clock::Timestamp;
use widgets_core::crypto::PasswordHash;
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, ChallengeId, SessionId};
use widgets_core::stores::{
    ChallengePurpose, Change, ChangePasswordWrite, CompleteSignUpWrite, Epoch, PasswordOutcome,
    Redeem, ResetPasswordWrite, SignUpOutcome, StoreResult,
};

use super::{MemoryStores, State, repeated};

/// Who redeems something, and what for.
pub(super) struct Proof<'a> {
    pub(super) account: &'a AccountId,
    pub(super) epoch: Epoch,
    /// What a challenge must be for.
    pub(super) purpose: &'a ChallengePurpose,
    pub(super) at: Timestamp,
}

impl MemoryStores {
    pub(super) fn sign_up(
        &self,
        completion: CompleteSignUpWrite,
        change: Change,
    ) -> StoreResult<SignUpOutcome> {
        let mut state = self.state();
        let (at, email) = (change.stamp.at, completion.account.email.key());
        let allowed = [ChallengePurpose::SIGN_UP, ChallengePurpose::INVITATION];
        let challenge = state.live_challenge(&completion.challenge, at);
        if !challenge.is_some_and(|own| own.email.key() == email && allowed.contains(&own.purpose))
        {
            return Ok(SignUpOutcome::Refused);
        }
        if state.addresses.contains_key(email) {
            return Ok(SignUpOutcome::Taken);
        }
        state.accepts(&change)?;
        let (account, session) = (completion.account, completion.session);
        let replaced = completion.replaces.as_ref();
        let known = state.sessions.contains_key(&session.session.id)
            && replaced != Some(&session.session.id);
        if known || state.accounts.contains_key(&account.id) {
            return Err(repeated());
        }
        state.challenges.remove(&completion.challenge);
        if let Some(replaced) = replaced {
            state.sessions.remove(replaced);
        }
        let id = account.id.clone();
        state.add_account(account, at);
        if let Some(stored) = state.accounts.get_mut(&id) {
            stored.verified = true;
        }
        state.add_session(session.token, session.session);
        state.remember(id, completion.device);
        state.append(change);
        Ok(SignUpOutcome::Completed)
    }

    pub(super) fn reset(
        &self,
        reset: ResetPasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        let mut state = self.state();
        let id = &reset.account;
        let proof = Proof {
            account: id,
            epoch: reset.epoch,
            purpose: &ChallengePurpose::RESET,
            at: change.stamp.at,
        };
        if !state.is_at_epoch(id, reset.epoch) || !state.allows(&proof, &reset.challenge) {
            return Ok(PasswordOutcome::Refused);
        }
        state.accepts(&change)?;
        state.verify(id, &reset.challenge);
        state.end_ways_in(id, None);
        state.put_password(id, Some(reset.password));
        state.append(change);
        Ok(PasswordOutcome::Set)
    }

    pub(super) fn set_password(
        &self,
        setting: ChangePasswordWrite,
        change: Change,
    ) -> StoreResult<PasswordOutcome> {
        let mut state = self.state();
        let id = &setting.account;
        let at = change.stamp.at;
        let held = state.accounts.get(id).map(|stored| &stored.password);
        let is_live = state
            .sessions
            .get(&setting.session)
            .is_some_and(|(_, own)| own.account == *id && own.is_live(at));
        let fits = state.is_at_epoch(id, setting.epoch) && held == Some(&setting.old) && is_live;
        if !fits {
            return Ok(PasswordOutcome::Refused);
        }
        state.accepts(&change)?;
        if setting.end_others {
            state.end_sessions_but(id, Some(&setting.session));
            let own = setting.device;
            state
                .devices
                .retain(|(of, device), _| of != id || Some(*device) == own);
        }
        if let Some((token, _)) = state.sessions.get_mut(&setting.session) {
            *token = setting.token;
        }
        state.links.retain(|_, link| link.account != *id);
        state.remove_challenges(id);
        state.put_password(id, Some(setting.new));
        state.append(change);
        Ok(PasswordOutcome::Set)
    }
}

impl State {
    /// Whether what is to be redeemed, if anything is, allows what it is redeemed for.
    pub(super) fn redeems(&self, proof: &Proof<'_>, redeem: Option<&Redeem>) -> bool {
        match redeem {
            None => true,
            Some(Redeem::Link(link)) => self.links.get(link).is_some_and(|link| {
                link.account == *proof.account
                    && link.epoch == proof.epoch
                    && proof.at < link.expires_at
            }),
            Some(Redeem::Challenge(challenge)) => self.allows(proof, challenge),
        }
    }

    /// Whether a challenge is theirs, for that purpose, of that epoch, and has not expired.
    fn allows(&self, proof: &Proof<'_>, challenge: &ChallengeId) -> bool {
        self.challenges.get(challenge).is_some_and(|stored| {
            let own = &stored.challenge;
            own.account == Some((proof.account.clone(), proof.epoch))
                && own.purpose == *proof.purpose
                && proof.at < own.expires_at
        })
    }

    /// Spends what is redeemed. A challenge proves the mailbox: where nobody had before, what
    /// others may have prepared in the account goes.
    pub(super) fn redeem(
        &mut self,
        account: &AccountId,
        redeem: Option<&Redeem>,
        keep: Option<&SessionId>,
    ) {
        match redeem {
            None => {}
            Some(Redeem::Link(link)) => {
                self.links.remove(link);
            }
            Some(Redeem::Challenge(challenge)) => {
                if self.verify(account, challenge) {
                    self.end_ways_in(account, keep);
                    self.put_password(account, None);
                }
                self.challenges.remove(challenge);
            }
        }
    }

    /// Marks the challenge's address as verified; whether it was not, before.
    fn verify(&mut self, account: &AccountId, challenge: &ChallengeId) -> bool {
        let challenge = self.challenges.get(challenge);
        let email: Option<EmailKey> = challenge.map(|own| own.challenge.email.key().clone());
        let Some(stored) = self.accounts.get_mut(account) else {
            return false;
        };
        let proves = email.as_ref() == Some(stored.account.email.key()) && !stored.verified;
        stored.verified |= proves;
        proves
    }

    /// Ends every session but `keep`, and every link, challenge and known browser.
    pub(super) fn end_ways_in(&mut self, account: &AccountId, keep: Option<&SessionId>) {
        self.end_sessions_but(account, keep);
        self.links.retain(|_, link| link.account != *account);
        self.devices.retain(|(id, _), _| id != account);
        self.remove_challenges(account);
    }

    fn end_sessions_but(&mut self, account: &AccountId, keep: Option<&SessionId>) {
        self.sessions
            .retain(|id, (_, session)| session.account != *account || Some(id) == keep);
    }

    /// Changes the password and raises the epoch.
    fn put_password(&mut self, account: &AccountId, password: Option<PasswordHash>) {
        if let Some(stored) = self.accounts.get_mut(account) {
            stored.password = password;
            stored.account.epoch.0 += 1;
        }
    }
}
