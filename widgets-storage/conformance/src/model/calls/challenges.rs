//! Calls of `ChallengeStore`.

use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, ChallengeId};
use widgets_core::stores::*;

use super::{Call, World, call, calls};
use crate::model::answer::all_challenge;
use crate::model::world::{Begun, Held, told};

impl World {
    pub(super) fn challenge_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            accounts.begin_challenge(new, change):
                new = self.new_challenge(), change = self.change();
            accounts.find_challenge(&id, &browser, now).map(all_challenge):
                id and browser = self.challenge_in_browser(), now = self.now();
            accounts.find_challenge_by_link(&link, now).map(all_challenge):
                link = self.challenge(&[]).link, now = self.now();
            accounts.try_challenge(&id, &browser, now).map(all_challenge):
                id and browser = self.challenge_in_browser(), now = self.now();
            accounts.resend_challenge(again, change):
                again = self.resend_challenge(), change = self.change();
            accounts.revoke_challenge(&link, change):
                link = self.challenge(&[]).link, change = self.change();
            accounts.complete_sign_up(completion, change):
                completion = self.complete_sign_up(), change = self.change();
            accounts.reset_password(reset, change):
                reset = self.reset_password(), change = self.change();
            accounts.change_password(setting, change):
                setting = self.change_password(), change = self.change();
            accounts.sealed_challenges(after.as_ref(), limit):
                after = self.maybe(|world| world.challenge(&[]).id), limit = self.limit();
            accounts.reseal_challenge(&old, new):
                old = self.sealed_challenge(), new = self.sealed();
            accounts.add_pending_form(form): form = self.new_form();
            accounts.find_pending_form(&token, now): token = self.form(), now = self.now();
            accounts.drop_pending_form(&token): token = self.form();
        }
    }

    /// What a challenge holds, or something else.
    fn sealed_challenge(&mut self) -> Sealed<ChallengeId> {
        let rows = told(self.model.accounts.sealed_challenges(None, 1_000));
        let row = (!rows.is_empty()).then(|| self.dice.pick(&rows));
        let none = || Sealed::new(ChallengeId::parse("none").unwrap(), vec![1]);
        let mut row = row.unwrap_or_else(none);
        if self.dice.one_in(4) {
            row.sealed.push(7);
        }
        row
    }

    fn new_form(&mut self) -> PendingForm {
        let form = PendingForm::new(self.token(), self.sealed(), self.ends(&[10, 60, 600]));
        self.forms.push(form.token);
        form
    }

    fn challenge_in_browser(&mut self) -> (ChallengeId, TokenHash) {
        let latest = self.challenges.last().cloned();
        let latest = latest.filter(|_| self.dice.one_in(6));
        let begun = latest.unwrap_or_else(|| self.challenge(&[]));
        self.come_to_challenge(&begun, |own| own.code_expires_at, 4);
        let browser = self.browser(&begun);
        (begun.id, browser)
    }

    /// Once in so many times, time comes to an end of a challenge that lives.
    pub(super) fn come_to_challenge(
        &mut self,
        begun: &Begun,
        end: impl Fn(&Challenge) -> Timestamp,
        times: usize,
    ) {
        let accounts = &self.model.accounts;
        let found = told(accounts.find_challenge(&begun.id, &begun.browser, self.now()));
        if let Some(own) = found {
            self.come_to(&[end(&own)], times);
        }
    }

    /// The browser that began it, or another one.
    fn browser(&mut self, begun: &Begun) -> TokenHash {
        if self.dice.one_in(5) {
            self.token()
        } else {
            begun.browser
        }
    }

    /// An account, sometimes one that is disabled.
    pub(super) fn account_or_disabled(&mut self) -> AccountId {
        let account = self.account();
        let is_off = |id: &&AccountId| {
            let found = self.found(id);
            found.is_some_and(|own| own.status == AccountStatus::Disabled)
        };
        let off = self.accounts.iter().rev().find(is_off).cloned();
        off.filter(|_| self.dice.one_in(4)).unwrap_or(account)
    }

    fn new_challenge(&mut self) -> NewChallenge {
        // Those of newcomers come first.
        let purposes = [
            ChallengePurpose::SIGN_UP,
            ChallengePurpose::SIGN_UP,
            ChallengePurpose::INVITATION,
            ChallengePurpose::SIGN_IN,
            ChallengePurpose::SECOND_FACTOR,
            ChallengePurpose::SIGN_IN,
            ChallengePurpose::RESET,
            ChallengePurpose::RESET,
            ChallengePurpose::RESET,
            ChallengePurpose::STEP_UP,
        ];
        let number = self.dice.below(purposes.len());
        let purpose = purposes[number].clone();
        let owned = number > 2 && !self.dice.one_in(5);
        let account = owned.then(|| self.account_or_disabled());
        let own = account.as_ref().and_then(|id| self.found(id));
        let own = own
            .and_then(|found| found.email)
            .filter(|_| !self.dice.one_in(8));
        // A challenge that replaces another is begun in the same browser, or in a wrong one. So is a
        // newer reset.
        let replaced = self.dice.one_in(3).then(|| self.challenge(&[]));
        let newer = purpose == ChallengePurpose::RESET && self.dice.one_in(2);
        let before = newer.then(|| self.challenge(&[ChallengePurpose::RESET]));
        let same = before
            .as_ref()
            .or(replaced.as_ref())
            .map(|own| own.browser)
            .filter(|_| !self.dice.one_in(4));
        let new = NewChallenge::new(
            ChallengeId::parse(self.name()).unwrap(),
            purpose.clone(),
            own.unwrap_or_else(|| self.free_email()),
            same.unwrap_or_else(|| self.token()),
            self.token(),
            self.sealed(),
            self.ends(&[60, 60, 900, 3_000]),
        )
        .account(account.map(|id| (id.clone(), self.epoch(&id))))
        .tries(self.dice.pick(&[1, 2, 3]))
        .code_expires_at(self.ends(&[10, 60, 600]))
        .replaces(replaced.map(|own| own.id));
        self.challenges.push(Begun {
            id: new.id.clone(),
            purpose,
            account: new.account.clone(),
            email: new.email.clone(),
            browser: new.browser,
            link: new.link,
        });
        new
    }

    fn resend_challenge(&mut self) -> ResendChallenge {
        let begun = self.challenge(&[]);
        let found = self
            .model
            .accounts
            .find_challenge_by_link(&begun.link, self.now());
        let sent_at = told(found)
            .map(|own| own.sent_at)
            .filter(|_| self.dice.one_in(2));
        let again = ResendChallenge::new(
            begun.id.clone(),
            self.browser(&begun),
            self.token(),
            self.sealed(),
            self.ends(&[10, 60, 600]),
            sent_at
                .unwrap_or_else(|| self.past())
                .min(self.just_before()),
        )
        .tries(self.dice.pick(&[1, 2, 3]))
        .most_sends(self.dice.pick(&[1, 2, 3, 3]));
        self.challenges.push(Begun {
            link: again.link,
            ..begun
        });
        again
    }

    fn complete_sign_up(&mut self) -> CompleteSignUpWrite {
        let begun = self.challenge(&[ChallengePurpose::SIGN_UP, ChallengePurpose::INVITATION]);
        let mut account = self.new_account();
        account.id = self.new_account_id();
        if !self.dice.one_in(3) {
            account.email = Some(begun.email);
        }
        let owner = account.id.clone();
        CompleteSignUpWrite::new(begun.id, account, self.new_session(&owner))
            .replaces(self.maybe(|world| world.session().id))
            .device(self.maybe(|world| world.remember(&owner)))
    }

    fn reset_password(&mut self) -> ResetPasswordWrite {
        let begun = self.challenge(&[ChallengePurpose::RESET]);
        let owner = begun
            .account
            .map(|(id, _)| id)
            .filter(|_| !self.dice.one_in(10));
        let account = owner.unwrap_or_else(|| self.account());
        let epoch = self.epoch(&account);
        let device = self.maybe(|world| world.remember(&account));
        ResetPasswordWrite::new(begun.id, account, epoch, self.password()).device(device)
    }

    fn change_password(&mut self) -> ChangePasswordWrite {
        let held = self.session();
        let account = if self.dice.one_in(10) {
            self.account()
        } else {
            held.account
        };
        let token = self.token();
        self.sessions.push(Held {
            account: account.clone(),
            id: held.id.clone(),
            token,
            created_at: held.created_at,
        });
        ChangePasswordWrite::new(
            account.clone(),
            self.epoch(&account),
            self.password(),
            held.id,
            token,
        )
        .old(self.password_of(&account))
        .end_others(self.dice.one_in(2))
        .device(self.maybe(|world| world.device().1))
        .handover(self.hand_over())
    }
}
