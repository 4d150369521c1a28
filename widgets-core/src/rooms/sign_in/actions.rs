//! The verbs of signing in: read, perform, choose the page.

use serde_json::json;

use super::flows::{self, Outcome};
use super::model::{EmailAndPassword, FormState, OneTimeLink, SignOut, SignedIn};
use super::view;
use crate::answer::{Answer, Next};
use crate::cookies::SetCookie;
use crate::ctx::{UserCtx, Visit};
use crate::form::{FieldErrors, Fields};
use crate::problem::Problem;
use crate::request::Input;
use crate::ui::FORM;

/// The form. Whoever is signed in already goes on, unless they are to prove it again.
pub(super) async fn form(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let fields = input.query();
    if visit.user().is_some() && !fields.is_set("again") {
        return Ok(Answer::done(
            json!({ "signed_in": true }),
            next(&visit, fields),
        ));
    }
    let state = FormState::read(&visit, fields);
    Ok(Answer::page(state, |visit, state| {
        view::form(visit, state, &FieldErrors::default())
    }))
}

pub(super) async fn password(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let state = FormState::read(&visit, fields);
    let refused = |errors| {
        Problem::invalid(errors, move |visit, errors| {
            view::form(visit, &state, errors)
        })
    };
    let attempt = match EmailAndPassword::parse(&visit, fields) {
        Ok(attempt) => attempt,
        Err(errors) => return Err(refused(errors)),
    };
    let outcome = visit
        .perform(attempt, |input| async {
            match flows::with_password(visit.clone(), input).await? {
                Outcome::SignedIn(signed_in) => Ok(signed_in),
                // A refusal is an error here, so that no after-hook hears of it.
                Outcome::Refused => {
                    let wrong = visit.messages().words().sign_in_wrong();
                    Err(FieldErrors::one(FORM, wrong).into())
                }
            }
        })
        .await;
    match outcome {
        Ok(signed_in) => Ok(done(&visit, fields, signed_in)),
        // A hook's refusal of a field is shown in the form like our own.
        Err(Problem::Invalid(invalid)) => Err(refused(invalid.errors)),
        Err(problem) => Err(problem),
    }
}

pub(super) async fn link(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let link = OneTimeLink::read(&input)?;
    let works = flows::link_works(&visit, &link).await?;
    let path = format!("/sign-in/link/{}", input.param("token"));
    Ok(Answer::page(json!({ "works": works }), move |visit, _| {
        if works {
            view::link(visit, &path)
        } else {
            view::spent_link(visit)
        }
    }))
}

pub(super) async fn open_link(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let link = OneTimeLink::read(&input)?;
    let signed_in = visit
        .perform(link, |input| async {
            match flows::with_link(visit.clone(), input).await? {
                Outcome::SignedIn(signed_in) => Ok(signed_in),
                Outcome::Refused => {
                    let spent = visit.messages().words().sign_in_link_spent_text();
                    Err(Problem::invalid(
                        FieldErrors::one(FORM, spent),
                        |visit, _| view::spent_link(visit),
                    ))
                }
            }
        })
        .await?;
    Ok(done(&visit, input.body(), signed_in))
}

pub(super) async fn leave(_: UserCtx, _: Input) -> Result<Answer, Problem> {
    Ok(Answer::page(json!({}), |visit, _| view::leave(visit)))
}

pub(super) async fn sign_out(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let everywhere = input.body().is_set("everywhere");
    ctx.perform(SignOut { everywhere }, |input| {
        flows::sign_out(ctx.clone(), input)
    })
    .await?;
    let notice = if everywhere {
        "sign_in.signed_out_everywhere"
    } else {
        "sign_in.signed_out"
    };
    let answer = match ctx.widgets().signed_out_to() {
        Some(place) => Answer::done(json!({}), Next::Return(place.clone())),
        None => Answer::done(json!({}), "/sign-in").notice(notice),
    };
    Ok(answer.cookies([SetCookie::no_session()]))
}

fn done(visit: &Visit, fields: &Fields, mut signed_in: SignedIn) -> Answer {
    let cookies = std::mem::take(&mut signed_in.cookies);
    Answer::done(signed_in, next(visit, fields)).cookies(cookies)
}

fn next(visit: &Visit, fields: &Fields) -> Next {
    visit
        .return_path(fields)
        .map_or_else(|| Next::from("/"), Next::Return)
}
