//! The verbs of the widget: the page, giving a second factor, and leaving.

use serde_json::Value;

use super::model::{LeaveSignIn, SecondForm, TrustFields, WayQuery};
use super::view;
use crate::context::RequestCtx;
use crate::context::answer::{Answer, AnswerResult, Done, Next};
use crate::context::problem::{Invalid, Problem};
use crate::crypto::Token;
use crate::flows::handover::OnceGiven;
use crate::flows::second_factor;
use crate::http::cookies::SetCookie;
use crate::http::fields::FieldErrors;
use crate::http::request::Input;
use crate::one_of;
use crate::table::proofs::IdentityProof;
use crate::table::second::{SecondProof, SecondStep, over};
use crate::table::{Action, Call};

one_of! {
    /// The page, or that no sign-in waits.
    pub(super) enum FormAnswer { SecondForm, Done }
}

/// The page. Leads on where no sign-in of this browser waits.
pub(super) async fn form(ctx: RequestCtx, input: Input<(), WayQuery>) -> AnswerResult<FormAnswer> {
    let waiting = second_factor::waiting(&ctx).await?;
    let form = waiting.map(|step| SecondForm::of(&ctx, &step, &input.fields.way));
    let Some(form) = form else {
        let next = match ctx.user() {
            Some(_) => Next::from("/"),
            None => Next::Step("/sign-in".to_owned()),
        };
        return Ok(Answer::done(Done {}, next).one_of());
    };
    let answer = Answer::page(form, |ctx, form| {
        view::form(ctx, form, &FieldErrors::default())
    });
    Ok(answer.one_of())
}

/// Takes one second factor, whose errors are shown on the page. Given twice, as by a second click, it gives
/// the same answer.
pub(super) async fn confirm(
    ctx: RequestCtx,
    input: Input,
    proof: &'static IdentityProof,
    second: &'static SecondProof,
) -> AnswerResult<Value> {
    let token = ctx.state().cookies.sign_in.as_ref();
    let token = token.map_or("", Token::reveal).to_owned();
    let given = OnceGiven::of(&ctx, &[&token, second.name, input.body().get("code")]);
    let chosen = input.with(()).reading_body::<TrustFields>()?;
    let Some(mut step) = second_factor::waiting(&ctx).await? else {
        return no_longer_waits(&ctx, &given).await;
    };
    step.trust = chosen.fields.trust;
    if !second_factor::counts(&ctx, &step, &proof.method) {
        return Err(Problem::Missing);
    }
    let confirmed = second.confirm.act(ctx.clone(), input.with(step.clone()));
    match confirmed.await {
        Err(Problem::Invalid(Invalid { errors, page: None })) => {
            // Another click may have completed the sign-in meanwhile.
            match second_factor::waiting(&ctx).await? {
                Some(_) => Err(form_again(&ctx, &step, proof, errors)),
                None => no_longer_waits(&ctx, &given).await,
            }
        }
        Err(problem) => Err(problem),
        Ok(answer) => Ok(given.settle(&ctx, Ok(answer)).await?.typed()),
    }
}

/// The answer that was given to the same a moment ago, or that the sign-in is over.
async fn no_longer_waits(ctx: &RequestCtx, given: &OnceGiven) -> AnswerResult<Value> {
    let over = Err(over(ctx));
    if ctx.state().cookies.sign_in.is_none() {
        return over;
    }
    Ok(given.settle(ctx, over.map(Answer::any)).await?.typed())
}

fn form_again(
    ctx: &RequestCtx,
    step: &SecondStep,
    proof: &IdentityProof,
    errors: FieldErrors,
) -> Problem {
    let form = SecondForm::of(ctx, step, proof.method.as_str());
    Problem::invalid(errors, move |ctx, errors| view::form(ctx, &form, errors))
}

/// Leaves the sign-in.
pub(super) struct Leave;

impl Action for Leave {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = ();
    type Command = LeaveSignIn;
    type Data = Done;

    async fn parse(&self, _: &Call<Self>) -> Result<LeaveSignIn, Problem> {
        Ok(LeaveSignIn)
    }

    async fn run(&self, call: &Call<Self>, _: &LeaveSignIn) -> AnswerResult<Done> {
        second_factor::leave(&call.ctx).await?;
        let answer = Answer::done(Done {}, Next::Step("/sign-in".to_owned()));
        Ok(answer.cookies([SetCookie::no_sign_in()]))
    }
}
