//! Accepts terms. Knows neither HTML nor JSON. Uses [`TaskStore`](crate::stores::TaskStore).

use super::model::AcceptTerms;
use crate::context::{NewEvent, Problem, UserCtx, events};
use crate::stores::AcceptOutcome;

/// Accepts an edition. One that is accepted already is not noted again.
pub(super) async fn accept(ctx: &UserCtx, input: &AcceptTerms) -> Result<(), Problem> {
    let (account, edition) = (ctx.account_id(), input.edition.as_str());
    let new_event = NewEvent::new(events::TERMS_ACCEPTED)
        .account(account)
        .detail("edition", edition);
    let (accounts, change) = (&ctx.stores().accounts, ctx.change(new_event)?);
    match accounts.accept_terms(account, edition, change).await? {
        AcceptOutcome::Accepted | AcceptOutcome::Unchanged => Ok(()),
        // Disabled at the same moment.
        AcceptOutcome::Missing => Err(Problem::Missing),
    }
}
