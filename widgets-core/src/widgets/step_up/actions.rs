//! The verbs of the widget: the page, and confirming by one of the proofs.

use serde_json::Value;

use super::model::{Asking, ReturnFields};
use super::view;
use crate::context::UserCtx;
use crate::context::answer::{Answer, AnswerResult};
use crate::context::problem::{Invalid, Problem};
use crate::flows::open_session::next;
use crate::flows::{pending_form, step_up};
use crate::http::fields::FieldErrors;
use crate::http::request::Input;
use crate::table::proofs::StepUpProof;

/// The step-up page. Redirects if the session is fresh and no form is pending.
pub(super) async fn form(ctx: UserCtx, input: Input<(), ReturnFields>) -> AnswerResult<Asking> {
    let asking = asking(&ctx).await?;
    if asking.fresh && asking.waiting.is_none() {
        return Ok(Answer::done(asking, next(&ctx, &input.fields.return_to)));
    }
    Ok(Answer::page(asking, |request_ctx, asking| {
        view::form(request_ctx, asking, (None, &FieldErrors::default()))
    }))
}

async fn asking(ctx: &UserCtx) -> Result<Asking, Problem> {
    let waiting = pending_form::awaiting_proof(ctx).await?;
    Ok(Asking {
        email: ctx.mailbox()?.as_str().to_owned(),
        methods: step_up::methods(ctx).await?,
        fresh: ctx.is_fresh(),
        waiting: waiting.map(str::to_owned),
    })
}

/// Confirms by one proof, whose errors are shown on the page.
pub(super) async fn confirm(
    ctx: UserCtx,
    input: Input,
    proof: &StepUpProof,
) -> AnswerResult<Value> {
    let request_ctx = ctx.as_ref().clone();
    let confirmed = proof.confirm.act(request_ctx, input.with(ctx.clone()));
    match confirmed.await {
        Err(Problem::Invalid(Invalid { errors, page: None })) => {
            let (asking, sent) = (asking(&ctx).await?, proof.path);
            Err(Problem::invalid(errors, move |ctx, errors| {
                view::form(ctx, &asking, (Some(sent), errors))
            }))
        }
        answered => Ok(answered?.typed()),
    }
}
