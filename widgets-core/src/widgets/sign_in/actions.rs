//! The verbs of signing in and out.

use serde_json::json;

use super::model::{FormState, LinkState, OneTimeLink, Prompt, SignOut};
use super::{SIGNED_OUT, SIGNED_OUT_EVERYWHERE, flows, view};
use crate::context::answer::{Answer, Next};
use crate::context::problem::{Invalid, Problem};
use crate::context::{RequestCtx, UserCtx};
use crate::crypto::Token;
use crate::flows::open_session::next;
use crate::http::cookies::SetCookie;
use crate::http::fields::{FORM, FieldErrors, Fields};
use crate::http::query::with_query;
use crate::http::request::Input;
use crate::stores::SignInMethod;
use crate::table::{Action, Call, Table};

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

/// Handles the form: begins or verifies the proof it is meant for, or shows the next step, to which
/// every address is taken.
pub(super) async fn enter(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let mut proofs = Table::of(ctx.app())
        .proofs()
        .filter_map(|own| own.sign_in.as_ref());
    let entered = match proofs.find(|own| (own.is_meant)(fields)) {
        Some(proof) => proof.enter.act(ctx.clone(), input.clone()).await,
        None => identify(&ctx, fields),
    };
    match entered {
        Err(Problem::Invalid(Invalid { errors, page: None })) => {
            Err(form_again(&ctx, fields, errors))
        }
        answered => answered,
    }
}

/// Shows the next step. Changes nothing, so no hook runs.
fn identify(ctx: &RequestCtx, fields: &Fields) -> Result<Answer, Problem> {
    let mut form = ctx.read_form(fields);
    if form.read("email", |typed| ctx.read_email(typed)).is_none() {
        return Err(form.into_errors().into());
    }
    let state = FormState::read(ctx, fields);
    Ok(Answer::page(state, |ctx, state| {
        view::form(ctx, state, false, &FieldErrors::default())
    }))
}

/// Shows the form again, at the step with the error.
fn form_again(ctx: &RequestCtx, fields: &Fields, errors: FieldErrors) -> Problem {
    let state = FormState::read(ctx, fields);
    Problem::invalid(errors, move |ctx, errors| {
        let state = if errors.of("email").is_some() {
            state.at_address()
        } else {
            state
        };
        view::form(ctx, &state, false, errors)
    })
}

pub(super) async fn link(ctx: RequestCtx, input: Input<Token>) -> Result<Answer, Problem> {
    let state = flows::look_at_link(&ctx, &input.path).await?;
    let path = format!("/sign-in/link/{}", input.path.reveal());
    Ok(Answer::page(state, move |ctx, state| match state {
        LinkState { works: false, .. } => view::spent_link(ctx),
        state => view::link(ctx, &path, state),
    }))
}

/// Signs in with a one-time link.
pub(super) struct OpenLink;

impl Action for OpenLink {
    type Ctx = RequestCtx;
    type Path = Token;
    type Command = OneTimeLink;

    async fn parse(&self, _: &Call<Self>) -> Result<OneTimeLink, Problem> {
        Ok(OneTimeLink(()))
    }

    async fn run(&self, call: &Call<Self>, _: &OneTimeLink) -> Result<Answer, Problem> {
        let ctx = &call.ctx;
        let Some(signed_in) = flows::with_link(ctx, &call.input.path).await? else {
            let spent = ctx.messages().words().sign_in_link_spent_text();
            return Err(Problem::invalid(FieldErrors::one(FORM, spent), |ctx, _| {
                view::spent_link(ctx)
            }));
        };
        ctx.observe_sign_in(signed_in.method.clone(), Ok(()));
        Ok(signed_in.answer(next(ctx, call.input.body())))
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        // What opened a session was told with its own method: staff may have opened it.
        if outcome.is_err() {
            ctx.observe_sign_in(SignInMethod::LINK, outcome);
        }
    }
}

pub(super) async fn leave(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    let not_impersonated = ctx.is_not_impersonated();
    Ok(Answer::page(json!({}), move |request_ctx, _| {
        view::leave(request_ctx, not_impersonated)
    }))
}

/// Signs out.
pub(super) struct Leave;

impl Action for Leave {
    type Ctx = UserCtx;
    type Path = ();
    type Command = SignOut;

    async fn parse(&self, call: &Call<Self>) -> Result<SignOut, Problem> {
        let everywhere = call.input.body().is_set("everywhere");
        Ok(SignOut { everywhere })
    }

    async fn run(&self, call: &Call<Self>, command: &SignOut) -> Result<Answer, Problem> {
        let ctx = &call.ctx;
        flows::sign_out(ctx, command).await?;
        let notice = if command.everywhere {
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
}
