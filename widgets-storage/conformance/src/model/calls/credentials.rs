//! Calls of `CredentialStore`, and the sessions that calls open.

use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{
    ChallengePurpose, Impersonation, NewSession, OpenSession, Proof, Proofs, Redeem,
    RememberDevice, RenewSession, Session, SignInMethod,
};

use super::{Call, World, call, calls};
use crate::model::answer::all_credentials;
use crate::model::world::{Held, told};
use crate::setup::password;

impl World {
    pub(super) fn credential_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            accounts.credentials(&email, device.as_ref(), now).map(all_credentials):
                email and device = self.email_and_device(), now = self.now();
            accounts.find_link(&link, now): link = self.link().1, now = self.now();
            accounts.open_session(open, change):
                open = self.open_session(), change = self.change();
            accounts.renew_session(renewal, change):
                renewal = self.renew_session(), change = self.change();
            accounts.replace_password_hash(&account, &old, &new):
                account and old = self.account_and_password(), new = self.password();
        }
    }

    fn email_and_device(&mut self) -> (EmailKey, Option<TokenHash>) {
        let device = (!self.dice.one_in(4)).then(|| self.device());
        if let Some((_, _, end)) = &device {
            self.come_to(&[*end], 2);
        }
        let own = device
            .as_ref()
            .and_then(|(account, ..)| self.found(account));
        let own = own.filter(|_| !self.dice.one_in(4)).map(|own| own.email);
        let email = own.unwrap_or_else(|| self.email());
        (email.key().clone(), device.map(|(_, token, _)| token))
    }

    fn account_and_password(&mut self) -> (AccountId, PasswordHash) {
        let account = self.account();
        let password = self.password_of(&account);
        (account, password.unwrap_or_else(|| self.password()))
    }

    fn open_session(&mut self) -> OpenSession {
        let (redeem, owner) = self.redeem(ChallengePurpose::SIGN_IN);
        let owner = owner.filter(|_| !self.dice.one_in(6));
        // Often another one of the same account.
        let latest = self.sessions.last().map(|own| own.account.clone());
        let latest = latest.filter(|_| self.dice.one_in(3));
        let account = owner
            .or(latest)
            .unwrap_or_else(|| self.account_or_disabled());
        OpenSession::new(self.new_session(&account), self.epoch(&account))
            .redeem(redeem)
            .replaces(self.maybe(|world| world.session().id))
            .device(self.maybe(|world| world.remember(&account)))
    }

    fn renew_session(&mut self) -> RenewSession {
        let (redeem, owner) = self.redeem(ChallengePurpose::STEP_UP);
        let held = match owner.filter(|_| !self.dice.one_in(8)) {
            Some(account) => self.session_of(&account),
            None => self.session(),
        };
        let account = if self.dice.one_in(10) {
            self.account()
        } else {
            held.account
        };
        let mut session = self.new_session(&account);
        session.session.id = held.id;
        if let Some(renewed) = self.sessions.last_mut() {
            renewed.id = session.session.id.clone();
        }
        let wrong = self.dice.one_in(8).then(|| self.token());
        let token = wrong.unwrap_or(held.token);
        RenewSession::new(session, token, self.epoch(&account))
            .redeem(redeem)
            .device(self.maybe(|world| world.remember(&account)))
    }

    /// A session of that account, if it has one.
    pub(super) fn session_of(&mut self, account: &AccountId) -> Held {
        let (accounts, now) = (&self.model.accounts, self.now());
        let is_theirs = |own: &&Held| {
            own.account == *account && told(accounts.admit(&own.token, None, now)).is_some()
        };
        let theirs = self.sessions.iter().rev().find(is_theirs).cloned();
        theirs.unwrap_or_else(|| self.session())
    }

    /// What is redeemed, if anything is, and whose it is; sometimes at its very end.
    fn redeem(&mut self, purpose: ChallengePurpose) -> (Option<Redeem>, Option<AccountId>) {
        let model = self.model.clone();
        match self.dice.below(5) {
            0 => {
                let (account, token) = self.link();
                if let Some(own) = told(model.accounts.find_link(&token, self.now())) {
                    self.come_to(&[own.expires_at], 3);
                }
                (Some(Redeem::Link(token)), Some(account))
            }
            1 | 2 => {
                let begun = self.challenge(&[purpose]);
                self.come_to_challenge(&begun, |own| own.expires_at, 3);
                let owner = begun.account.map(|(id, _)| id);
                (Some(Redeem::Challenge(begun.id)), owner)
            }
            _ => (None, None),
        }
    }

    pub(super) fn new_session(&mut self, account: &AccountId) -> NewSession {
        let now = self.now();
        let (id, token) = (SessionId::parse(self.name()).unwrap(), self.token());
        self.sessions.push(Held {
            account: account.clone(),
            id: id.clone(),
            token,
            created_at: now,
        });
        let session = Session::new(id, account.clone(), self.proofs(), now)
            .authenticated_at(now)
            .last_used_at(now)
            .idle_until(self.ends(&[60, 300, 300, 900]))
            .expires_at(self.ends(&[120, 600, 3_000, 3_000]))
            .persistent(self.dice.one_in(2))
            .address(self.dice.pick(&["192.0.2.7", "2001:db8::1", ""]).to_owned())
            .user_agent(self.dice.pick(&["Mozilla/5.0 (X11; Linux)", ""]).to_owned())
            .impersonation(if self.dice.one_in(4) {
                Some(self.impersonation())
            } else {
                None
            });
        NewSession::new(session, token)
    }

    fn proofs(&mut self) -> Proofs {
        let methods = [
            SignInMethod::PASSWORD,
            SignInMethod::LINK,
            SignInMethod::EMAIL,
            // The host's own, and as long as one may be.
            SignInMethod::parse("a_method_of_the_hosts_own_num_07").unwrap(),
        ];
        let first = Proofs::one(Proof::new(self.dice.pick(&methods), self.now()));
        (0..self.dice.below(4)).fold(first, |proofs, _| {
            proofs.with(Proof::new(self.dice.pick(&methods), self.past()))
        })
    }

    pub(super) fn impersonation(&mut self) -> Impersonation {
        Impersonation::new(
            "Ada <support>".to_owned(),
            "Ticket 7: \"ä ☕\"".to_owned(),
            self.ends(&[60, 600, 6_000]),
        )
    }

    pub(super) fn remember(&mut self, account: &AccountId) -> RememberDevice {
        let (_, token, _) = self.device();
        let end = self.ends(&[60, 900, 6_000]);
        self.devices.push((account.clone(), token, end));
        RememberDevice::new(token, end)
    }

    pub(super) fn password(&mut self) -> PasswordHash {
        password(self.dice.pick(&[1, 2, 3]))
    }

    /// The account's password, or sometimes another one.
    pub(super) fn password_of(&mut self, account: &AccountId) -> Option<PasswordHash> {
        if self.dice.one_in(4) {
            return self.maybe(Self::password);
        }
        let email = self.found(account)?.email;
        let found = self
            .model
            .accounts
            .credentials(email.key(), None, self.now());
        told(found)?.password
    }
}
