//! Lists and ends sessions. Knows neither HTML nor JSON. Uses
//! [`SessionStore`](crate::stores::SessionStore).

use super::model::{EndSession, ListFields, Listed, SessionList};
use crate::context::UserCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::Problem;
use crate::http::cursor::Cursor;
use crate::types::id::SessionId;

/// Sessions per page, besides the current one.
const PAGE: u32 = 20;

/// One page of sessions. The first page begins with the current session.
pub(super) async fn list(ctx: &UserCtx, asked: &ListFields) -> Result<SessionList, Problem> {
    let (current, page) = (ctx.session(), asked.after.page(PAGE));
    let accounts = &ctx.stores().accounts;
    let others = accounts
        .list_sessions(ctx.account_id(), &current.id, &page, ctx.now())
        .await?;
    let continued = page.after.is_some();
    let first = (!continued).then(|| Listed::of(current.clone(), true));
    let listed = others.rows.into_iter();
    let listed = listed.map(|session| Listed::of(session, false));
    Ok(SessionList {
        sessions: first.into_iter().chain(listed).collect(),
        next: Cursor::new(others.next),
        continued,
    })
}

/// Finds a live session of the user; anything else reads as missing.
pub(super) async fn find(ctx: &UserCtx, session: &SessionId) -> Result<Listed, Problem> {
    let accounts = &ctx.stores().accounts;
    let found = accounts
        .find_session(ctx.account_id(), session, ctx.now())
        .await?;
    let found = found.ok_or(Problem::Missing)?;
    let current = found.id == ctx.session().id;
    Ok(Listed::of(found, current))
}

/// Ends a session of the user.
pub(super) async fn end(ctx: &UserCtx, input: &EndSession) -> Result<(), Problem> {
    let account = ctx.account_id();
    let new_event = NewEvent::new(events::SESSION_ENDED)
        .account(account)
        .detail("session", &input.session);
    let change = ctx.change(new_event)?;
    // Whoever ends another session no longer trusts its browser; whoever signs out here comes back.
    let forget = input.session != ctx.session().id;
    let accounts = &ctx.stores().accounts;
    let ended = accounts.end_session(account, &input.session, forget, change);
    ended.await?.ended_or(Problem::Missing)
}

/// Ends all sessions of the user except the current one, and returns how many.
pub(super) async fn end_others(ctx: &UserCtx) -> Result<u64, Problem> {
    let (account, keep) = (ctx.account_id(), &ctx.session().id);
    let new_event = NewEvent::new(events::SESSION_OTHERS_ENDED)
        .account(account)
        .detail("kept", keep);
    let change = ctx.change(new_event)?;
    Ok(ctx
        .stores()
        .accounts
        .end_sessions(account, Some(keep), change)
        .await?)
}
