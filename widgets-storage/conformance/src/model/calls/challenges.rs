//! Calls of `ChallengeStore`.

use widgets_core::id::ChallengeId;
use widgets_core::stores::{
    ChallengePurpose, ChangePasswordWrite, CompleteSignUpWrite, NewChallenge, PendingForm,
    ResendChallenge, ResetPasswordWrite, Sealed,
};

use super::{Call, World, call};
use crate::model::world::{Begun, told};

impl World {
    pub(super) fn challenge_call(&mut self, method: &str) -> Option<Call> {
        Some(match method {
            "begin_challenge" => {
                let new = self.new_challenge();
                call!(self, accounts.begin_challenge(new, change);
                    new = new, change = self.change())
            }
            "find_challenge" => {
                let begun = self.challenge(&[]);
                call!(self, accounts.find_challenge(&id, &browser, now);
                    browser = self.browser(&begun), id = begun.id, now = self.now())
            }
            "find_challenge_by_link" => call!(self, accounts.find_challenge_by_link(&link, now);
                link = self.challenge(&[]).link, now = self.now()),
            "try_challenge" => {
                let begun = self.challenge(&[]);
                call!(self, accounts.try_challenge(&id, &browser, now);
                    browser = self.browser(&begun), id = begun.id, now = self.now())
            }
            "resend_challenge" => self.resend_challenge(),
            "revoke_challenge" => call!(self, accounts.revoke_challenge(&link, change);
                link = self.challenge(&[]).link, change = self.change()),
            "complete_sign_up" => self.complete_sign_up(),
            "reset_password" => self.reset_password(),
            "change_password" => self.change_password(),
            "sealed_challenges" => call!(self, accounts.sealed_challenges(after.as_ref(), limit);
                after = self.maybe(|world| world.challenge(&[]).id),
                limit = self.dice.pick(&[0, 1, 2, 100, 100])),
            "reseal_challenge" => {
                let rows = told(self.model.accounts.sealed_challenges(None, 1_000));
                let row = (!rows.is_empty()).then(|| self.dice.pick(&rows));
                let mut old = row
                    .unwrap_or_else(|| Sealed::new(ChallengeId::parse("none").unwrap(), vec![1]));
                if self.dice.one_in(4) {
                    old.sealed.push(7);
                }
                call!(self, accounts.reseal_challenge(&old, new);
                    old = old, new = self.name().into_bytes())
            }
            "add_pending_form" => {
                let form = PendingForm::new(
                    self.token(),
                    self.name().into_bytes(),
                    self.ends(&[10, 60, 600]),
                );
                self.forms.push(form.token);
                call!(self, accounts.add_pending_form(form); form = form)
            }
            "find_pending_form" => call!(self, accounts.find_pending_form(&token, now);
                token = self.form(), now = self.now()),
            "drop_pending_form" => call!(self, accounts.drop_pending_form(&token);
                token = self.form()),
            _ => return None,
        })
    }

    /// The browser that began it, or another one.
    fn browser(&mut self, begun: &Begun) -> widgets_core::crypto::TokenHash {
        if self.dice.one_in(5) {
            self.token()
        } else {
            begun.browser
        }
    }

    fn new_challenge(&mut self) -> NewChallenge {
        // The two of newcomers come first.
        let purpose = self.dice.below(7);
        let owned = purpose > 2 && !self.dice.one_in(5);
        let purpose = [
            ChallengePurpose::SIGN_UP,
            ChallengePurpose::SIGN_UP,
            ChallengePurpose::INVITATION,
            ChallengePurpose::SIGN_IN,
            ChallengePurpose::RESET,
            ChallengePurpose::RESET,
            ChallengePurpose::STEP_UP,
        ][purpose]
            .clone();
        let account = owned.then(|| self.account());
        let own = account.as_ref().and_then(|id| self.found(id));
        let own = own
            .map(|found| found.email)
            .filter(|_| !self.dice.one_in(8));
        // A challenge that replaces another is begun in the same browser, or in a wrong one.
        let replaced = self.dice.one_in(3).then(|| self.challenge(&[]));
        let same = replaced
            .as_ref()
            .map(|own| own.browser)
            .filter(|_| !self.dice.one_in(4));
        let new = NewChallenge::new(
            ChallengeId::parse(self.name()).unwrap(),
            purpose.clone(),
            own.unwrap_or_else(|| self.free_email()),
            same.unwrap_or_else(|| self.token()),
            self.token(),
            self.name().into_bytes(),
            self.ends(&[60, 900, 3_000]),
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

    fn resend_challenge(&mut self) -> Call {
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
            self.name().into_bytes(),
            self.ends(&[10, 60, 600]),
            sent_at.unwrap_or_else(|| self.past()),
        )
        .tries(self.dice.pick(&[1, 2, 3]))
        .most_sends(self.dice.pick(&[1, 2, 3, 3]));
        self.challenges.push(Begun {
            link: again.link,
            ..begun
        });
        call!(self, accounts.resend_challenge(again, change);
            again = again, change = self.change())
    }

    fn complete_sign_up(&mut self) -> Call {
        let begun = self.challenge(&[ChallengePurpose::SIGN_UP, ChallengePurpose::INVITATION]);
        let mut account = self.new_account();
        account.id = self.new_account_id();
        if !self.dice.one_in(6) {
            account.email = begun.email;
        }
        let owner = account.id.clone();
        let completion = CompleteSignUpWrite::new(begun.id, account, self.new_session(&owner))
            .replaces(self.maybe(|world| world.session().id))
            .device(self.maybe(|world| world.remember(&owner)));
        call!(self, accounts.complete_sign_up(completion, change);
            completion = completion, change = self.change())
    }

    fn reset_password(&mut self) -> Call {
        let begun = self.challenge(&[ChallengePurpose::RESET]);
        let owner = begun
            .account
            .map(|(id, _)| id)
            .filter(|_| !self.dice.one_in(10));
        let account = owner.unwrap_or_else(|| self.account());
        let epoch = self.epoch(&account);
        let reset = ResetPasswordWrite::new(begun.id, account, epoch, self.password());
        call!(self, accounts.reset_password(reset, change);
            reset = reset, change = self.change())
    }

    fn change_password(&mut self) -> Call {
        let held = self.session();
        let account = if self.dice.one_in(10) {
            self.account()
        } else {
            held.account
        };
        let token = self.token();
        let setting = ChangePasswordWrite::new(
            account.clone(),
            self.epoch(&account),
            self.password(),
            held.id.clone(),
            token,
        )
        .old(self.password_of(&account))
        .end_others(self.dice.one_in(2))
        .device(self.maybe(|world| world.device().1));
        let renewed = crate::model::world::Held {
            account,
            id: held.id,
            token,
            created_at: held.created_at,
        };
        self.sessions.push(renewed);
        call!(self, accounts.change_password(setting, change);
            setting = setting, change = self.change())
    }
}
