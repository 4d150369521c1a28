//! Calls of `FactorStore` and `SignInAttemptStore`.

use widgets_core::id::{AccountId, AuthenticatorId};
use widgets_core::name::Name;
use widgets_core::stores::*;

use super::{Call, World, call, calls};
use crate::model::aiming::aimed;
use crate::model::answer::{all_attempt, all_factors};
use crate::model::world::told;

impl World {
    pub(super) fn factor_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            accounts.add_authenticator(adding, change):
                adding = self.add_authenticator(), change = self.change();
            accounts.rename_authenticator(&account, &id, &name, change):
                account and id = self.authenticator(), name = self.authenticator_name(),
                change = self.change();
            accounts.remove_authenticator(removing, change):
                removing = self.remove_authenticator(), change = self.change();
            accounts.make_recovery_codes(&account, epoch, &codes, change):
                account and epoch = self.account_with_factor(), codes = self.recovery_codes(),
                change = self.change();
            accounts.sealed_authenticators(after.as_ref(), limit):
                after = self.after_authenticator(), limit = self.limit();
            accounts.reseal_authenticator(&old, new):
                old = self.sealed_authenticator(), new = self.sealed();
            accounts.begin_sign_in(attempt, change):
                attempt = self.begin_sign_in(), change = self.change();
            accounts.find_sign_in(&attempt, now).map(all_attempt):
                attempt = self.sign_in().1, now = self.now();
            accounts.try_sign_in(&attempt, now).map(all_attempt):
                attempt = self.sign_in().1, now = self.now();
            accounts.end_sign_in(&attempt): attempt = self.sign_in().1;
            @find_second_factors: self.find_second_factors();
        }
    }

    /// Everything of each factor, what does not show itself too.
    fn find_second_factors(&mut self) -> Call {
        call!(self, find_second_factors |stores| {
                let found = stores.accounts.find_second_factors(&account).await;
                found.map(|found| Some(found).filter(is_some).map(all_factors))
            };
            account = self.owner_of_authenticator())
    }

    pub(super) fn owner_of_authenticator(&mut self) -> AccountId {
        self.authenticator().0
    }

    pub(super) fn factors(&self, account: &AccountId) -> SecondFactors {
        told(self.model.accounts.find_second_factors(account))
    }

    fn add_authenticator(&mut self) -> AddAuthenticatorWrite {
        let (account, epoch) = if self.dice.one_in(2) {
            let account = self.owner_of_authenticator();
            let epoch = self.epoch(&account);
            (account, epoch)
        } else {
            // Mostly of somebody who is signed in, whose next step-up then takes it.
            let account = match self.dice.one_in(3) {
                true => self.account_or_disabled(),
                false => self.session().account,
            };
            let epoch = self.epoch(&account);
            (account, epoch)
        };
        // Mostly not where it ends the trust in a browser.
        let (account, epoch) = if self.trusts(&account) && !self.dice.one_in(6) {
            let other = self.account();
            let epoch = self.epoch(&other);
            (other, epoch)
        } else {
            (account, epoch)
        };
        let again = self.authenticator().1;
        let new = AuthenticatorId::parse(self.name()).unwrap();
        let id = if self.dice.one_in(12) { again } else { new };
        self.authenticators.push((account.clone(), id.clone()));
        let (name, sealed, created_at) = (self.authenticator_name(), self.sealed(), self.past());
        let authenticator = Authenticator::new(id, name, sealed, created_at)
            .last_step(self.dice.pick(&[0, 1, 2]))
            .last_used_at(self.maybe(Self::past));
        let others = self.others(&account);
        AddAuthenticatorWrite::new(account, epoch, authenticator, others)
    }

    fn remove_authenticator(&mut self) -> RemoveAuthenticatorWrite {
        let (account, id) = self.authenticator();
        let others = self.others(&account);
        RemoveAuthenticatorWrite::new(account, id, others)
    }

    fn others(&mut self, account: &AccountId) -> OtherSessions {
        let session = self.session_of(account).id;
        let device = self.maybe(|world| world.device_of(account));
        OtherSessions::new(session)
            .end(self.dice.one_in(2))
            .device(device)
    }

    /// An authenticator and whose it is, sometimes somebody else's.
    fn authenticator(&mut self) -> (AccountId, AuthenticatorId) {
        let accounts = &self.model.accounts;
        let is_there = |(account, id): &(AccountId, AuthenticatorId)| {
            let found = told(accounts.find_second_factors(account));
            found.authenticators.iter().any(|own| own.id == *id)
        };
        let known = aimed(&mut self.dice, &self.authenticators, is_there);
        let nothing = || AuthenticatorId::parse("none").unwrap();
        let (account, id) = known.unwrap_or_else(|| (self.account(), nothing()));
        let other = self.dice.one_in(10).then(|| self.account());
        (other.unwrap_or(account), id)
    }

    fn authenticator_name(&mut self) -> Name {
        let names = ["", "Pixel 9", "Ænð ☕ \"<b>' %_", "محمد"];
        Name::parse(self.dice.pick(&names)).unwrap()
    }

    fn account_with_factor(&mut self) -> (AccountId, Epoch) {
        let account = self.owner_of_authenticator();
        let epoch = self.epoch(&account);
        (account, epoch)
    }

    fn recovery_codes(&mut self) -> [RecoveryCodeHash; RECOVERY_CODES] {
        std::array::from_fn(|_| self.token())
    }

    fn after_authenticator(&mut self) -> Option<AuthenticatorId> {
        self.maybe(|world| world.authenticator().1)
    }

    fn sealed_authenticator(&mut self) -> Sealed<AuthenticatorId> {
        let (account, id) = self.authenticator();
        let factors = self.factors(&account);
        let own = factors.authenticators.into_iter().find(|own| own.id == id);
        let sealed = own.filter(|_| !self.dice.one_in(4)).map(|own| own.sealed);
        Sealed::new(id, sealed.unwrap_or_default())
    }

    fn begin_sign_in(&mut self) -> NewSignInAttempt {
        let (redeem, owner) = self.redeem(ChallengePurpose::SIGN_IN);
        let owner = owner.filter(|_| !self.dice.one_in(6));
        let account = owner.unwrap_or_else(|| self.owner_of_authenticator());
        let token = self.token();
        self.sign_ins.push((account.clone(), token));
        let methods = [SignInMethod::PASSWORD, SignInMethod::LINK];
        let (epoch, method) = (self.epoch(&account), self.dice.pick(&methods));
        let end = self.ends(&[60, 600, 600]);
        NewSignInAttempt::new(token, account, epoch, method, end)
            .redeem(redeem)
            .keep(self.dice.one_in(2))
            .return_to(self.dice.pick(&["", "/a?b=ä&c"]).to_owned())
            .tries(self.dice.pick(&[0, 1, 1, 2, 5]))
    }

    /// A sign-in that waits, and whose it is.
    pub(super) fn sign_in(&mut self) -> (AccountId, RecoveryCodeHash) {
        let (accounts, now) = (&self.model.accounts, self.just_before());
        let lives = |own: &(AccountId, RecoveryCodeHash)| {
            told(accounts.find_sign_in(&own.1, now)).is_some()
        };
        let known = aimed(&mut self.dice, &self.sign_ins, lives);
        let own = known.unwrap_or_else(|| (self.account(), self.token()));
        if let Some(found) = told(self.model.accounts.find_sign_in(&own.1, self.now())) {
            self.come_to(&[found.expires_at], 8);
        }
        self.shown(own.1);
        own
    }

    /// A factor of that account, sometimes a step that was used or a code of somebody else.
    pub(super) fn used_factor(&mut self, account: &AccountId) -> UsedFactor {
        if self.dice.one_in(8) {
            let begun = self.challenge(&[ChallengePurpose::SECOND_FACTOR]);
            return UsedFactor::MailedCode(begun.id);
        }
        let other = self.dice.one_in(8).then(|| self.account());
        let factors = self.factors(other.as_ref().unwrap_or(account));
        let (authenticators, codes) = (factors.authenticators, factors.recovery_codes);
        if !codes.is_empty() && self.dice.one_in(2) {
            let code = self.dice.pick(&codes);
            return UsedFactor::RecoveryCode(self.shown(code));
        }
        if authenticators.is_empty() {
            return UsedFactor::RecoveryCode(self.token());
        }
        let own = self.dice.pick(&authenticators);
        let step = own.last_step + self.dice.pick(&[0, 1, 1, 2, 3]);
        UsedFactor::Authenticator { id: own.id, step }
    }
}

fn is_some(found: &SecondFactors) -> bool {
    !found.authenticators.is_empty() || !found.recovery_codes.is_empty()
}
