//! The verbs of signing in and out.

use super::model::{
    EnterFields, FormState, LinkState, OneTimeLink, OpenLinkFields, Prompt, SignInQuery, SignOut,
    SignOutFields,
};
use super::{SIGNED_OUT, SIGNED_OUT_EVERYWHERE, flows, view};
use crate::context::answer::{Answer, AnswerResult, AnyAnswer, Done, Next};
use crate::context::problem::{Invalid, Problem};
use crate::context::{RequestCtx, UserCtx};
use crate::crypto::Token;
use crate::flows::open_session::{AlreadySignedIn, SignedIn, next};
use crate::http::cookies::SetCookie;
use crate::http::fields::{FORM, FieldErrors};
use crate::http::query::with_query;
use crate::http::request::Input;
use crate::http::typed_fields::Text;
use crate::one_of;
use crate::stores::SignInMethod;
use crate::table::{Action, Call, Table};

one_of! {
    /// The form, or why there is none.
    pub(super) enum FormAnswer { FormState, AlreadySignedIn, Done }
}

/// The sign-in form. Redirects signed-in users, unless a [`Prompt`] asks otherwise.
pub(super) async fn form(
    ctx: RequestCtx,
    input: Input<(), SignInQuery>,
) -> AnswerResult<FormAnswer> {
    let query = &input.fields;
    let prompt = Prompt::read(query);
    if prompt == Prompt::Create {
        let path = format!("/sign-up{}", carried(query));
        return Ok(Answer::done(Done {}, Next::Step(path)).one_of());
    }
    if ctx.user().is_some() && prompt == Prompt::None {
        let next = next(&ctx, &query.destination.return_to);
        return Ok(Answer::done(AlreadySignedIn { signed_in: true }, next).one_of());
    }
    let state = FormState::hinted(&ctx, query);
    let choose = prompt == Prompt::SelectAccount;
    let answer = Answer::page(state, move |ctx, state| {
        view::form(ctx, state, choose, &FieldErrors::default())
    });
    Ok(answer.one_of())
}

/// Query parameters to pass on to the sign-up page, besides the return path.
fn carried(query: &SignInQuery) -> String {
    let fields: [&Text; 2] = [&query.login_hint, &query.destination.organization];
    fields
        .into_iter()
        .filter(|field| !field.is_empty())
        .fold(String::new(), |address, field| {
            with_query(&address, &[], Some((field.name(), field)))
        })
}

/// Handles the form: begins or verifies the proof it is meant for, or shows the next step, to which
/// every address is taken.
pub(super) async fn enter(
    ctx: RequestCtx,
    input: Input<(), EnterFields>,
) -> AnswerResult<FormState> {
    let mut proofs = Table::of(ctx.app())
        .proofs()
        .filter_map(|own| own.sign_in.as_ref());
    let entered = match proofs.find(|own| (own.is_meant)(input.body())) {
        Some(proof) => {
            let entered = proof.enter.act(ctx.clone(), input.with(())).await;
            entered.map(AnyAnswer::typed)
        }
        None => identify(&ctx, &input.fields),
    };
    match entered {
        Err(Problem::Invalid(Invalid { errors, page: None })) => {
            Err(form_again(&ctx, &input.fields, errors))
        }
        answered => answered,
    }
}

/// Shows the next step. Changes nothing, so no hook runs.
fn identify(ctx: &RequestCtx, fields: &EnterFields) -> AnswerResult<FormState> {
    let mut form = ctx.read_form();
    let email = form.read(&fields.email, |typed| ctx.read_email(typed));
    if email.is_none() {
        return Err(form.into_errors().into());
    }
    let state = FormState::typed(ctx, fields);
    Ok(Answer::page(state, |ctx, state| {
        view::form(ctx, state, false, &FieldErrors::default())
    }))
}

/// Shows the form again, at the step with the error.
fn form_again(ctx: &RequestCtx, fields: &EnterFields, errors: FieldErrors) -> Problem {
    let state = FormState::typed(ctx, fields);
    Problem::invalid(errors, move |ctx, errors| {
        let state = if errors.of("email").is_some() {
            state.at_address()
        } else {
            state
        };
        view::form(ctx, &state, false, errors)
    })
}

pub(super) async fn link(ctx: RequestCtx, input: Input<Token>) -> AnswerResult<LinkState> {
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
    type Fields = OpenLinkFields;
    type Command = OneTimeLink;
    type Data = SignedIn;

    async fn parse(&self, _: &Call<Self>) -> Result<OneTimeLink, Problem> {
        Ok(OneTimeLink(()))
    }

    async fn run(&self, call: &Call<Self>, _: &OneTimeLink) -> AnswerResult<SignedIn> {
        let ctx = &call.ctx;
        let Some(signed_in) = flows::with_link(ctx, &call.input.path).await? else {
            let spent = ctx.messages().words().sign_in_link_spent_text();
            return Err(Problem::invalid(FieldErrors::one(FORM, spent), |ctx, _| {
                view::spent_link(ctx)
            }));
        };
        ctx.observe_sign_in(signed_in.method.clone(), Ok(()));
        Ok(signed_in.answer(next(ctx, &call.input.fields.return_to)))
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        // What opened a session was told with its own method: staff may have opened it.
        if outcome.is_err() {
            ctx.observe_sign_in(SignInMethod::LINK, outcome);
        }
    }
}

pub(super) async fn leave(ctx: UserCtx, _: Input) -> AnswerResult<Done> {
    let not_impersonated = ctx.is_not_impersonated();
    Ok(Answer::page(Done {}, move |request_ctx, _| {
        view::leave(request_ctx, not_impersonated)
    }))
}

/// Signs out.
pub(super) struct Leave;

impl Action for Leave {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = SignOutFields;
    type Command = SignOut;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<SignOut, Problem> {
        let everywhere = call.input.fields.everywhere;
        Ok(SignOut { everywhere })
    }

    async fn run(&self, call: &Call<Self>, command: &SignOut) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        flows::sign_out(ctx, command).await?;
        let notice = if command.everywhere {
            SIGNED_OUT_EVERYWHERE
        } else {
            SIGNED_OUT
        };
        let answer = match ctx.app().signed_out_to() {
            Some(place) => Answer::done(Done {}, Next::Return(place.clone())),
            None => Answer::done(Done {}, "/sign-in").notice(notice),
        };
        Ok(answer.cookies([SetCookie::no_session()]))
    }
}
