//! Signing in: what an address stands for, and opening and renewing sessions.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    ChallengePurpose, Change, CredentialStore, Credentials, OpenOutcome, OpenSession,
    RememberDevice, RenewSession, Session, SignInLink, StoreResult,
};

use super::redeeming::Proof;
use super::{MemoryStores, State, repeated};

#[async_trait]
impl CredentialStore for MemoryStores {
    async fn credentials(
        &self,
        email: &EmailKey,
        device: Option<&TokenHash>,
        at: Timestamp,
    ) -> StoreResult<Option<Credentials>> {
        let state = self.state();
        let stored = state
            .addresses
            .get(email)
            .and_then(|id| state.accounts.get(id));
        let Some(stored) = stored else {
            return Ok(None);
        };
        let account = &stored.account;
        let known = |device: &TokenHash| {
            let expiry = state.devices.get(&(account.id.clone(), *device));
            expiry.is_some_and(|expires_at| at < *expires_at)
        };
        Ok(Some(
            Credentials::new(
                account.id.clone(),
                account.email.clone(),
                account.epoch,
                account.status,
            )
            .verified(stored.verified)
            .password(stored.password.clone())
            .known_device(device.is_some_and(known)),
        ))
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
        let mut state = self.state();
        let session = open_session.session.session;
        let account = session.account.clone();
        if !state.is_at_epoch(&account, open_session.epoch) {
            return Ok(OpenOutcome::Refused);
        }
        let proof = Proof {
            account: &account,
            epoch: open_session.epoch,
            purpose: &ChallengePurpose::SIGN_IN,
            at: change.stamp.at,
        };
        if !state.redeems(&proof, open_session.redeem.as_ref()) {
            return Ok(OpenOutcome::Refused);
        }
        state.accepts(&change)?;
        let replaced = open_session.replaces.as_ref();
        if replaced != Some(&session.id) && state.sessions.contains_key(&session.id) {
            return Err(repeated());
        }
        state.redeem(&account, open_session.redeem.as_ref(), None);
        if let Some(replaced) = replaced {
            state.sessions.remove(replaced);
        }
        state.add_session(open_session.session.token, session);
        state.remember(account, open_session.device);
        state.append(change);
        Ok(OpenOutcome::Opened)
    }

    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenOutcome> {
        let mut state = self.state();
        let renewed = renewal.session.session;
        let account = renewed.account.clone();
        let held = state.sessions.get(&renewed.id).filter(|(token, session)| {
            *token == renewal.old_token
                && session.account == account
                && session.is_live(change.stamp.at)
        });
        let Some((_, held)) = held else {
            return Ok(OpenOutcome::Refused);
        };
        let mut renewed = renewed.impersonation(held.impersonation.clone());
        renewed.created_at = held.created_at;
        let proof = Proof {
            account: &account,
            epoch: renewal.epoch,
            purpose: &ChallengePurpose::STEP_UP,
            at: change.stamp.at,
        };
        let proved = state.is_at_epoch(&account, renewal.epoch)
            && state.redeems(&proof, renewal.redeem.as_ref());
        if !proved {
            return Ok(OpenOutcome::Refused);
        }
        state.accepts(&change)?;
        state.redeem(&account, renewal.redeem.as_ref(), Some(&renewed.id));
        state.add_session(renewal.session.token, renewed);
        state.remember(account, renewal.device);
        state.append(change);
        Ok(OpenOutcome::Opened)
    }

    async fn replace_password_hash(
        &self,
        account: &AccountId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> StoreResult<bool> {
        let mut state = self.state();
        let stored = state
            .accounts
            .get_mut(account)
            .filter(|stored| stored.password.as_ref() == Some(old));
        Ok(match stored {
            Some(stored) => {
                stored.password = Some(new.clone());
                true
            }
            None => false,
        })
    }
}

impl State {
    /// Adds a session. An impersonated one ends with its impersonation.
    pub(super) fn add_session(&mut self, token: TokenHash, mut session: Session) {
        if let Some(own) = &session.impersonation {
            session.expires_at = session.expires_at.min(own.until);
        }
        self.sessions.insert(session.id.clone(), (token, session));
    }

    pub(super) fn remember(&mut self, account: AccountId, device: Option<RememberDevice>) {
        if let Some(device) = device {
            self.devices
                .insert((account, device.token), device.expires_at);
        }
    }
}
