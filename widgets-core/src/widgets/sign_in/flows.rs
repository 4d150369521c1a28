//! Signs users in and out. Knows neither HTML nor JSON. Uses
//! [`CredentialStore`](crate::stores::CredentialStore), limits and sessions.

use super::model::{LinkState, SignOut, Staff};
use crate::context::answer::Next;
use crate::context::events::{self, NewEvent};
use crate::context::problem::{Problem, Refusal};
use crate::context::{RequestCtx, UserCtx};
use crate::crypto::Token;
use crate::flows::open_session::{Entered, ProvedAccount, open};
use crate::flows::prove_password::forget_guesses;
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
            address: account.address().to_owned(),
            impersonation: by,
        }),
        replaces: ctx.user().map(|own| own.account.address().to_owned()),
    })
}

/// Signs in by a one-time link, and redeems it.
pub(super) async fn with_link(
    ctx: &RequestCtx,
    link: &Token,
    next: Next,
) -> Result<Option<Entered>, Problem> {
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
    let own = proof.impersonation.is_none().then(|| proof.account.clone());
    let entered = open(ctx, proof, false, next).await?;
    if let Some(account) = own.filter(|_| entered.is_some())
        && let Ok(Some(account)) = ctx.stores().accounts.find_account(&account).await
        && let Some(email) = &account.email
    {
        forget_guesses(ctx, email.key()).await;
    }
    Ok(entered)
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
        accounts
            .end_session(account, session, false, change)
            .await?;
    }
    Ok(())
}
