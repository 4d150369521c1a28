//! Calls of `PasskeyStore`.

use widgets_core::id::{AccountId, PasskeyId};
use widgets_core::stores::*;

use super::{Call, World, call, calls};
use crate::model::aiming::aimed;
use crate::model::answer::all_passkey;
use crate::model::world::told;

impl World {
    pub(super) fn passkey_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            accounts.find_passkey(&credential).map(all_passkey):
                credential = self.credential_id();
            accounts.add_passkey(adding, change):
                adding = self.add_passkey(), change = self.change();
            accounts.rename_passkey(&account, &id, &name, change):
                account and id = self.passkey(), name = self.authenticator_name(),
                change = self.change();
            accounts.remove_passkey(removing, change):
                removing = self.remove_passkey(), change = self.change();
        }
    }

    pub(super) fn owner_of_passkey(&mut self) -> AccountId {
        self.passkey().0
    }

    /// A passkey of the account that was used, mostly with a higher count.
    pub(super) fn used_passkey(&mut self, passkeys: &[Passkey]) -> UsedFactor {
        let own = self.dice.pick(passkeys);
        let counter = own.counter + self.dice.pick(&[0, 1, 1, 2, 3]);
        let backed_up = self.dice.one_in(2);
        UsedFactor::Passkey {
            id: own.id,
            counter,
            backed_up,
        }
    }

    fn add_passkey(&mut self) -> AddPasskeyWrite {
        let account = match self.dice.below(6) {
            0 => self.account_or_disabled(),
            1..=3 => self.owner_of_passkey(),
            _ => self.session().account,
        };
        let epoch = self.epoch(&account);
        let again = self.passkey().1;
        let new = PasskeyId::parse(self.name()).unwrap();
        let id = if self.dice.one_in(12) { again } else { new };
        let known = self.credential_id();
        let made = self.sealed();
        let credential_id = if self.dice.one_in(12) { known } else { made };
        self.passkeys.push((account.clone(), id.clone()));
        let (name, credential, created_at) =
            (self.authenticator_name(), self.sealed(), self.past());
        let passkey = Passkey::new(id, name, credential_id, credential, created_at)
            .aaguid(
                self.dice
                    .pick(&["", "fbfc3007-154e-4ecc-8c0b-6e020557d7bd"])
                    .to_owned(),
            )
            .counter(self.dice.pick(&[0, 0, 1, 4_294_967_295]))
            .backup_eligible(self.dice.one_in(2))
            .backed_up(self.dice.one_in(2))
            .address(self.dice.pick(&["", "2001:db8::1"]).to_owned())
            .user_agent(self.dice.pick(&["", "Mozilla/5.0 (Ænð ☕)"]).to_owned())
            .last_used_at(self.maybe(Self::past));
        let others = self.others(&account);
        AddPasskeyWrite::new(account, epoch, passkey, others)
    }

    fn remove_passkey(&mut self) -> RemovePasskeyWrite {
        let (account, id) = self.passkey();
        let others = self.others(&account);
        let mailed_code = self.dice.one_in(2);
        RemovePasskeyWrite::new(account, id, others).mailed_code(mailed_code)
    }

    /// A passkey and whose it is, sometimes somebody else's.
    fn passkey(&mut self) -> (AccountId, PasskeyId) {
        let accounts = &self.model.accounts;
        let is_there = |(account, id): &(AccountId, PasskeyId)| {
            let found = told(accounts.find_second_factors(account));
            found.passkeys.iter().any(|own| own.id == *id)
        };
        let known = aimed(&mut self.dice, &self.passkeys, is_there);
        let nothing = || PasskeyId::parse("none").unwrap();
        let (account, id) = known.unwrap_or_else(|| (self.account(), nothing()));
        let other = self.dice.one_in(10).then(|| self.account());
        (other.unwrap_or(account), id)
    }

    /// What an authenticator calls a passkey that there is, or one that never was.
    fn credential_id(&mut self) -> Vec<u8> {
        let (account, id) = self.passkey();
        let has = self.factors(&account).passkeys;
        let own = has.into_iter().find(|own| own.id == id);
        let own = own.filter(|_| !self.dice.one_in(6));
        own.map_or_else(|| self.sealed(), |own| own.credential_id)
    }
}
