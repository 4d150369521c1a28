//! Signing in: what an address stands for, and opening and renewing sessions.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{
    Account, ChallengePurpose, Change, CredentialStore, Credentials, OpenOutcome, OpenSession,
    RememberDevice, RenewSession, Session, SignInLink, StoreResult,
};

use super::redeeming::Proof;
use super::{MemoryStores, Repeated, State, Stop};

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
        Ok(stored.map(|stored| {
            let Account { id, email, .. } = stored.account.clone();
            let known = |device: &TokenHash| {
                let expiry = state.devices.get(&(id.clone(), *device));
                expiry.is_some_and(|expires_at| at < *expires_at)
            };
            let known = device.is_some_and(known);
            Credentials::new(id, email, stored.account.epoch, stored.account.status)
                .verified(stored.verified)
                .password(stored.password.clone())
                .known_device(known)
        }))
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
        self.write(change, |state, at| {
            let session = open_session.session.session;
            let proof = Proof {
                account: &session.account.clone(),
                epoch: open_session.epoch,
                purpose: ChallengePurpose::SIGN_IN,
                at,
            };
            let redeem = open_session.redeem.as_ref();
            Stop::unless(state.redeems(&proof, redeem), OpenOutcome::Refused)?;
            let replaced = open_session.replaces.as_ref();
            state.is_fresh(&session.id, replaced)?;
            state.redeem(proof.account, redeem, None);
            state.replace_session(replaced, open_session.session.token, session);
            state.remember(proof.account, open_session.device);
            Ok(OpenOutcome::Opened)
        })
    }

    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenOutcome> {
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
            state.redeem(proof.account, redeem, Some(&renewed.id));
            state.replace_session(None, renewal.session.token, renewed);
            state.remember(proof.account, renewal.device);
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
    ) {
        if let Some(own) = &session.impersonation {
            session.expires_at = session.expires_at.min(own.until);
        }
        if let Some(replaced) = replaced {
            self.sessions.remove(replaced);
        }
        self.sessions.insert(session.id.clone(), (token, session));
    }

    pub(super) fn remember(&mut self, account: &AccountId, device: Option<RememberDevice>) {
        if let Some(device) = device {
            let key = (account.clone(), device.token);
            self.devices.insert(key, device.expires_at);
        }
    }
}
