//! Signing in: what an address stands for, and opening and renewing sessions.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::*;

use super::redeeming::Proof;
use super::{KnownDevice, MemoryStores, Repeated, State, Stop};

#[async_trait]
impl CredentialStore for MemoryStores {
    async fn credentials(
        &self,
        email: &EmailKey,
        device: Option<&TokenHash>,
        at: Timestamp,
    ) -> StoreResult<Option<Credentials>> {
        let state = self.state();
        let id = state.addresses.get(email);
        let stored = id.and_then(|id| state.accounts.get(id));
        Ok(stored.and_then(|stored| {
            let Account {
                id,
                email,
                language,
                ..
            } = stored.account.clone();
            let known = |device: &TokenHash| {
                let known = state.devices.get(&(id.clone(), *device));
                known.is_some_and(|own| at < own.device.expires_at)
            };
            let known = device.is_some_and(known);
            let own = Credentials::new(id, email?, stored.account.epoch, stored.account.status)
                .verified(stored.verified)
                .password(stored.password.clone())
                .password_set_at(stored.password_set_at)
                .language(language)
                .known_device(known);
            Some(own)
        }))
    }

    async fn knows_device(&self, device: &TokenHash, at: Timestamp) -> StoreResult<bool> {
        let state = self.state();
        let mut known = state.devices.values().map(|own| &own.device);
        Ok(known.any(|own| own.token == *device && at < own.expires_at))
    }

    async fn record(&self, change: Change) -> StoreResult<()> {
        self.write(change, |_, _| Ok(()))
    }

    async fn find_link(&self, link: &TokenHash, at: Timestamp) -> StoreResult<Option<SignInLink>> {
        let state = self.state();
        let found = state
            .links
            .get(link)
            .filter(|link| at < link.expires_at && state.is_at_epoch(&link.account, link.epoch));
        Ok(found.cloned())
    }

    async fn open_session(
        &self,
        open_session: OpenSession,
        change: Change,
    ) -> StoreResult<OpenOutcome> {
        let lacks = open_session.lacks_second_factor();
        let trusts_until = open_session.trusts_until();
        self.write(change, |state, at| {
            let session = open_session.session.session;
            let proof = Proof {
                account: &session.account.clone(),
                epoch: open_session.epoch,
                purpose: ChallengePurpose::SIGN_IN,
                at,
            };
            let redeem = open_session.redeem.as_ref();
            let attempt = open_session.attempt.as_ref();
            let mailed = matches!(redeem, Some(Redeem::Factor(UsedFactor::MailedCode(_))));
            let adds = !mailed || state.mailbox_adds(proof.account, attempt);
            let fits = state.redeems(&proof, redeem) && state.completes(attempt, &proof) && adds;
            Stop::unless(fits, OpenOutcome::Refused)?;
            // What is redeemed may end the trust.
            let trusted = !state.takes_over(&proof, redeem)
                && open_session
                    .trusted
                    .is_some_and(|own| state.trusts(proof.account, &own, at));
            let lacks = lacks && state.second_factors(proof.account).is_required();
            Stop::unless(!lacks || trusted, OpenOutcome::SecondFactorRequired)?;
            let replaced = open_session.replaces.as_ref();
            state.is_fresh(&session.id, replaced)?;
            state.redeem(&proof, redeem, None);
            if let Some(attempt) = attempt {
                state.sign_ins.remove(attempt);
            }
            let (id, device) = (session.id.clone(), open_session.device);
            state.replace_session(replaced, open_session.session.token, session, &device);
            state.limit_sessions(proof.account, &id);
            let token = device.as_ref().map(|own| own.device.token);
            state.remember(proof.account, device, at);
            if let (Some(until), Some(token)) = (trusts_until, token) {
                state.trust(proof.account, &token, until);
            }
            Ok(OpenOutcome::Opened)
        })
    }

    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenOutcome> {
        let lacks = renewal.lacks_second_factor();
        self.write(change, |state, at| {
            let renewed = renewal.session.session;
            let held = state.sessions.get(&renewed.id).filter(|(token, session)| {
                *token == renewal.old_token
                    && session.account == renewed.account
                    && session.is_live(at)
            });
            let (_, held) = held.ok_or(Stop::With(OpenOutcome::Refused))?;
            let mut renewed = renewed.impersonation(held.impersonation.clone());
            renewed.created_at = held.created_at;
            let proof = Proof {
                account: &renewed.account.clone(),
                epoch: renewal.epoch,
                purpose: ChallengePurpose::STEP_UP,
                at,
            };
            let redeem = renewal.redeem.as_ref();
            Stop::unless(state.redeems(&proof, redeem), OpenOutcome::Refused)?;
            let lacks = lacks && state.second_factors(proof.account).is_required();
            Stop::unless(!lacks, OpenOutcome::SecondFactorRequired)?;
            state.redeem(&proof, redeem, Some(&renewed.id));
            state.hand_over(&renewed.id, renewal.handover);
            state.replace_session(None, renewal.session.token, renewed, &renewal.device);
            state.remember(proof.account, renewal.device, at);
            Ok(OpenOutcome::Opened)
        })
    }

    async fn replace_password_hash(
        &self,
        account: &AccountId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> StoreResult<bool> {
        let mut state = self.state();
        let stored = state.accounts.get_mut(account);
        let stored = stored.filter(|stored| stored.password.as_ref() == Some(old));
        let replaced = stored.map(|stored| stored.password = Some(new.clone()));
        Ok(replaced.is_some())
    }
}

impl State {
    /// A session that is added repeats no other, unless it replaces that one.
    pub(super) fn is_fresh(
        &self,
        id: &SessionId,
        replaced: Option<&SessionId>,
    ) -> Result<(), Repeated> {
        Repeated::unless(replaced == Some(id) || !self.sessions.contains_key(id))
    }

    /// Adds a session in the place of another. An impersonated one ends with its impersonation.
    pub(super) fn replace_session(
        &mut self,
        replaced: Option<&SessionId>,
        token: TokenHash,
        mut session: Session,
        device: &Option<RememberDevice>,
    ) {
        if let Some(own) = &session.impersonation {
            session.expires_at = session.expires_at.min(own.until);
        }
        if let Some(replaced) = replaced {
            self.sessions.remove(replaced);
        }
        if let Some(device) = device {
            self.session_devices
                .insert(session.id.clone(), device.device.token);
        }
        self.sessions.insert(session.id.clone(), (token, session));
    }

    /// Ends the oldest sessions beyond the number that an account may have.
    fn limit_sessions(&mut self, account: &AccountId, newest: &SessionId) {
        let own = self.sessions.values().map(|(_, session)| session);
        let own = own.filter(|session| session.account == *account);
        let mut own: Vec<_> = own.map(|own| (own.created_at, own.id.clone())).collect();
        own.sort_by(|one, other| other.cmp(one));
        for (_, id) in own.into_iter().skip(NewSession::MOST as usize) {
            if id != *newest {
                self.sessions.remove(&id);
            }
        }
    }

    /// Makes a browser known, or notes that it was used again. What an expired or replaced one was like
    /// does not matter: it is new when it comes back.
    pub(super) fn remember(
        &mut self,
        account: &AccountId,
        remembered: Option<RememberDevice>,
        at: Timestamp,
    ) {
        let Some(remembered) = remembered else { return };
        let mut device = remembered.device;
        if let Some(old) = remembered.replaces {
            self.replace_device(&old, &device.token, at);
        }
        let (token, key) = (device.token, (account.clone(), device.token));
        let known = self.devices.get(&key);
        // One that was replaced may have lost the answer with its new token.
        let trust = known.filter(|own| at < own.device.expires_at);
        let trust = trust.and_then(|own| own.trust);
        if let Some(own) = known.filter(|own| !own.replaced && at < own.device.expires_at) {
            device.id = own.device.id.clone();
            device.created_at = own.device.created_at;
        }
        device.trusted_until = None;
        let known = KnownDevice {
            device,
            replaced: false,
            trust,
        };
        self.devices.insert(key, known);
        self.limit_devices(account, &token);
    }

    /// Forgets browsers beyond the number that an account may know.
    fn limit_devices(&mut self, account: &AccountId, newest: &TokenHash) {
        let own = self.devices.iter().filter(|((id, _), _)| id == account);
        let own = own.map(|((_, token), own)| (own.device.expires_at, *token));
        let mut own: Vec<_> = own.collect();
        own.sort_by(|one, other| other.cmp(one));
        for (_, token) in own.into_iter().skip(RememberDevice::MOST as usize) {
            if token != *newest {
                self.devices.remove(&(account.clone(), token));
            }
        }
    }

    /// Whoever knew the browser by the old token knows it by the new one.
    fn replace_device(&mut self, old: &TokenHash, new: &TokenHash, at: Timestamp) {
        let known = self.devices.iter().filter(|((_, token), _)| token == old);
        let known: Vec<_> = known
            .map(|((id, _), own)| (id.clone(), own.clone()))
            .collect();
        let overlap = at.plus(RememberDevice::OVERLAP);
        for (account, mut own) in known {
            let mut replacing = own.clone();
            replacing.device.token = *new;
            let key = (account.clone(), *new);
            self.devices.entry(key).or_insert(replacing);
            own.device.expires_at = own.device.expires_at.min(overlap);
            own.replaced = true;
            self.devices.insert((account, *old), own);
        }
    }
}
