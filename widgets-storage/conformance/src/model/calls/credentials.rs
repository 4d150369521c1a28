//! Calls of `CredentialStore`, and the sessions that calls open.

use widgets_core::crypto::PasswordHash;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{
    ChallengePurpose, Impersonation, NewSession, OpenSession, Proof, Proofs, Redeem,
    RememberDevice, RenewSession, Session, SignInMethod,
};

use super::{Call, World, call};
use crate::model::world::{Held, told};
use crate::setup::password;

impl World {
    pub(super) fn credential_call(&mut self, method: &str) -> Option<Call> {
        Some(match method {
            "credentials" => {
                let device = (!self.dice.one_in(4)).then(|| self.device());
                let own = device.as_ref().and_then(|(account, _)| self.found(account));
                let own = own
                    .map(|found| found.email)
                    .filter(|_| !self.dice.one_in(4));
                call!(self, accounts.credentials(&email, device.as_ref(), now);
                    email = own.unwrap_or_else(|| self.email()).key().clone(),
                    device = device.map(|(_, token)| token),
                    now = self.now())
            }
            "find_link" => call!(self, accounts.find_link(&link, now);
                link = self.link().1, now = self.now()),
            "open_session" => {
                let (redeem, owner) = self.redeem(ChallengePurpose::SIGN_IN);
                let account = owner.unwrap_or_else(|| self.account());
                let open = OpenSession::new(self.new_session(&account), self.epoch(&account))
                    .redeem(redeem)
                    .replaces(self.maybe(|world| world.session().id))
                    .device(self.maybe(|world| world.remember(&account)));
                call!(self, accounts.open_session(open, change);
                    open = open, change = self.change())
            }
            "renew_session" => self.renew_session(),
            "replace_password_hash" => {
                let account = self.account();
                call!(self, accounts.replace_password_hash(&account, &old, &new);
                    old = self.password_of(&account).unwrap_or_else(|| password(1)),
                    new = self.password(),
                    account = account)
            }
            _ => return None,
        })
    }

    fn renew_session(&mut self) -> Call {
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
        let renewal = RenewSession::new(session, held.token, self.epoch(&account))
            .redeem(redeem)
            .device(self.maybe(|world| world.remember(&account)));
        call!(self, accounts.renew_session(renewal, change);
            renewal = renewal, change = self.change())
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

    /// What is redeemed, if anything is, and whose it is.
    fn redeem(&mut self, purpose: ChallengePurpose) -> (Option<Redeem>, Option<AccountId>) {
        match self.dice.below(8) {
            0 => {
                let (account, token) = self.link();
                (Some(Redeem::Link(token)), Some(account))
            }
            1 | 2 => {
                let begun = self.challenge(&[purpose]);
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
        ];
        let proof = Proof::new(self.dice.pick(&methods), self.now());
        let further = Proof::new(self.dice.pick(&methods), self.past());
        let one = Proofs::one(proof);
        if self.dice.one_in(2) {
            one.with(further)
        } else {
            one
        }
    }

    pub(super) fn impersonation(&mut self) -> Impersonation {
        Impersonation::new(
            "Ada <support>".to_owned(),
            "Ticket 7: \"ä ☕\"".to_owned(),
            self.ends(&[60, 600, 6_000]),
        )
    }

    pub(super) fn remember(&mut self, account: &AccountId) -> RememberDevice {
        let (_, token) = self.device();
        self.devices.push((account.clone(), token));
        RememberDevice::new(token, self.ends(&[60, 900, 6_000]))
    }

    pub(super) fn password(&mut self) -> PasswordHash {
        password(self.dice.pick(&[1, 2, 3]))
    }

    /// The account's password, or sometimes another one.
    pub(super) fn password_of(&mut self, account: &AccountId) -> Option<PasswordHash> {
        if self.dice.one_in(8) {
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
