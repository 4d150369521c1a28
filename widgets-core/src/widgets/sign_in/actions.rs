//! The verbs of signing in and out.

use super::model::{
    EnterFields, ForgetAddress, FormState, LinkState, OneTimeLink, OpenLinkFields, Prompt,
    SignInQuery, SignOut, SignOutFields, Step, StepQuery,
};
use super::{SIGNED_OUT, SIGNED_OUT_EVERYWHERE, flows, view};
use crate::context::answer::{Answer, AnswerResult, AnyAnswer, Done, Next};
use crate::context::problem::{ErrorPage, Invalid, Problem};
use crate::context::{RequestCtx, UserCtx};
use crate::crypto::Token;
use crate::flows::handover::OnceGiven;
use crate::flows::open_session::{AlreadySignedIn, EnteredData, new_browser_id, next};
use crate::http::cookies::SetCookie;
use crate::http::fields::{FORM, FieldErrors};
use crate::http::query::with_query;
use crate::http::request::Input;
use crate::http::typed_fields::Text;
use crate::one_of;
use crate::stores::SignInMethod;
use crate::table::action::Step as _;
use crate::table::proofs::SignInProof;
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

/// The step that takes a proof, for the address typed before.
pub(super) async fn proof_form(
    ctx: RequestCtx,
    input: Input<(), StepQuery>,
) -> AnswerResult<FormAnswer> {
    Ok(step_form(&ctx, &input.fields, Step::Proof))
}

/// The step that asks for a captcha before a code is mailed.
pub(super) async fn code_form(
    ctx: RequestCtx,
    input: Input<(), StepQuery>,
) -> AnswerResult<FormAnswer> {
    let captcha = ctx.app().captcha().is_some();
    let step = if captcha { Step::Code } else { Step::Proof };
    Ok(step_form(&ctx, &input.fields, step))
}

/// A step after the address. Leads back to the address if none was typed in this browser.
fn step_form(ctx: &RequestCtx, query: &StepQuery, step: Step) -> Answer<FormAnswer> {
    if ctx.user().is_some() && !query.again {
        let next = next(ctx, &query.destination.return_to);
        return Answer::done(AlreadySignedIn { signed_in: true }, next).one_of();
    }
    let Some(email) = ctx.typed_address() else {
        let none = FormState::at_step(ctx, query, Step::Address, None);
        return Answer::done(Done {}, Next::Step(none.path())).one_of();
    };
    let state = FormState::at_step(ctx, query, step, Some(&email));
    let answer = Answer::page(state, |ctx, state| {
        view::form(ctx, state, false, &FieldErrors::default())
    });
    answer.one_of()
}

/// Handles the first step: begins or verifies the proof it is meant for, as where a password manager
/// filled in both fields, or leads to the next step, to which every address is taken.
pub(super) async fn enter(
    ctx: RequestCtx,
    input: Input<(), EnterFields>,
) -> AnswerResult<FormState> {
    let meant = sign_ins(&ctx).find(|own| (own.is_meant)(input.body()));
    with_proof(ctx, input, meant).await
}

/// Handles the steps that follow. Without a proof that it is meant for, the first one says what it
/// lacks.
pub(super) async fn prove(
    ctx: RequestCtx,
    input: Input<(), EnterFields>,
) -> AnswerResult<FormState> {
    let meant = sign_ins(&ctx).find(|own| (own.is_meant)(input.body()));
    let first = || {
        sign_ins(&ctx)
            .next()
            .filter(|_| input.fields.way.is_empty())
    };
    let proof = meant.or_else(first);
    with_proof(ctx, input, proof).await
}

/// The proofs that sign in, in the order of the page.
fn sign_ins(ctx: &RequestCtx) -> impl Iterator<Item = &'static SignInProof> {
    Table::of(ctx.app()).sign_ins(ctx.app())
}

async fn with_proof(
    ctx: RequestCtx,
    input: Input<(), EnterFields>,
    proof: Option<&'static SignInProof>,
) -> AnswerResult<FormState> {
    if let Ok(email) = ctx.read_email(&input.fields.email) {
        ctx.remember_address(&email, input.fields.keep);
    }
    let entered = match proof {
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

/// Leads to the next step. Changes nothing, so no hook runs.
fn identify(ctx: &RequestCtx, fields: &EnterFields) -> AnswerResult<FormState> {
    let mut form = ctx.read_form();
    let email = form.read(&fields.email, |typed| ctx.read_email(typed));
    if email.is_none() {
        return Err(form.into_errors().into());
    }
    let state = FormState::typed(ctx, fields);
    let next = Next::Step(state.path());
    Ok(Answer::done(state, next))
}

/// Forgets the address, for somebody else who uses the browser.
pub(super) struct Forget;

impl Action for Forget {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = OpenLinkFields;
    type Command = ForgetAddress;
    type Data = Done;

    async fn parse(&self, _: &Call<Self>) -> Result<ForgetAddress, Problem> {
        Ok(ForgetAddress)
    }

    async fn run(&self, _: &Call<Self>, _: &ForgetAddress) -> AnswerResult<Done> {
        let answer = Answer::done(Done {}, Next::Step(Step::Address.path().to_owned()));
        Ok(answer.cookies([SetCookie::no_address()]))
    }
}

/// Shows the form again, at the step with the error.
fn form_again(ctx: &RequestCtx, fields: &EnterFields, errors: FieldErrors) -> Problem {
    Problem::invalid(errors, form_of(ctx, fields))
}

/// The form with what was sent.
pub(super) fn form_of(ctx: &RequestCtx, fields: &EnterFields) -> ErrorPage {
    let state = FormState::typed(ctx, fields);
    Box::new(move |ctx, errors| {
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

/// Signs in with a one-time link. Given twice, as by a second click, it gives the same answer.
pub(super) async fn open_link(
    ctx: RequestCtx,
    input: Input<Token, OpenLinkFields>,
) -> AnswerResult<EnteredData> {
    let given = OnceGiven::of(&ctx, &[input.path.reveal()]);
    let link = input.path.clone();
    let opened = OpenLink.act(ctx.clone(), input.with(link)).await;
    Ok(given.settle(&ctx, opened).await?.typed())
}

/// Signs in with a one-time link.
struct OpenLink;

impl Action for OpenLink {
    type Ctx = RequestCtx;
    type Path = Token;
    type Fields = OpenLinkFields;
    type Command = OneTimeLink;
    type Data = EnteredData;

    async fn parse(&self, _: &Call<Self>) -> Result<OneTimeLink, Problem> {
        Ok(OneTimeLink(()))
    }

    async fn run(&self, call: &Call<Self>, _: &OneTimeLink) -> AnswerResult<EnteredData> {
        let ctx = &call.ctx;
        let next = next(ctx, &call.input.fields.return_to);
        let Some(entered) = flows::with_link(ctx, &call.input.path, next).await? else {
            let spent = ctx.messages().words().sign_in_link_spent_text();
            return Err(Problem::invalid(FieldErrors::one(FORM, spent), |ctx, _| {
                view::spent_link(ctx)
            }));
        };
        Ok(entered.answer())
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        // A success is observed where the session is opened.
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
        let cookies = [SetCookie::no_session()];
        Ok(answer.cookies(cookies.into_iter().chain(new_browser_id())))
    }
}
