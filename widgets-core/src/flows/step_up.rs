//! Step-up, after any proof that is registered for it.

use super::open_session::{self, ProvedAccount, SignedIn};
use super::prove_password::credentials;
use crate::context::UserCtx;
use crate::context::answer::{Answer, Next, Ticket};
use crate::context::problem::{Problem, Refusal};
use crate::stores::SignInMethod;
use crate::table::Table;
use crate::table::proofs::IdentityProof;

/// Path of the page.
pub(crate) const PATH: &str = "/step-up";

/// The methods available to this account, in the order of the page.
pub(crate) async fn methods(ctx: &UserCtx) -> Result<Vec<SignInMethod>, Problem> {
    let credentials = credentials(ctx, ctx.email().key()).await?;
    let is_available = |proof: &&IdentityProof| {
        let step_up = proof.step_up.as_ref();
        step_up.is_some_and(|own| (own.is_available)(credentials.as_ref()))
    };
    let proofs = Table::of(ctx.app()).proofs().filter(is_available);
    Ok(proofs.map(|proof| proof.method.clone()).collect())
}

/// Renews the session for a proof.
///
/// # Errors
///
/// [`Refusal::Stale`] if the session was renewed concurrently, or the account's credentials have
/// changed: the step-up is asked for again if it is still required.
pub(crate) async fn renew(ctx: &UserCtx, proof: ProvedAccount) -> Result<SignedIn, Problem> {
    if proof.account != *ctx.account_id() {
        return Err(Refusal::Stale.into());
    }
    let session = ctx.session();
    let renewed = open_session::renew(ctx, session, proof, session.persistent).await?;
    renewed.ok_or_else(|| Refusal::Stale.into())
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
