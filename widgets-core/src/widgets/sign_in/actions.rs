//! Actions: parse input, run the flow, choose the response.

use serde_json::json;

use super::model::{
    AskForCode, EmailAndPassword, FormState, LinkState, OneTimeLink, Prompt, ProvedMailbox, SignOut,
};
use super::{SIGNED_OUT, SIGNED_OUT_EVERYWHERE, flows, view};
use crate::context::answer::{Answer, Next};
use crate::context::problem::Problem;
use crate::context::{RequestCtx, UserCtx};
use crate::flows::mailed_code;
use crate::flows::open_session::{Outcome, SignedIn};
use crate::http::cookies::SetCookie;
use crate::http::fields::{FORM, FieldErrors, Fields};
use crate::http::query::with_query;
use crate::http::request::Input;
use crate::stores::SignInMethod;
use crate::table::purposes::{OpenedChallenge, ProofGoal, StartProof, begun, over};

/// The sign-in form. Redirects signed-in users, unless a [`Prompt`] asks otherwise.
pub(super) async fn form(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.query();
    let prompt = Prompt::read(fields);
    if prompt == Prompt::Create {
        let path = format!("/sign-up{}", carried(fields));
        return Ok(Answer::done(json!({}), Next::Step(path)));
    }
    if ctx.user().is_some() && prompt == Prompt::None {
        return Ok(Answer::done(
            json!({ "signed_in": true }),
            next(&ctx, fields),
        ));
    }
    let state = FormState::read(&ctx, fields);
    let choose = prompt == Prompt::SelectAccount;
    Ok(Answer::page(state, move |ctx, state| {
        view::form(ctx, state, choose, &FieldErrors::default())
    }))
}

/// Query parameters to pass on to the sign-up page, besides the return path.
fn carried(fields: &Fields) -> String {
    let keys = ["login_hint", "organization"];
    let pairs = keys.map(|key| (key, fields.get(key)));
    pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .fold(String::new(), |address, (key, value)| {
            with_query(&address, &[], Some((key, value)))
        })
}

/// Handles the form: next step, mailed code, or password.
pub(super) async fn enter(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    match fields.get("way") {
        "email" => return ask_for_code(ctx, fields).await,
        "ask" => return identify(&ctx, fields),
        _ => {}
    }
    if fields.all("password").next().is_none() {
        return identify(&ctx, fields);
    }
    password(ctx, fields).await
}

/// Continues to the next step, regardless of whether the address has an account.
fn identify(ctx: &RequestCtx, fields: &Fields) -> Result<Answer, Problem> {
    AskForCode::parse(ctx, fields).map_err(|errors| refused(ctx, fields, errors))?;
    let state = FormState::read(ctx, fields);
    Ok(Answer::page(state, |ctx, state| {
        view::form(ctx, state, false, &FieldErrors::default())
    }))
}

async fn password(ctx: RequestCtx, fields: &Fields) -> Result<Answer, Problem> {
    let attempt =
        EmailAndPassword::parse(&ctx, fields).map_err(|errors| refused(&ctx, fields, errors))?;
    let outcome = ctx
        .perform(attempt, |input| async {
            match flows::with_password(ctx.clone(), input).await? {
                Outcome::SignedIn(signed_in) => Ok(signed_in),
                // Turned into an error, so that no after-hook runs.
                Outcome::Refused => {
                    let wrong = ctx.messages().words().sign_in_wrong();
                    Err(FieldErrors::one(FORM, wrong).into())
                }
            }
        })
        .await;
    ctx.observe_sign_in(SignInMethod::PASSWORD, &outcome);
    match outcome {
        Ok(signed_in) => Ok(done(next(&ctx, fields), signed_in)),
        Err(problem) => Err(problem.in_form(|errors| refused(&ctx, fields, errors))),
    }
}

async fn ask_for_code(ctx: RequestCtx, fields: &Fields) -> Result<Answer, Problem> {
    let wish = AskForCode::parse(&ctx, fields).map_err(|errors| refused(&ctx, fields, errors))?;
    let answered = ctx.check_captcha(fields).await;
    answered.map_err(|errors| refused(&ctx, fields, errors))?;
    let return_to = ctx.return_path(fields);
    let outcome = ctx
        .perform(wish, |input| {
            let (ctx, goal) = (ctx.clone(), ProofGoal::SignIn { keep: input.keep });
            let begin = StartProof {
                goal,
                email: input.email.clone(),
                return_to,
                replaces: None,
            };
            async move { mailed_code::begin(&ctx, begin).await }
        })
        .await;
    match outcome {
        Ok(path) => Ok(begun(&ctx, path)),
        Err(problem) => Err(problem.in_form(|errors| refused(&ctx, fields, errors))),
    }
}

/// Shows the form again, at the step with the error.
fn refused(ctx: &RequestCtx, fields: &Fields, errors: FieldErrors) -> Problem {
    let state = FormState::read(ctx, fields);
    let state = if errors.of("email").is_some() {
        state.at_address()
    } else {
        state
    };
    Problem::invalid(errors, move |ctx, errors| {
        view::form(ctx, &state, false, errors)
    })
}

/// Continues after the mailbox was verified.
pub(crate) async fn with_mailbox(
    ctx: RequestCtx,
    open: OpenedChallenge,
) -> Result<Answer, Problem> {
    let (Some((account, epoch)), ProofGoal::SignIn { keep }) =
        (open.challenge.account.clone(), &open.payload.goal)
    else {
        return Err(over(&ctx));
    };
    let wish = ProvedMailbox {
        account,
        keep: *keep,
    };
    let outcome = ctx
        .perform(wish, |input| async {
            let id = open.challenge.id.clone();
            match flows::with_mailbox(ctx.clone(), input, id, epoch).await? {
                Outcome::SignedIn(signed_in) => Ok(signed_in),
                Outcome::Refused => Err(over(&ctx)),
            }
        })
        .await;
    ctx.observe_sign_in(SignInMethod::EMAIL, &outcome);
    let next = open.payload.return_to(&ctx);
    let next = next.map_or_else(|| Next::from("/"), Next::Return);
    Ok(done(next, outcome?))
}

pub(super) async fn link(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let link = OneTimeLink::read(&input)?;
    let state = flows::look_at_link(&ctx, &link).await?;
    let path = format!("/sign-in/link/{}", input.param("token"));
    Ok(Answer::page(state, move |ctx, state| match state {
        LinkState { works: false, .. } => view::spent_link(ctx),
        state => view::link(ctx, &path, state),
    }))
}

pub(super) async fn open_link(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let link = OneTimeLink::read(&input)?;
    let outcome = ctx
        .perform(link, |input| async {
            match flows::with_link(ctx.clone(), input).await? {
                Outcome::SignedIn(signed_in) => Ok(signed_in),
                Outcome::Refused => {
                    let spent = ctx.messages().words().sign_in_link_spent_text();
                    Err(Problem::invalid(FieldErrors::one(FORM, spent), |ctx, _| {
                        view::spent_link(ctx)
                    }))
                }
            }
        })
        .await;
    let method = outcome
        .as_ref()
        .map_or(SignInMethod::LINK, |own| own.method.clone());
    ctx.observe_sign_in(method, &outcome);
    Ok(done(next(&ctx, input.body()), outcome?))
}

pub(super) async fn leave(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    let not_impersonated = ctx.is_not_impersonated();
    Ok(Answer::page(json!({}), move |request_ctx, _| {
        view::leave(request_ctx, not_impersonated)
    }))
}

pub(super) async fn sign_out(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let everywhere = input.body().is_set("everywhere");
    ctx.perform(SignOut { everywhere }, |input| {
        flows::sign_out(ctx.clone(), input)
    })
    .await?;
    let notice = if everywhere {
        SIGNED_OUT_EVERYWHERE
    } else {
        SIGNED_OUT
    };
    let answer = match ctx.app().signed_out_to() {
        Some(place) => Answer::done(json!({}), Next::Return(place.clone())),
        None => Answer::done(json!({}), "/sign-in").notice(notice),
    };
    Ok(answer.cookies([SetCookie::no_session()]))
}

fn done(next: Next, mut signed_in: SignedIn) -> Answer {
    let cookies = std::mem::take(&mut signed_in.cookies);
    Answer::done(signed_in, next).cookies(cookies)
}

fn next(ctx: &RequestCtx, fields: &Fields) -> Next {
    ctx.return_path(fields)
        .map_or_else(|| Next::from("/"), Next::Return)
}
