//! Actions: parse input, run the flow, choose the response.

use serde_json::json;

use super::model::{AskForReset, FormState, ResetPassword};
use super::{DONE, flows, view};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, Next};
use crate::context::problem::Problem;
use crate::crypto::NewPassword;
use crate::flows::mailed_code;
use crate::http::cookies::SetCookie;
use crate::http::fields::FieldErrors;
use crate::http::query::{RETURN_TO, with_query};
use crate::http::request::Input;
use crate::stores::PasswordOutcome;
use crate::table::purposes::{OpenedChallenge, ProofGoal, StartProof, begun, over};

pub(super) async fn form(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let state = FormState::read(&ctx, input.query());
    Ok(Answer::page(state, |ctx, state| {
        view::form(ctx, state, &FieldErrors::default())
    }))
}

pub(super) async fn ask(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let refused = |errors| {
        let state = FormState::read(&ctx, fields);
        Problem::invalid(errors, move |ctx, errors| view::form(ctx, &state, errors))
    };
    let wish = AskForReset::parse(&ctx, fields).map_err(refused)?;
    ctx.check_captcha(fields).await.map_err(refused)?;
    let return_to = ctx.return_path(fields);
    let outcome = ctx
        .perform(wish, |input| {
            let ctx = ctx.clone();
            let begin = StartProof {
                goal: ProofGoal::Reset,
                email: input.email.clone(),
                return_to,
                replaces: None,
            };
            async move { mailed_code::begin(&ctx, begin).await }
        })
        .await;
    match outcome {
        Ok(path) => Ok(begun(&ctx, path)),
        Err(problem) => Err(problem.in_form(refused)),
    }
}

/// Continues after the mailbox was verified.
pub(crate) async fn complete(
    ctx: RequestCtx,
    open: OpenedChallenge,
    password: NewPassword,
) -> Result<Answer, Problem> {
    let Some((account, epoch)) = open.challenge.account.clone() else {
        return Err(over(&ctx));
    };
    let wish = ResetPassword { account };
    let to = open.payload.to(&open.challenge);
    let challenge = open.challenge.id.clone();
    let outcome = ctx
        .perform(wish, |input| {
            flows::reset(ctx.clone(), input, (challenge, epoch, to), password)
        })
        .await?;
    match outcome {
        PasswordOutcome::Set => {
            let back = open.payload.return_to(&ctx);
            let back = back.as_ref().map(|page| (RETURN_TO, page.as_str()));
            let next = Next::Own(with_query("/sign-in", &[], back));
            // The reset has ended this browser's session too.
            Ok(Answer::done(json!({}), next)
                .notice(DONE)
                .cookies([SetCookie::no_session()]))
        }
        PasswordOutcome::Refused => Err(over(&ctx)),
    }
}
