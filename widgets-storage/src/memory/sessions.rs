//! The sessions of an account, and who a request comes from.

use std::cmp::Reverse;

use async_trait::async_trait;
use widgets_core::clock::Timestamp;
use widgets_core::crypto::TokenHash;
use widgets_core::id::{AccountId, SessionId};
use widgets_core::stores::{
    Admission, Change, EndOutcome, Membership, Session, SessionPosition, SessionStore, Slug,
    StoreResult,
};

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
            Some(Admission::new(session.clone(), account.clone()).membership(membership))
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
        after: Option<&SessionPosition>,
        limit: u32,
        at: Timestamp,
    ) -> StoreResult<Vec<Session>> {
        let state = self.state();
        let behind = |session: &Session| {
            after.is_none_or(|after| {
                (session.created_at, &session.id) < (after.created_at, &after.id)
            })
        };
        let mut sessions: Vec<Session> = state
            .live_sessions(account, at)
            .filter(|session| session.id != *except && behind(session))
            .cloned()
            .collect();
        sessions.sort_by_key(|session| Reverse((session.created_at, session.id.clone())));
        sessions.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(sessions)
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

    async fn end_session(
        &self,
        account: &AccountId,
        id: &SessionId,
        change: Change,
    ) -> StoreResult<EndOutcome> {
        self.write(change, |state, at| {
            let ends = state.live_sessions(account, at).any(|own| own.id == *id);
            Stop::unless(ends, EndOutcome::Missing)?;
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
            state.end_sessions_but(account, keep);
            Ok(u64::try_from(ended).unwrap_or(u64::MAX))
        })
    }
}

impl State {
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
