//! The verbs of signing in: read, perform, choose the page.

use serde_json::json;

use super::model::{
    AskForCode, EmailAndPassword, FormState, LinkState, OneTimeLink, Prompt, ProvedMailbox, SignOut,
};
use super::{SIGNED_OUT, SIGNED_OUT_EVERYWHERE, flows, view};
use crate::context::answer::{Answer, Next};
use crate::context::problem::Problem;
use crate::context::{UserCtx, Visit};
use crate::flows::mailed_code;
use crate::flows::open_session::{Outcome, SignedIn};
use crate::http::cookies::SetCookie;
use crate::http::fields::{FORM, FieldErrors, Fields};
use crate::http::query::with_query;
use crate::http::request::Input;
use crate::stores::Method;
use crate::table::purposes::{About, Begin, Open, begun, over};

/// The form. Whoever is signed in already goes on, unless something else is asked for.
pub(super) async fn form(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let fields = input.query();
    let prompt = Prompt::read(fields);
    if prompt == Prompt::Create {
        let path = format!("/sign-up{}", carried(fields));
        return Ok(Answer::done(json!({}), Next::Step(path)));
    }
    if visit.user().is_some() && prompt == Prompt::None {
        return Ok(Answer::done(
            json!({ "signed_in": true }),
            next(&visit, fields),
        ));
    }
    let state = FormState::read(&visit, fields);
    let choose = prompt == Prompt::SelectAccount;
    Ok(Answer::page(state, move |visit, state| {
        view::form(visit, state, choose, &FieldErrors::default())
    }))
}

/// What of the query goes along to another page in front of the rooms, besides where it leads back.
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

/// What the form leads to: its next step, a code by email, or being signed in.
pub(super) async fn enter(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    match fields.get("way") {
        "email" => return ask_for_code(visit, fields).await,
        "ask" => return identify(&visit, fields),
        _ => {}
    }
    if fields.all("password").next().is_none() {
        return identify(&visit, fields);
    }
    password(visit, fields).await
}

/// The next step, which every address is taken to.
fn identify(visit: &Visit, fields: &Fields) -> Result<Answer, Problem> {
    AskForCode::parse(visit, fields).map_err(|errors| refused(visit, fields, errors))?;
    let state = FormState::read(visit, fields);
    Ok(Answer::page(state, |visit, state| {
        view::form(visit, state, false, &FieldErrors::default())
    }))
}

async fn password(visit: Visit, fields: &Fields) -> Result<Answer, Problem> {
    let attempt = EmailAndPassword::parse(&visit, fields)
        .map_err(|errors| refused(&visit, fields, errors))?;
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
    visit.observe_sign_in(Method::Password, &outcome);
    match outcome {
        Ok(signed_in) => Ok(done(next(&visit, fields), signed_in)),
        Err(problem) => Err(problem.in_form(|errors| refused(&visit, fields, errors))),
    }
}

async fn ask_for_code(visit: Visit, fields: &Fields) -> Result<Answer, Problem> {
    let wish =
        AskForCode::parse(&visit, fields).map_err(|errors| refused(&visit, fields, errors))?;
    let answered = visit.check_captcha(fields).await;
    answered.map_err(|errors| refused(&visit, fields, errors))?;
    let return_to = visit.return_path(fields);
    let outcome = visit
        .perform(wish, |input| {
            let (visit, about) = (visit.clone(), About::SignIn { keep: input.keep });
            let begin = Begin {
                about,
                email: input.email.clone(),
                return_to,
                replaces: None,
            };
            async move { mailed_code::begin(&visit, begin).await }
        })
        .await;
    match outcome {
        Ok(path) => Ok(begun(&visit, path)),
        Err(problem) => Err(problem.in_form(|errors| refused(&visit, fields, errors))),
    }
}

/// The form again, at the step where something is wrong.
fn refused(visit: &Visit, fields: &Fields, errors: FieldErrors) -> Problem {
    let state = FormState::read(visit, fields);
    let state = if errors.of("email").is_some() {
        state.at_address()
    } else {
        state
    };
    Problem::invalid(errors, move |visit, errors| {
        view::form(visit, &state, false, errors)
    })
}

/// What follows once the mailbox is proved.
pub(crate) async fn with_mailbox(visit: Visit, open: Open) -> Result<Answer, Problem> {
    let (Some((account, epoch)), About::SignIn { keep }) =
        (open.challenge.account.clone(), &open.held.about)
    else {
        return Err(over(&visit));
    };
    let wish = ProvedMailbox {
        account,
        keep: *keep,
    };
    let outcome = visit
        .perform(wish, |input| async {
            let id = open.challenge.id.clone();
            match flows::with_mailbox(visit.clone(), input, id, epoch).await? {
                Outcome::SignedIn(signed_in) => Ok(signed_in),
                Outcome::Refused => Err(over(&visit)),
            }
        })
        .await;
    visit.observe_sign_in(Method::Email, &outcome);
    let next = open.held.return_to(&visit);
    let next = next.map_or_else(|| Next::from("/"), Next::Return);
    Ok(done(next, outcome?))
}

pub(super) async fn link(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let link = OneTimeLink::read(&input)?;
    let state = flows::look_at_link(&visit, &link).await?;
    let path = format!("/sign-in/link/{}", input.param("token"));
    Ok(Answer::page(state, move |visit, state| match state {
        LinkState { works: false, .. } => view::spent_link(visit),
        state => view::link(visit, &path, state),
    }))
}

pub(super) async fn open_link(visit: Visit, input: Input) -> Result<Answer, Problem> {
    let link = OneTimeLink::read(&input)?;
    let outcome = visit
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
        .await;
    let method = outcome.as_ref().map_or(Method::Link, |own| own.method);
    visit.observe_sign_in(method, &outcome);
    Ok(done(next(&visit, input.body()), outcome?))
}

pub(super) async fn leave(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    let in_person = ctx.is_in_person();
    Ok(Answer::page(json!({}), move |visit, _| {
        view::leave(visit, in_person)
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

fn next(visit: &Visit, fields: &Fields) -> Next {
    visit
        .return_path(fields)
        .map_or_else(|| Next::from("/"), Next::Return)
}
