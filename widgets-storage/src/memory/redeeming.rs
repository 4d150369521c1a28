//! What a challenge allows, and what it does to an account when it is redeemed.

use widgets_core::clock::Timestamp;
use widgets_core::crypto::PasswordHash;
use widgets_core::email::{Email, EmailKey};
use widgets_core::id::{AccountId, ChallengeId, SessionId};
use widgets_core::stores::*;

use super::{Repeated, State, Stop, Written};

/// Who redeems something, and what for.
pub(super) struct Proof<'a> {
    pub(super) account: &'a AccountId,
    pub(super) epoch: Epoch,
    /// What a challenge must be for.
    pub(super) purpose: ChallengePurpose,
    pub(super) at: Timestamp,
}

impl State {
    pub(super) fn sign_up(
        &mut self,
        completion: CompleteSignUpWrite,
        at: Timestamp,
    ) -> Written<SignUpOutcome> {
        let (account, session) = (completion.account, completion.session);
        let id = account.id.clone();
        let Some(email) = account.email.as_ref().map(Email::key) else {
            return Err(Stop::With(SignUpOutcome::Refused));
        };
        let allowed = [ChallengePurpose::SIGN_UP, ChallengePurpose::INVITATION];
        let challenge = self.standing_challenge(&completion.challenge, at);
        let fits =
            challenge.is_some_and(|own| own.email.key() == email && allowed.contains(&own.purpose));
        Stop::unless(fits, SignUpOutcome::Refused)?;
        let taken = self.addresses.contains_key(email);
        Stop::unless(!taken, SignUpOutcome::Taken)?;
        let replaced = completion.replaces.as_ref();
        self.is_fresh(&session.session.id, replaced)?;
        Repeated::unless(!self.accounts.contains_key(&id))?;
        self.challenges.remove(&completion.challenge);
        self.add_account(account.verified(true), at);
        self.replace_session(replaced, session.token, session.session, &completion.device);
        self.remember(&id, completion.device, at);
        Ok(SignUpOutcome::Completed)
    }

    pub(super) fn reset(
        &mut self,
        reset: ResetPasswordWrite,
        at: Timestamp,
    ) -> Written<PasswordOutcome> {
        let id = &reset.account;
        let proof = Proof {
            account: id,
            epoch: reset.epoch,
            purpose: ChallengePurpose::RESET,
            at,
        };
        let redeem = Redeem::Challenge(reset.challenge.clone());
        let fits = self.redeems(&proof, Some(&redeem));
        Stop::unless(fits, PasswordOutcome::Refused)?;
        self.verify(id, &reset.challenge);
        self.challenges.remove(&reset.challenge);
        self.end_ways_in(id, None);
        self.put_password(id, Some((reset.password, at)), Some(true));
        self.remember(id, reset.device, at);
        Ok(PasswordOutcome::Set)
    }

    pub(super) fn set_password(
        &mut self,
        setting: ChangePasswordWrite,
        at: Timestamp,
    ) -> Written<PasswordOutcome> {
        let id = &setting.account;
        let held = self.accounts.get(id).map(|stored| &stored.password);
        let proved = self.is_at_epoch(id, setting.epoch) && held == Some(&setting.old);
        let session = self.sessions.get_mut(&setting.session);
        let session = session.filter(|(_, own)| proved && own.account == *id && own.is_live(at));
        let (token, _) = session.ok_or(Stop::With(PasswordOutcome::Refused))?;
        *token = setting.token;
        self.hand_over(&setting.session, setting.handover);
        if setting.end_others {
            self.end_sessions_but(id, Some(&setting.session));
            let own = setting.device;
            let stays = |of: &AccountId, device| of != id || Some(device) == own;
            self.devices.retain(|(of, device), _| stays(of, *device));
        }
        self.links.retain(|_, link| link.account != *id);
        self.put_password(id, Some((setting.new, at)), Some(false));
        Ok(PasswordOutcome::Set)
    }

    /// Whether the account is at that epoch, and what is to be redeemed, if anything is, allows what
    /// it is redeemed for: a link or challenge of theirs and of that epoch, which has not expired.
    pub(super) fn redeems(&self, proof: &Proof<'_>, redeem: Option<&Redeem>) -> bool {
        let fits = match redeem {
            None => true,
            Some(Redeem::Link(link)) => self.links.get(link).is_some_and(|own| {
                own.account == *proof.account
                    && own.epoch == proof.epoch
                    && proof.at < own.expires_at
            }),
            Some(Redeem::Challenge(id)) => self.has_challenge(proof, id, &proof.purpose),
            Some(Redeem::Factor(UsedFactor::MailedCode(id))) => {
                self.has_challenge(proof, id, &ChallengePurpose::SECOND_FACTOR)
            }
            Some(Redeem::Factor(factor)) => self.has_factor(proof.account, factor),
        };
        fits && self.is_at_epoch(proof.account, proof.epoch)
    }

    fn has_challenge(
        &self,
        proof: &Proof<'_>,
        id: &ChallengeId,
        purpose: &ChallengePurpose,
    ) -> bool {
        self.challenges.get(id).is_some_and(|stored| {
            let own = &stored.challenge;
            own.account == Some((proof.account.clone(), proof.epoch))
                && !own.void
                && own.purpose == *purpose
                && proof.at < own.expires_at
        })
    }

    /// Spends what is redeemed. A challenge proves the mailbox: where nobody had before, what
    /// others may have prepared in the account goes.
    pub(super) fn redeem(
        &mut self,
        proof: &Proof<'_>,
        redeem: Option<&Redeem>,
        keep: Option<&SessionId>,
    ) {
        let account = proof.account;
        match redeem {
            None => {}
            Some(Redeem::Link(link)) => {
                self.links.remove(link);
            }
            Some(Redeem::Challenge(challenge)) => {
                if self.verify(account, challenge) {
                    self.end_ways_in(account, keep);
                    self.put_password(account, None, None);
                }
                self.challenges.remove(challenge);
            }
            Some(Redeem::Factor(factor)) => self.use_factor(account, factor, proof.at),
        }
    }

    /// Whether what is redeemed proves an address that nobody had proved, which raises the epoch.
    pub(super) fn takes_over(&self, proof: &Proof<'_>, redeem: Option<&Redeem>) -> bool {
        let Some(Redeem::Challenge(id)) = redeem else {
            return false;
        };
        let challenge = self.challenges.get(id);
        let stored = self.accounts.get(proof.account);
        challenge.zip(stored).is_some_and(|(own, stored)| {
            let email = stored.account.email.as_ref().map(Email::key);
            !stored.verified && email == Some(own.challenge.email.key())
        })
    }

    /// Marks the challenge's address as verified; whether it was not, before.
    fn verify(&mut self, account: &AccountId, challenge: &ChallengeId) -> bool {
        let challenge = self.challenges.get(challenge);
        let email: Option<EmailKey> = challenge.map(|own| own.challenge.email.key().clone());
        let Some(stored) = self.accounts.get_mut(account) else {
            return false;
        };
        let own = stored.account.email.as_ref().map(Email::key);
        let proves = email.is_some() && email.as_ref() == own && !stored.verified;
        stored.verified |= proves;
        proves
    }

    /// Ends every session but `keep`, and every link and known browser.
    pub(super) fn end_ways_in(&mut self, account: &AccountId, keep: Option<&SessionId>) {
        self.end_sessions_but(account, keep);
        self.links.retain(|_, link| link.account != *account);
        self.devices.retain(|(id, _), _| id != account);
    }

    pub(super) fn end_sessions_but(&mut self, account: &AccountId, keep: Option<&SessionId>) {
        self.sessions
            .retain(|id, (_, session)| session.account != *account || Some(id) == keep);
    }

    /// Changes the password, set at that moment, and raises the epoch.
    /// `mailed`: whether whoever proved the mailbox did so; `None` leaves that as it was.
    fn put_password(
        &mut self,
        account: &AccountId,
        set: Option<(PasswordHash, Timestamp)>,
        mailed: Option<bool>,
    ) {
        if let Some(stored) = self.accounts.get_mut(account) {
            (stored.password, stored.password_set_at) = set.unzip();
            stored.password_mailed = mailed.unwrap_or(stored.password_mailed);
            stored.account.epoch.0 += 1;
        }
    }
}
