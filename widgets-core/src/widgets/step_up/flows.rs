//! The logic of showing once more who one is; knows neither HTML nor JSON. What it asks of storage
//! is [`CredentialStore`](crate::stores::CredentialStore), the limits, and pending forms.

use std::sync::Arc;

use super::model::{ConfirmPassword, Way};
use crate::context::UserCtx;
use crate::context::problem::Problem;
use crate::crypto::Token;
use crate::flows::open_session::{self, Outcome, Proof, SignedIn};
use crate::flows::prove_password::prove;
use crate::stores::{Credentials, Epoch, Redeem, SignInMethod};
use crate::types::id::{AccountId, ChallengeId};

/// What an attempt comes to.
#[derive(Debug)]
pub(super) enum Confirmation {
    /// The session is proved anew.
    Renewed(SignedIn),
    /// The password is wrong.
    Wrong,
    /// It was renewed at the same moment, or the account's ways in have changed.
    Overtaken,
}

/// The ways this account has.
pub(crate) async fn ways(ctx: &UserCtx) -> Result<Vec<Way>, Problem> {
    let device = ctx.state().cookies.device.as_ref().map(Token::hash);
    let email = &ctx.admission().account.email;
    let accounts = &ctx.stores().accounts;
    let credentials = accounts
        .credentials(email.key(), device.as_ref(), ctx.now())
        .await?;
    // Whoever set a password for an address nobody has proved may be somebody else.
    let usable = |own: &Credentials| own.verified && own.password.is_some();
    let password = credentials.filter(usable).map(|_| Way::Password);
    Ok(password.into_iter().chain([Way::Email]).collect())
}

/// Confirms with the account's password, with the limits and the work of signing in.
pub(super) async fn with_password(
    ctx: UserCtx,
    input: Arc<ConfirmPassword>,
) -> Result<Confirmation, Problem> {
    let email = ctx.admission().account.email.clone();
    let proven = prove(&ctx, email.key(), input.password()).await?;
    let Some(proven) = proven else {
        return Ok(Confirmation::Wrong);
    };
    let proof = proven.settle(&ctx, input.password()).await?;
    renew(&ctx, proof).await
}

/// Confirms with a code or link that was sent to the mailbox and is redeemed by it.
pub(super) async fn with_mailbox(
    ctx: UserCtx,
    challenge: ChallengeId,
    (account, epoch): (AccountId, Epoch),
) -> Result<Confirmation, Problem> {
    let proof = Proof {
        account,
        epoch,
        method: SignInMethod::Email,
        redeem: Some(Redeem::Challenge(challenge)),
        impersonation: None,
    };
    renew(&ctx, proof).await
}

async fn renew(ctx: &UserCtx, proof: Proof) -> Result<Confirmation, Problem> {
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
