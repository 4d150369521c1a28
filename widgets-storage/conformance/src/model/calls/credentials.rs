//! Calls of `CredentialStore`, and the sessions that calls open.

use widgets_core::clock::Timestamp;
use widgets_core::crypto::{PasswordHash, TokenHash};
use widgets_core::email::EmailKey;
use widgets_core::id::{AccountId, DeviceId, SessionId};
use widgets_core::stores::*;

use super::{Call, World, call, calls};
use crate::model::answer::all_credentials;
use crate::model::world::{Held, told};
use crate::setup::password;

impl World {
    pub(super) fn credential_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            accounts.credentials(&email, device.as_ref(), now).map(all_credentials):
                email and device = self.email_and_device(), now = self.now();
            accounts.knows_device(&device, now): device = self.known_device(), now = self.now();
            accounts.record(change): change = self.change();
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
        let own = own
            .filter(|_| !self.dice.one_in(4))
            .and_then(|own| own.email);
        let email = own.unwrap_or_else(|| self.email());
        (email.key().clone(), device.map(|(_, token, _)| token))
    }

    /// Asks for each of the latest browsers whether its account knows it.
    pub(in crate::model) fn latest_browsers(&mut self) -> Vec<Call> {
        let latest: Vec<_> = self.devices.iter().rev().take(6).cloned().collect();
        let calls = latest.into_iter().filter_map(|(account, token, _)| {
            let email = self.found(&account)?.email?.key().clone();
            let call = call!(self, accounts.credentials(&email, device.as_ref(), now).map(all_credentials);
                email = email, device = Some(self.shown(token)), now = self.now());
            Some(call)
        });
        calls.collect()
    }

    fn known_device(&mut self) -> TokenHash {
        let (_, token, end) = self.device();
        self.come_to(&[end], 3);
        token
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
        let times = if self.sign_ins.is_empty() { 20 } else { 3 };
        let completes = self.dice.one_in(times);
        let trusted = if !completes && self.dice.one_in(3) {
            self.trusted_device()
        } else {
            None
        };
        let (redeem, attempt, account) = match &trusted {
            _ if completes => self.second_step(account),
            // By the trust in a browser alone, mostly.
            Some((owner, _)) if !self.dice.one_in(6) => (None, None, owner.clone()),
            _ => (redeem, None, account),
        };
        let trusts = completes || self.dice.one_in(8);
        let trust_until = trusts.then(|| self.ends(&[600, 6_000, 6_000]));
        let device = if completes && trust_until.is_some() {
            self.trusted.push(account.clone());
            Some(self.remember(&account))
        } else {
            self.maybe(|world| world.remember(&account))
        };
        OpenSession::new(self.new_session(&account), self.epoch(&account))
            .redeem(redeem)
            .attempt(attempt)
            .replaces(self.maybe(|world| world.session().id))
            .device(device)
            .trusted(trusted.map(|(_, token)| token))
            .trust_until(trust_until)
    }

    /// What completes a sign-in that waits; sometimes only a part of it.
    fn second_step(&mut self, other: AccountId) -> (Option<Redeem>, Option<TokenHash>, AccountId) {
        let (account, attempt) = self.sign_in();
        let account = if self.dice.one_in(12) { other } else { account };
        let factor = Redeem::Factor(self.used_factor(&account));
        let redeem = (!self.dice.one_in(8)).then_some(factor);
        let attempt = (!self.dice.one_in(8)).then_some(attempt);
        (redeem, attempt, account)
    }

    fn renew_session(&mut self) -> RenewSession {
        let (redeem, owner) = self.redeem(ChallengePurpose::STEP_UP);
        let held = match owner.filter(|_| !self.dice.one_in(8)) {
            Some(account) => Some(self.session_of(&account)),
            // Of one whose step-up takes a second factor.
            None if self.dice.one_in(2) => self.session_with_factor(),
            None => None,
        };
        let held = held.unwrap_or_else(|| self.session());
        let account = if self.dice.one_in(10) {
            self.account()
        } else {
            held.account
        };
        let has = self.factors(&account).is_required();
        let times = if has { 2 } else { 20 };
        let factor = self.dice.one_in(times).then(|| self.used_factor(&account));
        // Refused for nothing else, most of the time, where it lacks the second factor.
        let redeem = redeem.filter(|_| !has || self.dice.one_in(4));
        let redeem = factor.map(Redeem::Factor).or(redeem);
        let mut session = self.new_session(&account);
        session.session.id = held.id;
        if let Some(renewed) = self.sessions.last_mut() {
            renewed.id = session.session.id.clone();
        }
        let handover = self.hand_over();
        let wrong = self.dice.one_in(8).then(|| self.token());
        let token = wrong.unwrap_or(held.token);
        RenewSession::new(session, token, self.epoch(&account))
            .redeem(redeem)
            .handover(handover)
            .device(self.maybe(|world| world.remember(&account)))
    }

    /// What leads on to the new token of the newest session, most of the time.
    pub(super) fn hand_over(&mut self) -> Option<Handover> {
        let renewed = self.sessions.last().cloned()?;
        if self.dice.one_in(4) {
            return None;
        }
        let handover = Handover::new(self.token(), self.ends(&[10, 3_000, 3_000]));
        self.handovers.push((renewed, handover));
        Some(handover)
    }

    /// The newest session of an account that has a second factor, if there is one.
    fn session_with_factor(&mut self) -> Option<Held> {
        let now = self.now();
        let (accounts, sessions) = (&self.model.accounts, self.sessions.iter().rev());
        let lives = |own: &&Held| told(accounts.admit(&own.token, None, now)).is_some();
        let mut theirs = sessions.filter(|own| self.factors(&own.account).is_required());
        theirs.find(lives).cloned()
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
    pub(super) fn redeem(
        &mut self,
        purpose: ChallengePurpose,
    ) -> (Option<Redeem>, Option<AccountId>) {
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

    /// A browser that becomes known to an account, or is used again.
    pub(super) fn remember(&mut self, account: &AccountId) -> RememberDevice {
        let before = self.device_of(account);
        let new = self.dice.one_in(2).then(|| self.token());
        let token = new.unwrap_or(before);
        let end = self.ends(&[60, 900, 6_000]);
        self.devices.push((account.clone(), token, end));
        let replaces = (token != before && !self.dice.one_in(3)).then_some(before);
        if replaces.is_some() {
            // Until then the old token works too.
            let overlap = self.ends(&[RememberDevice::OVERLAP.as_secs()]);
            self.devices.push((account.clone(), before, overlap));
        }
        let id = DeviceId::parse(self.name()).unwrap();
        let (created_at, last_used_at) = self.used(account);
        let device = Device::new(id, token, created_at)
            .last_used_at(last_used_at)
            .expires_at(end)
            .browser(
                self.dice
                    .pick(&["Firefox", "Samsung Internet", ""])
                    .to_owned(),
            )
            .system(self.dice.pick(&["macOS", "iPhone", ""]).to_owned())
            .handheld(self.dice.one_in(2));
        RememberDevice::new(device).replaces(replaces)
    }

    /// Since when a browser is known, and when it was last used: often as one that the account knows, since
    /// their ids alone put such in order.
    fn used(&mut self, account: &AccountId) -> (Timestamp, Timestamp) {
        let known = self.known_devices(account);
        if known.is_empty() || self.dice.one_in(2) {
            return (self.past(), self.now());
        }
        let twin = self.dice.pick(&known);
        (twin.created_at, twin.last_used_at)
    }

    pub(super) fn password(&mut self) -> PasswordHash {
        password(self.dice.pick(&[1, 2, 3]))
    }

    /// The account's password, or sometimes another one.
    pub(super) fn password_of(&mut self, account: &AccountId) -> Option<PasswordHash> {
        if self.dice.one_in(4) {
            return self.maybe(Self::password);
        }
        let email = self.found(account)?.email?;
        let found = self
            .model
            .accounts
            .credentials(email.key(), None, self.now());
        told(found)?.password
    }
}
