//! Actions: parse input, run the flow, choose the response.

use serde_json::json;

use super::flows::{self, Completion, Rest};
use super::model::{self, BeginSignUp, CompleteSignUp, FormState};
use super::{DONE, view};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, Next};
use crate::context::problem::{Problem, Refusal};
use crate::crypto::PasswordHash;
use crate::http::fields::{FORM, FieldErrors};
use crate::http::request::Input;
use crate::stores::SignInMethod;
use crate::table::purposes::{OpenedChallenge, ProofGoal, begun, over};
use crate::types::name::Name;

/// The sign-up form. Redirects signed-in users.
pub(super) async fn form(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.query();
    if ctx.user().is_some() {
        let next = ctx.return_path(fields);
        let next = next.map_or_else(|| Next::from("/"), Next::Return);
        return Ok(Answer::done(json!({ "signed_in": true }), next));
    }
    if !ctx.app().sign_up().has_form() {
        return Ok(Answer::page(json!({ "open": false }), |ctx, _| {
            view::closed(ctx)
        }));
    }
    let state = FormState::read(&ctx, fields);
    Ok(Answer::page(state, |ctx, state| {
        view::form(ctx, state, &FieldErrors::default())
    }))
}

pub(super) async fn begin(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    if !ctx.app().sign_up().has_form() {
        return Err(Refusal::SignUpClosed.into());
    }
    let fields = input.body();
    let refused = |errors| {
        let state = FormState::read(&ctx, fields);
        Problem::invalid(errors, move |ctx, errors| view::form(ctx, &state, errors))
    };
    let (wish, password) = BeginSignUp::parse(&ctx, fields).map_err(refused)?;
    ctx.check_captcha(fields).await.map_err(refused)?;
    let outcome = ctx
        .perform(wish, |input| {
            flows::begin(ctx.clone(), input, password, ctx.return_path(fields))
        })
        .await;
    match outcome {
        Ok(path) => Ok(begun(&ctx, path)),
        Err(problem) => Err(problem.in_form(refused)),
    }
}

/// Continues after the mailbox was verified.
pub(crate) async fn complete(ctx: RequestCtx, open: OpenedChallenge) -> Result<Answer, Problem> {
    let ProofGoal::SignUp {
        password,
        display_name,
        terms,
        keep,
    } = &open.payload.goal
    else {
        return Err(Problem::fault(
            "a challenge for something else signs nobody up",
        ));
    };
    model::accepts(&ctx, &open.challenge.email)?;
    let wish = CompleteSignUp {
        email: open.challenge.email.clone(),
        display_name: Name::lossy(display_name),
        terms: terms.clone(),
        invited: false,
    };
    let rest = Rest {
        challenge: open.challenge.id.clone(),
        password: password.as_deref().and_then(PasswordHash::parse),
        keep: *keep,
    };
    finish(&ctx, &open, wish, rest).await
}

/// Creates the account and renders the result.
pub(super) async fn finish(
    ctx: &RequestCtx,
    open: &OpenedChallenge,
    wish: CompleteSignUp,
    rest: Rest,
) -> Result<Answer, Problem> {
    let completion = ctx
        .perform(wish, |input| async {
            match flows::complete(ctx.clone(), input, rest).await? {
                Completion::Done(signed_in) => Ok(signed_in),
                // Turned into an error, so that no after-hook runs.
                Completion::Taken => Err(taken(ctx, open)),
                Completion::Refused => Err(over(ctx)),
            }
        })
        .await;
    ctx.observe_sign_in(SignInMethod::EMAIL, &completion);
    let mut signed_in = completion?;
    let cookies = std::mem::take(&mut signed_in.cookies);
    let next = open.payload.return_to(ctx);
    let next = next.map_or_else(|| Next::from("/"), Next::Return);
    Ok(Answer::done(signed_in, next).notice(DONE).cookies(cookies))
}

/// Safe to reveal that the address has an account: the mailbox was verified.
fn taken(ctx: &RequestCtx, open: &OpenedChallenge) -> Problem {
    let text = ctx.messages().words().sign_up_taken_text();
    let email = open.challenge.email.as_str().to_owned();
    Problem::invalid(FieldErrors::one(FORM, text), move |ctx, _| {
        view::taken(ctx, &email)
    })
}
