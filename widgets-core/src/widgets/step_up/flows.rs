//! Step-up. Knows neither HTML nor JSON. Uses [`CredentialStore`](crate::stores::CredentialStore),
//! limits and pending forms.

use super::model::{ConfirmPassword, Way};
use crate::context::UserCtx;
use crate::context::problem::Problem;
use crate::crypto::Token;
use crate::flows::open_session::{self, Outcome, ProvedAccount, SignedIn};
use crate::flows::prove_password::prove;
use crate::stores::{Credentials, Epoch, Redeem, SignInMethod};
use crate::types::id::{AccountId, ChallengeId};

/// Result of an attempt.
#[derive(Debug)]
pub(super) enum Confirmation {
    /// The session was renewed.
    Renewed(SignedIn),
    /// The password is wrong.
    Wrong,
    /// The session was renewed concurrently, or the account's credentials have changed.
    Overtaken,
}

/// The methods available to this account.
pub(crate) async fn ways(ctx: &UserCtx) -> Result<Vec<Way>, Problem> {
    let device = ctx.state().cookies.device.as_ref().map(Token::hash);
    let email = ctx.email();
    let accounts = &ctx.stores().accounts;
    let credentials = accounts
        .credentials(email.key(), device.as_ref(), ctx.now())
        .await?;
    // The password of an unverified address may have been set by somebody else.
    let usable = |own: &Credentials| own.verified && own.password.is_some();
    let password = credentials.filter(usable).map(|_| Way::Password);
    Ok(password.into_iter().chain([Way::Email]).collect())
}

/// Steps up by password, with the same limits and cost as a sign-in.
pub(super) async fn with_password(
    ctx: &UserCtx,
    input: &ConfirmPassword,
) -> Result<Confirmation, Problem> {
    let email = ctx.email().clone();
    let proven = prove(ctx, email.key(), input.password()).await?;
    let Some(proven) = proven else {
        return Ok(Confirmation::Wrong);
    };
    let proof = proven.settle(ctx, input.password()).await?;
    renew(ctx, proof).await
}

/// Steps up by a mailed code or link, and redeems it.
pub(super) async fn with_mailbox(
    ctx: &UserCtx,
    challenge: ChallengeId,
    (account, epoch): (AccountId, Epoch),
) -> Result<Confirmation, Problem> {
    let proof = ProvedAccount {
        account,
        epoch,
        method: SignInMethod::EMAIL,
        redeem: Some(Redeem::Challenge(challenge)),
        impersonation: None,
    };
    renew(ctx, proof).await
}

async fn renew(ctx: &UserCtx, proof: ProvedAccount) -> Result<Confirmation, Problem> {
    if proof.account != *ctx.account_id() {
        return Ok(Confirmation::Overtaken);
    }
    let session = ctx.session();
    Ok(
        match open_session::renew(ctx, session, proof, session.persistent).await? {
            Outcome::SignedIn(signed_in) => Confirmation::Renewed(signed_in),
            Outcome::Refused => Confirmation::Overtaken,
        },
    )
}
