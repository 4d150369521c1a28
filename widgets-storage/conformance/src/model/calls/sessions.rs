//! Calls of `SessionStore`.

use widgets_core::id::SessionId;
use widgets_core::stores::SessionPosition;

use super::{Call, World, call};
use crate::model::world::Held;

impl World {
    pub(super) fn session_call(&mut self, method: &str) -> Option<Call> {
        Some(match method {
            "admit" => call!(self, accounts.admit(&token, slug.as_ref(), now);
                token = self.session().token, slug = self.maybe(Self::slug), now = self.now()),
            "touch_session" => self.touch_session(),
            "list_sessions" => {
                let held = self.session();
                let after = self.maybe(|world| {
                    let Held { created_at, id, .. } = world.session();
                    SessionPosition::new(created_at, id)
                });
                let except = self.maybe(|_| held.id.clone());
                call!(self, accounts.list_sessions(&account, &except, after.as_ref(), limit, now);
                    account = held.account,
                    except = except.unwrap_or_else(|| SessionId::parse("none").unwrap()),
                    after = after,
                    limit = self.dice.pick(&[0, 1, 2, 3, 100, 100, 100]),
                    now = self.now())
            }
            "find_session" => {
                let held = self.session();
                let account = if self.dice.one_in(4) {
                    self.account()
                } else {
                    held.account
                };
                call!(self, accounts.find_session(&account, &session, now);
                    account = account, session = held.id, now = self.now())
            }
            "has_session" => call!(self, accounts.has_session(&session, now);
                session = self.session().id, now = self.now()),
            "end_session" => {
                let held = self.session();
                let account = if self.dice.one_in(4) {
                    self.account()
                } else {
                    held.account
                };
                call!(self, accounts.end_session(&account, &session, change);
                    account = account, session = held.id, change = self.change())
            }
            "end_sessions" => {
                let held = self.session();
                call!(self, accounts.end_sessions(&account, keep.as_ref(), change);
                    account = held.account, keep = self.maybe(|_| held.id), change = self.change())
            }
            _ => return None,
        })
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
