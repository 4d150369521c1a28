//! Signs users in and out. Knows neither HTML nor JSON. Uses
//! [`CredentialStore`](crate::stores::CredentialStore), limits and sessions.

use super::model::{LinkState, SignOut, Staff};
use crate::context::events::{self, NewEvent};
use crate::context::problem::{Problem, Refusal};
use crate::context::{RequestCtx, UserCtx};
use crate::crypto::Token;
use crate::flows::open_session::{ProvedAccount, SignedIn, open};
use crate::stores::{Redeem, SignInMethod};

/// What opening a link would do. Does not redeem it.
pub(super) async fn look_at_link(ctx: &RequestCtx, link: &Token) -> Result<LinkState, Problem> {
    let accounts = &ctx.stores().accounts;
    let found = accounts.find_link(&link.hash(), ctx.now()).await?;
    let Some(link) = found else {
        return Ok(LinkState::default());
    };
    let account = match &link.impersonation {
        Some(_) => accounts.find_account(&link.account).await?,
        None => None,
    };
    Ok(LinkState {
        works: true,
        impersonates: account.zip(link.impersonation).map(|(account, by)| Staff {
            email: account.email,
            impersonation: by,
        }),
        replaces: ctx.user().map(|own| own.account.email.clone()),
    })
}

/// Signs in by a one-time link, and redeems it.
pub(super) async fn with_link(ctx: &RequestCtx, link: &Token) -> Result<Option<SignedIn>, Problem> {
    let hash = link.hash();
    let Some(link) = ctx.stores().accounts.find_link(&hash, ctx.now()).await? else {
        return Ok(None);
    };
    let method = match link.impersonation {
        Some(_) => SignInMethod::IMPERSONATION,
        None => SignInMethod::LINK,
    };
    let proof = ProvedAccount {
        account: link.account,
        epoch: link.epoch,
        method,
        redeem: Some(Redeem::Link(hash)),
        impersonation: link.impersonation,
    };
    open(ctx, proof, false).await
}

/// Ends this session, or all sessions of the account; the latter is refused during impersonation.
pub(super) async fn sign_out(ctx: &UserCtx, input: &SignOut) -> Result<(), Problem> {
    if input.everywhere && !ctx.is_not_impersonated() {
        return Err(Refusal::Impersonated.into());
    }
    let accounts = &ctx.stores().accounts;
    let account = ctx.account_id();
    let session = &ctx.session().id;
    let new_event = |action| {
        NewEvent::new(action)
            .account(account)
            .detail("session", session)
    };
    if input.everywhere {
        let change = ctx.change(new_event(events::SESSION_ALL_ENDED))?;
        accounts.end_sessions(account, None, change).await?;
    } else {
        let change = ctx.change(new_event(events::SESSION_ENDED))?;
        accounts.end_session(account, session, change).await?;
    }
    Ok(())
}
