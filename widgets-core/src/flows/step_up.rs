//! Step-up, after any proof that is registered for it.

use super::open_session::{self, ProvedAccount, SignedIn, Tried};
use super::prove_password::credentials;
use super::second_factor;
use crate::context::UserCtx;
use crate::context::answer::{Answer, Next, Ticket};
use crate::context::problem::{Problem, Refusal};
use crate::stores::{Change, SignInMethod};
use crate::table::Table;
use crate::table::proofs::{IdentityProof, StepUpProof};

/// Path of the page.
pub(crate) const PATH: &str = "/step-up";

/// The methods available to this account, in the order of the page. Where it has a second factor, only what
/// counts as one: the session was opened with the first.
pub(crate) async fn methods(ctx: &UserCtx) -> Result<Vec<SignInMethod>, Problem> {
    let credentials = credentials(ctx, ctx.mailbox()?.key()).await?;
    let factors = second_factor::of_account(ctx, ctx.account_id()).await?;
    let is_available = |proof: &&IdentityProof| {
        let step_up = proof.step_up.as_ref();
        let available = |own: &StepUpProof| (own.is_available)(credentials.as_ref(), &factors);
        let counts = ctx.app().sign_in_policy().counts(&proof.method);
        // A mailed code stands in for another factor only when signing in.
        let second = counts && proof.second.is_some() && proof.method != SignInMethod::EMAIL;
        let suffices = !factors.is_required() || second;
        suffices && step_up.is_some_and(available)
    };
    let proofs = Table::of(ctx.app()).proofs().filter(is_available);
    Ok(proofs.map(|proof| proof.method.clone()).collect())
}

/// Renews the session for a proof.
///
/// # Errors
///
/// [`Refusal::Stale`] if the session was renewed concurrently, the account's credentials have
/// changed, or a second factor is required and this is none: the step-up is asked for again if it is
/// still required.
pub(crate) async fn renew(ctx: &UserCtx, proof: ProvedAccount) -> Result<SignedIn, Problem> {
    renew_with(ctx, proof, None).await
}

/// The same, with what goes along with the write.
///
/// # Errors
///
/// As [`renew`].
pub(crate) async fn renew_with(
    ctx: &UserCtx,
    proof: ProvedAccount,
    also: Option<Change>,
) -> Result<SignedIn, Problem> {
    if proof.account != *ctx.account_id() {
        return Err(Refusal::Stale.into());
    }
    let session = ctx.session();
    let keep = session.persistent;
    match open_session::renew_with(ctx, session, proof, keep, also).await? {
        Tried::Opened(signed_in) => Ok(signed_in),
        Tried::Refused | Tried::SecondFactorRequired => Err(Refusal::Stale.into()),
    }
}

/// Continues after the session was renewed: submits the pending form, or redirects. `waiting` is the
/// endpoint of that form, if the page named it.
pub(crate) fn renewed(signed_in: SignedIn, next: Next, waiting: Option<&str>) -> Answer<SignedIn> {
    let ticket = Ticket {
        endpoint: waiting.map(str::to_owned),
        session: signed_in.cookie.clone(),
    };
    signed_in.answer(next).resuming(ticket)
}
