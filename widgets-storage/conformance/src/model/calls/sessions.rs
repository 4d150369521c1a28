//! Calls of `SessionStore`.

use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{Handover, SessionPosition};

use super::{Call, World, call, calls};
use crate::model::aiming::aimed;
use crate::model::world::{Held, told};

impl World {
    pub(super) fn session_call(&mut self, method: &str) -> Option<Call> {
        calls! { self, method;
            accounts.admit(&token, slug.as_ref(), now):
                token = self.session().token, slug = self.maybe(Self::slug), now = self.now();
            accounts.list_sessions(&account, &except, &page, now):
                account and except = self.account_and_except(),
                page = self.page(Self::position), now = self.now();
            accounts.find_session(&account, &session, now):
                account and session = self.session_of_account(), now = self.now();
            accounts.has_session(&session, now): session = self.session().id, now = self.now();
            accounts.take_handover(&session, &handover, now):
                session and handover = self.handed_over(), now = self.now();
            accounts.end_session(&account, &session, forget, change):
                account and session = self.session_of_account(),
                forget = self.dice.one_in(2), change = self.change();
            accounts.end_sessions(&account, keep.as_ref(), change):
                account and keep = self.account_and_keep(), change = self.change();
            @touch_session: self.touch_session();
        }
    }

    /// A session and what may lead on to its token, sometimes at its very end.
    fn handed_over(&mut self) -> (SessionId, TokenHash) {
        let (accounts, now) = (&self.model.accounts, self.just_before());
        let leads = |(renewed, own): &(Held, Handover)| {
            now < own.until && told(accounts.admit(&renewed.token, None, now)).is_some()
        };
        let known = aimed(&mut self.dice, &self.handovers, leads);
        if let Some((renewed, own)) = known.filter(|_| !self.dice.one_in(6)) {
            self.come_to(&[own.until], 3);
            return (renewed.id, own.hash);
        }
        (self.session().id, self.token())
    }

    /// A session and its account, or sometimes another account.
    fn session_of_account(&mut self) -> (AccountId, SessionId) {
        let held = self.session();
        let other = self.dice.one_in(4).then(|| self.account());
        (other.unwrap_or(held.account), held.id)
    }

    fn account_and_keep(&mut self) -> (AccountId, Option<SessionId>) {
        let held = self.session();
        (held.account, self.maybe(|_| held.id))
    }

    fn account_and_except(&mut self) -> (AccountId, SessionId) {
        let (account, except) = self.account_and_keep();
        (
            account,
            except.unwrap_or_else(|| SessionId::parse("none").unwrap()),
        )
    }

    fn position(&mut self) -> SessionPosition {
        let held = self.session();
        SessionPosition::new(held.created_at, held.id)
    }

    /// Nobody touches a session that has ended; whether a store still keeps it is its own affair.
    fn touch_session(&mut self) -> Call {
        let held = self.session();
        call!(self, touch_session |stores| {
                if stores.accounts.has_session(&session, now).await? || session.as_str() == "none" {
                    stores.accounts.touch_session(&session, last_used_at, idle_until).await?;
                }
                stores.accounts.find_session(&account, &session, now).await
            };
            account = held.account,
            session = held.id,
            last_used_at = self.past(),
            idle_until = self.ends(&[0, 60, 300, 900, 3_000, 10_000]),
            now = self.now())
    }
}
