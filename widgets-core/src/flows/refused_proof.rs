//! The audit trail of proofs that failed.

use std::time::Duration;

use crate::context::RequestCtx;
use crate::context::events::{self, NewEvent};
use crate::context::problem::{Problem, Refusal};
use crate::stores::{LimitRequest, Quota, SignInMethod};
use crate::types::email::EmailKey;
use crate::types::id::AccountId;

/// Events of one address. More of them say nothing new.
const PER_ADDRESS: (&str, Quota) = (
    "refused_proof.address",
    Quota::new(10, Duration::from_secs(60 * 60)),
);

/// Events of all addresses together, so that guessing at many fills no disk: about 90,000 a day.
const EVERYBODY: (&str, Quota) = (
    "refused_proof.everybody",
    Quota::new(1000, Duration::from_secs(1)),
);

/// Records that somebody failed to prove that they are the user with this address. Known and unknown
/// addresses cost the same (against account enumeration): an event without an account where there is
/// none. A failure is only logged, since the proof was refused anyway.
pub(crate) async fn record(
    ctx: &RequestCtx,
    email: &EmailKey,
    account: Option<&AccountId>,
    method: &SignInMethod,
) {
    match append(ctx, email, account, method).await {
        Ok(()) | Err(Problem::Refusal(Refusal::TooMany { .. })) => {}
        Err(problem) => {
            tracing::warn!(request = %ctx.request_id(), ?problem, "a refused proof was not recorded");
        }
    }
}

async fn append(
    ctx: &RequestCtx,
    email: &EmailKey,
    account: Option<&AccountId>,
    method: &SignInMethod,
) -> Result<(), Problem> {
    ctx.consume(&limits(email)).await?;
    let change = ctx.change(event(account, method))?;
    Ok(ctx.stores().accounts.record(change).await?)
}

/// What an event counts towards before it is recorded.
pub(crate) fn limits(email: &EmailKey) -> Vec<LimitRequest> {
    let mut requests = LimitRequest::each(&[PER_ADDRESS], email.as_str());
    requests.extend(LimitRequest::each(&[EVERYBODY], ""));
    requests
}

/// The event, of that account if there is one.
pub(crate) fn event(account: Option<&AccountId>, method: &SignInMethod) -> NewEvent {
    let refused = NewEvent::new(events::SESSION_REFUSED).detail("method", method.as_str());
    match account {
        Some(account) => refused.account(account),
        None => refused,
    }
}
