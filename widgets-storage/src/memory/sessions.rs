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

use super::{MemoryStores, State};

#[async_trait]
impl SessionStore for MemoryStores {
    async fn admit(
        &self,
        token: &TokenHash,
        organization: Option<&Slug>,
        at: Timestamp,
    ) -> StoreResult<Option<Admission>> {
        let state = self.state();
        let session = state
            .sessions
            .values()
            .find(|(stored, session)| stored == token && session.is_live(at))
            .map(|(_, session)| session);
        let Some(session) = session else {
            return Ok(None);
        };
        let Some(account) = state.active(&session.account) else {
            return Ok(None);
        };
        Ok(Some(
            Admission::new(session.clone(), account.clone())
                .membership(organization.and_then(|slug| state.membership(slug, &account.id))),
        ))
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
        let mut state = self.state();
        let ends = state
            .live_sessions(account, change.stamp.at)
            .any(|session| session.id == *id);
        if !ends {
            return Ok(EndOutcome::Missing);
        }
        state.accepts(&change)?;
        state.sessions.remove(id);
        state.append(change);
        Ok(EndOutcome::Ended)
    }

    async fn end_sessions(
        &self,
        account: &AccountId,
        keep: Option<&SessionId>,
        change: Change,
    ) -> StoreResult<u64> {
        let mut state = self.state();
        state.accepts(&change)?;
        let ended = state
            .live_sessions(account, change.stamp.at)
            .filter(|session| Some(&session.id) != keep)
            .count();
        state
            .sessions
            .retain(|id, (_, session)| session.account != *account || Some(id) == keep);
        state.append(change);
        Ok(u64::try_from(ended).unwrap_or(u64::MAX))
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
