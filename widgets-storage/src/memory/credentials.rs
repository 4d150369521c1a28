//! Signing in: what an address stands for, and opening and renewing sessions.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::AccountId;
use widgets_core::stores::{
    Change, CredentialStore, Credentials, Epoch, OpenSession, OpenedSession, RememberDevice,
    RenewSession, Session, SignInLink, StoreResult,
};

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
        Ok(Some(Credentials {
            account: account.id.clone(),
            epoch: account.epoch,
            status: account.status,
            verified: stored.verified,
            password: stored.password.clone(),
            known_device: device.is_some_and(known),
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
        opening: OpenSession,
        change: Change,
    ) -> StoreResult<OpenedSession> {
        let mut state = self.state();
        let session = opening.session.session;
        let account = session.account.clone();
        if !state.is_at_epoch(&account, opening.epoch) {
            return Ok(OpenedSession::Refused);
        }
        if let Some(link) = &opening.link {
            let redeems = state.links.get(link).is_some_and(|link| {
                link.account == account
                    && link.epoch == opening.epoch
                    && change.stamp.at < link.expires_at
            });
            if !redeems {
                return Ok(OpenedSession::Refused);
            }
        }
        state.accepts(&change)?;
        let replaced = opening.replaces.as_ref();
        if replaced != Some(&session.id) && state.sessions.contains_key(&session.id) {
            return Err(repeated());
        }
        if let Some(link) = &opening.link {
            state.links.remove(link);
        }
        if let Some(replaced) = replaced {
            state.sessions.remove(replaced);
        }
        let stored = (opening.session.token, session);
        state.sessions.insert(stored.1.id.clone(), stored);
        state.remember(account, opening.device);
        state.append(change);
        Ok(OpenedSession::Opened)
    }

    async fn renew_session(
        &self,
        renewal: RenewSession,
        change: Change,
    ) -> StoreResult<OpenedSession> {
        let mut state = self.state();
        let renewed = renewal.session.session;
        let account = renewed.account.clone();
        let held = state.sessions.get(&renewed.id).filter(|(token, session)| {
            *token == renewal.old_token
                && session.account == account
                && session.is_live(change.stamp.at)
        });
        let Some(created_at) = held.map(|(_, session)| session.created_at) else {
            return Ok(OpenedSession::Refused);
        };
        if !state.is_at_epoch(&account, renewal.epoch) {
            return Ok(OpenedSession::Refused);
        }
        state.accepts(&change)?;
        let renewed = Session {
            created_at,
            ..renewed
        };
        let stored = (renewal.session.token, renewed);
        state.sessions.insert(stored.1.id.clone(), stored);
        state.remember(account, renewal.device);
        state.append(change);
        Ok(OpenedSession::Opened)
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
    /// Whether the account is active and at that epoch.
    fn is_at_epoch(&self, account: &AccountId, epoch: Epoch) -> bool {
        self.active(account)
            .is_some_and(|account| account.epoch == epoch)
    }

    fn remember(&mut self, account: AccountId, device: Option<RememberDevice>) {
        if let Some(device) = device {
            self.devices
                .insert((account, device.token), device.expires_at);
        }
    }
}
