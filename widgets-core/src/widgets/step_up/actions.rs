//! The verbs of the widget: the page, and confirming by one of the proofs.

use serde_json::Value;

use super::model::{Asking, ReturnFields};
use super::view;
use crate::context::UserCtx;
use crate::context::answer::{Answer, AnswerResult};
use crate::context::problem::{Invalid, Problem};
use crate::flows::handover::{self, OnceGiven};
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
        view::form(request_ctx, asking, &FieldErrors::default())
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

/// Confirms by one proof, whose errors are shown on the page. A code given twice, as by a second click, gives
/// the same answer.
pub(super) async fn confirm(
    ctx: UserCtx,
    input: Input,
    proof: &StepUpProof,
) -> AnswerResult<Value> {
    let request_ctx = ctx.as_ref().clone();
    let given = once_given(&ctx, &input, proof);
    let mut outcome = proof
        .confirm
        .act(request_ctx, input.with(ctx.clone()))
        .await;
    if let Some(given) = given
        && (outcome.is_ok() || was_just_confirmed(&ctx).await?)
    {
        outcome = given.settle(&ctx, outcome).await;
    }
    match outcome {
        Err(Problem::Invalid(Invalid { errors, page: None })) => {
            let asking = asking(&ctx).await?;
            Err(Problem::invalid(errors, move |ctx, errors| {
                view::form(ctx, &asking, errors)
            }))
        }
        answered => Ok(answered?.typed()),
    }
}

/// A code, which works once. A password works again, and is hashed for nothing else.
fn once_given(ctx: &UserCtx, input: &Input, proof: &StepUpProof) -> Option<OnceGiven> {
    let code = input.body().get("code");
    let session = ctx.session().id.as_str();
    (!code.is_empty()).then(|| OnceGiven::of(ctx, &[session, proof.name, code]))
}

/// Whether the session was confirmed a moment ago, perhaps while this request was under way.
async fn was_just_confirmed(ctx: &UserCtx) -> Result<bool, Problem> {
    let (account, session) = (ctx.account_id(), &ctx.session().id);
    let accounts = &ctx.stores().accounts;
    let session = accounts.find_session(account, session, ctx.now()).await?;
    Ok(session.is_some_and(|own| ctx.now().since(own.authenticated_at) <= handover::LASTS))
}
