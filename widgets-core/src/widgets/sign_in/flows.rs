//! The logic of signing in and out; knows neither HTML nor JSON. What it asks of storage is
//! [`CredentialStore`](crate::stores::CredentialStore), the limits, and ending sessions.

use std::sync::Arc;

use super::model::{EmailAndPassword, LinkState, OneTimeLink, ProvedMailbox, SignOut, Staff};
use crate::context::events::{self, Happening};
use crate::context::problem::{Problem, Refusal};
use crate::context::{UserCtx, Visit};
use crate::flows::open_session::{Outcome, Proof, open};
use crate::flows::prove_password;
use crate::stores::{Epoch, Method, Redeem};
use crate::types::id::ChallengeId;

/// Signs in with a password.
pub(super) async fn with_password(
    visit: Visit,
    input: Arc<EmailAndPassword>,
) -> Result<Outcome, Problem> {
    let Some(proven) = prove_password::prove(&visit, input.email().key(), input.password()).await?
    else {
        return Ok(Outcome::Refused);
    };
    let proof = proven.settle(&visit, input.password()).await?;
    open(&visit, proof, input.keep()).await
}

/// What opening a link would do now. Looking does not spend it.
pub(super) async fn look_at_link(visit: &Visit, link: &OneTimeLink) -> Result<LinkState, Problem> {
    let accounts = &visit.stores().accounts;
    let found = accounts
        .find_link(&link.token().hash(), visit.now())
        .await?;
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
        replaces: visit.user().map(|own| own.account.email.clone()),
    })
}

/// Signs in with a one-time link, which is spent by it.
pub(super) async fn with_link(visit: Visit, input: Arc<OneTimeLink>) -> Result<Outcome, Problem> {
    let hash = input.token().hash();
    let Some(link) = visit
        .stores()
        .accounts
        .find_link(&hash, visit.now())
        .await?
    else {
        return Ok(Outcome::Refused);
    };
    let method = match link.impersonation {
        Some(_) => Method::Impersonation,
        None => Method::Link,
    };
    let proof = Proof {
        account: link.account,
        epoch: link.epoch,
        method,
        redeem: Some(Redeem::Link(hash)),
        impersonation: link.impersonation,
    };
    open(&visit, proof, false).await
}

/// Signs in with a code or link that was sent to the mailbox and is redeemed by it.
pub(super) async fn with_mailbox(
    visit: Visit,
    input: Arc<ProvedMailbox>,
    challenge: ChallengeId,
    epoch: Epoch,
) -> Result<Outcome, Problem> {
    let proof = Proof {
        account: input.account.clone(),
        epoch,
        method: Method::Email,
        redeem: Some(Redeem::Challenge(challenge)),
        impersonation: None,
    };
    open(&visit, proof, input.keep).await
}

/// Ends this session, or every session of the account, which is left to the person themselves.
pub(super) async fn sign_out(ctx: UserCtx, input: Arc<SignOut>) -> Result<(), Problem> {
    if input.everywhere && !ctx.is_in_person() {
        return Err(Refusal::Impersonated.into());
    }
    let accounts = &ctx.stores().accounts;
    let account = ctx.account_id();
    let session = &ctx.session().id;
    let happening = |action| {
        Happening::new(action)
            .account(account)
            .detail("session", session)
    };
    if input.everywhere {
        let change = ctx.change(happening(events::SESSION_ALL_ENDED))?;
        accounts.end_sessions(account, None, change).await?;
    } else {
        let change = ctx.change(happening(events::SESSION_ENDED))?;
        accounts.end_session(account, session, change).await?;
    }
    Ok(())
}
