//! The sessions of an account, and who a request comes from.

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::*;

use super::paging::newest_first;
use super::{MemoryStores, State, Stop};

#[async_trait]
impl SessionStore for MemoryStores {
    async fn admit(
        &self,
        token: &TokenHash,
        organization: Option<&Slug>,
        at: Timestamp,
    ) -> StoreResult<Option<Admission>> {
        let state = self.state();
        let mut sessions = state.sessions.values();
        let live = sessions.find(|(own, session)| own == token && session.is_live(at));
        let admission = live.and_then(|(_, session)| {
            let account = state.active(&session.account)?;
            let membership = organization.and_then(|slug| state.membership(slug, &account.id));
            let admission = Admission::new(session.clone(), account.clone());
            let protection = state.protection(&account.id);
            Some(admission.membership(membership).protection(protection))
        });
        Ok(admission)
    }

    async fn touch_session(
        &self,
        session: &SessionId,
        last_used_at: Timestamp,
        idle_until: Timestamp,
    ) -> StoreResult<()> {
        if let Some((_, session)) = self.state().sessions.get_mut(session) {
            session.last_used_at = session.last_used_at.max(last_used_at);
            session.idle_until = session.idle_until.max(idle_until.min(session.expires_at));
        }
        Ok(())
    }

    async fn list_sessions(
        &self,
        account: &AccountId,
        except: &SessionId,
        page: &PageRequest<SessionPosition>,
        at: Timestamp,
    ) -> StoreResult<Paged<Session, SessionPosition>> {
        let state = self.state();
        let live = state.live_sessions(account, at);
        let others = live.filter(|session| session.id != *except);
        Ok(newest_first(
            page,
            others.cloned().collect(),
            Session::position,
        ))
    }

    async fn find_session(
        &self,
        account: &AccountId,
        id: &SessionId,
        at: Timestamp,
    ) -> StoreResult<Option<Session>> {
        let state = self.state();
        let found = state
            .live_sessions(account, at)
            .find(|session| session.id == *id);
        Ok(found.cloned())
    }

    async fn has_session(&self, session: &SessionId, at: Timestamp) -> StoreResult<bool> {
        let state = self.state();
        let found = state.sessions.get(session).map(|(_, session)| session);
        let found = found.filter(|session| session.is_live(at));
        Ok(found.is_some_and(|session| state.active(&session.account).is_some()))
    }

    async fn take_handover(
        &self,
        session: &SessionId,
        handover: &TokenHash,
        at: Timestamp,
    ) -> StoreResult<bool> {
        let mut state = self.state();
        let held = state.sessions.get(session);
        let live = held.is_some_and(|(_, session)| session.is_live(at));
        let own = state.handovers.get(session);
        let leads = live && own.is_some_and(|own| own.hash == *handover && at < own.until);
        if leads {
            state.handovers.remove(session);
        }
        Ok(leads)
    }

    async fn end_session(
        &self,
        account: &AccountId,
        id: &SessionId,
        forget: bool,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        self.write(change, |state, at| {
            let ends = state.live_sessions(account, at).any(|own| own.id == *id);
            Stop::unless(ends, EndOutcome::Missing)?;
            let device = state.session_devices.remove(id).filter(|_| forget);
            if let Some(device) = device {
                state.devices.remove(&(account.clone(), device));
            }
            state.sessions.remove(id);
            Ok(EndOutcome::Ended)
        })
    }

    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64> {
        self.write(change, |state, at| {
            let live = state.live_sessions(account, at);
            let ended = live.filter(|own| Some(&own.id) != keep).count();
            let kept = keep.and_then(|keep| state.device_of(account, keep, at));
            let stays = |of: &AccountId, token| of != account || Some(token) == kept;
            state.devices.retain(|(of, token), _| stays(of, *token));
            state.end_sessions_but(account, keep);
            Ok(u64::try_from(ended).unwrap_or(u64::MAX))
        })
    }
}

impl State {
    /// The known browser of a live session of that account.
    fn device_of(&self, account: &AccountId, id: &SessionId, at: Timestamp) -> Option<TokenHash> {
        let (_, session) = self.sessions.get(id)?;
        let device = self.session_devices.get(id)?;
        (session.account == *account && session.is_live(at)).then_some(*device)
    }

    fn live_sessions(
        &self,
        account: &AccountId,
        at: Timestamp,
    ) -> impl Iterator<Item = &Session> + '_ {
        let account = account.clone();
        self.sessions
            .values()
            .map(|(_, session)| session)
            .filter(move |session| session.account == account && session.is_live(at))
    }

    /// Keeps what leads on to the new token of a session, in place of what did before.
    pub(super) fn hand_over(&mut self, session: &SessionId, handover: Option<Handover>) {
        match handover {
            Some(handover) => self.handovers.insert(session.clone(), handover),
            None => self.handovers.remove(session),
        };
    }

    pub(super) fn membership(&self, slug: &Slug, account: &AccountId) -> Option<Membership> {
        let organization = self.organization(slug)?;
        let member = self
            .members
            .get(&(organization.id.clone(), account.clone()))?;
        Some(Membership::new(
            organization.clone(),
            member.roles.clone(),
            member.since,
        ))
    }
}
