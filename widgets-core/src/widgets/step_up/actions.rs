//! Actions: parse input, run the flow, choose the response.

use serde_json::json;

use super::flows::{self, Confirmation};
use super::model::{AskForCode, Asking, ConfirmPassword, ConfirmedMailbox};
use super::view;
use crate::context::answer::{Answer, Next};
use crate::context::problem::{Problem, Refusal};
use crate::context::{RequestCtx, UserCtx};
use crate::flows::open_session::SignedIn;
use crate::flows::{mailed_code, pending_form};
use crate::http::fields::{FieldErrors, Fields};
use crate::http::request::Input;
use crate::table::purposes::{OpenedChallenge, ProofGoal, StartProof, begun, over};

/// Hidden field with the name of the endpoint whose form is pending.
pub(super) const WAITING: &str = "waiting";

/// The step-up page. Redirects if the session is fresh and no form is pending.
pub(super) async fn form(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let waiting = pending_form::awaiting_proof(&ctx).await?;
    if ctx.is_fresh() && waiting.is_none() {
        let asking = Asking::new(&ctx, flows::ways(&ctx).await?, None);
        return Ok(Answer::done(asking, next(&ctx, input.query())));
    }
    let asking = Asking::new(&ctx, flows::ways(&ctx).await?, waiting);
    Ok(Answer::page(asking, |request_ctx, asking| {
        view::form(request_ctx, asking, &FieldErrors::default())
    }))
}

pub(super) async fn password(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let attempt = match ConfirmPassword::parse(&ctx, fields) {
        Ok(attempt) => attempt,
        Err(errors) => return Err(refused(&ctx, errors).await?),
    };
    let outcome = ctx
        .perform(attempt, |input| async {
            match flows::with_password(ctx.clone(), input).await? {
                // Turned into an error, so that no after-hook runs.
                Confirmation::Wrong => {
                    let wrong = ctx.messages().words().step_up_wrong();
                    Err(FieldErrors::one("password", wrong).into())
                }
                confirmation => Ok(confirmation),
            }
        })
        .await;
    match outcome {
        Ok(Confirmation::Renewed(signed_in)) => {
            let waiting = Some(fields.get(WAITING));
            Ok(renewed(&ctx, signed_in, next(&ctx, fields), waiting).await)
        }
        // Back there, the step-up is requested again if it is still required.
        Ok(_) => Ok(Answer::done(json!({}), next(&ctx, fields))),
        // Shows a hook's error in the form, like the widget's own.
        Err(Problem::Invalid(invalid)) => Err(refused(&ctx, invalid.errors).await?),
        Err(problem) => Err(problem),
    }
}

/// Mails a code to the account's address.
pub(super) async fn email(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let begin = StartProof {
        goal: ProofGoal::StepUp,
        email: ctx.admission().account.email.clone(),
        return_to: ctx.return_path(input.body()),
        replaces: None,
    };
    let path = ctx
        .perform(AskForCode, |_| mailed_code::begin(&ctx, begin))
        .await?;
    Ok(begun(&ctx, path))
}

/// Continues after the mailbox was verified.
pub(crate) async fn with_mailbox(
    request_ctx: RequestCtx,
    open: OpenedChallenge,
) -> Result<Answer, Problem> {
    let ctx = request_ctx.signed_in()?;
    if !ctx.is_not_impersonated() {
        return Err(Refusal::Impersonated.into());
    }
    let Some(whose) = open.challenge.account.clone() else {
        return Err(over(&request_ctx));
    };
    let signed_in = ctx
        .perform(ConfirmedMailbox, |_| async {
            let id = open.challenge.id.clone();
            match flows::with_mailbox(ctx.clone(), id, whose).await? {
                Confirmation::Renewed(signed_in) => Ok(signed_in),
                Confirmation::Wrong | Confirmation::Overtaken => Err(over(&ctx)),
            }
        })
        .await?;
    let next = open.payload.return_to(&ctx);
    let next = next.map_or_else(|| Next::from("/"), Next::Return);
    Ok(renewed(&ctx, signed_in, next, None).await)
}

/// Shows the form again.
async fn refused(ctx: &UserCtx, errors: FieldErrors) -> Result<Problem, Problem> {
    let asking = Asking::new(
        ctx,
        flows::ways(ctx).await?,
        pending_form::awaiting_proof(ctx).await?,
    );
    Ok(Problem::invalid(errors, move |request_ctx, errors| {
        view::form(request_ctx, &asking, errors)
    }))
}

/// Continues after the session was renewed, by any method: submits the pending form, or redirects.
/// `waiting` is the endpoint of that form, if the page named it.
async fn renewed(
    ctx: &UserCtx,
    mut signed_in: SignedIn,
    next: Next,
    waiting: Option<&str>,
) -> Answer {
    let cookies = std::mem::take(&mut signed_in.cookies);
    let session = signed_in.cookie.clone();
    let answer = Answer::done(signed_in, next).cookies(cookies);
    match pending_form::restore(ctx, waiting).await {
        Ok(Some(form)) => answer.resuming(form, session),
        Ok(None) => answer,
        Err(problem) => {
            // The session was renewed, so its cookie must be sent. The form stays pending.
            tracing::warn!(request = %ctx.request_id(), ?problem, "reading a pending form failed");
            answer
        }
    }
}

fn next(ctx: &UserCtx, fields: &Fields) -> Next {
    ctx.return_path(fields)
        .map_or_else(|| Next::from("/"), Next::Return)
}
