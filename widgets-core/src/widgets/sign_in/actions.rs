//! The verbs of signing in and out.

use async_trait::async_trait;

use super::model::{
    AskForCode, EmailAndPassword, EnterFields, FormState, LinkState, OneTimeLink, OpenLinkFields,
    Prompt, ProvedMailbox, SignInQuery, SignOut, SignOutFields,
};
use super::{SIGNED_OUT, SIGNED_OUT_EVERYWHERE, flows, view};
use crate::context::answer::{Answer, AnswerResult, AnyAnswer, Done, Next};
use crate::context::problem::{ErrorPage, Problem};
use crate::context::{Ctx, RequestCtx, UserCtx};
use crate::crypto::Token;
use crate::flows::mailed_code;
use crate::flows::open_session::{AlreadySignedIn, Outcome, SignedIn};
use crate::http::cookies::SetCookie;
use crate::http::fields::{FORM, FieldErrors};
use crate::http::query::with_query;
use crate::http::request::{Input, RawInput};
use crate::http::typed_fields::{ReadFields, Text};
use crate::one_of;
use crate::stores::SignInMethod;
use crate::table::action::{Acting, CommandType, Description, Handler};
use crate::table::purposes::{CodeSent, ProofGoal, Proved, over};
use crate::table::{Action, Call};

one_of! {
    /// The form, or why there is none.
    pub(super) enum FormAnswer { FormState, AlreadySignedIn, Done }
}

one_of! {
    /// What comes of the form: its next step, a session, or a mailed code.
    pub(super) enum Entered { FormState, SignedIn, CodeSent }
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

/// Handles the form: next step, mailed code, or password.
pub(super) struct Enter;

#[async_trait]
impl Handler for Enter {
    fn params(&self) -> &'static [&'static str] {
        &[]
    }

    fn describe(&self) -> Description {
        Description::of::<EnterFields, Entered>()
    }

    fn commands(&self) -> Vec<CommandType> {
        [Acting(SendCode).commands(), Acting(WithPassword).commands()].concat()
    }

    async fn run(&self, ctx: Ctx, input: RawInput) -> Result<AnyAnswer, Problem> {
        let fields = EnterFields::read(input.body());
        match fields.way.as_ref() {
            "email" => Acting(SendCode).run(ctx, input).await,
            "ask" => Acting(Identify).run(ctx, input).await,
            _ if !fields.password.is_sent() => Acting(Identify).run(ctx, input).await,
            _ => Acting(WithPassword).run(ctx, input).await,
        }
    }
}

/// Shows the next step, which every address is taken to.
struct Identify;

impl Action for Identify {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = EnterFields;
    type Command = Identified;
    type Data = FormState;

    async fn parse(&self, call: &Call<Self>) -> Result<Identified, Problem> {
        AskForCode::parse(&call.ctx, &call.input.fields)?;
        Ok(Identified)
    }

    async fn run(&self, call: &Call<Self>, _: &Identified) -> AnswerResult<FormState> {
        let ctx = &call.ctx;
        let state = FormState::typed(ctx, &call.input.fields);
        Ok(Answer::page(state, |ctx, state| {
            view::form(ctx, state, false, &FieldErrors::default())
        }))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        Ok(form_again(&call.ctx, &call.input.fields))
    }
}

/// The address is well-formed. Private, so no hook runs: nothing is changed yet.
struct Identified;

/// Signs in with a password.
struct WithPassword;

impl Action for WithPassword {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = EnterFields;
    type Command = EmailAndPassword;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<EmailAndPassword, Problem> {
        Ok(EmailAndPassword::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, command: &EmailAndPassword) -> AnswerResult<SignedIn> {
        let ctx = &call.ctx;
        let signed_in = match flows::with_password(ctx, command).await? {
            Outcome::SignedIn(signed_in) => signed_in,
            Outcome::Refused => {
                let wrong = ctx.messages().words().sign_in_wrong();
                return Err(FieldErrors::one(FORM, wrong).into());
            }
        };
        let next = next(ctx, &call.input.fields.destination.return_to);
        Ok(done(next, signed_in))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        Ok(form_again(&call.ctx, &call.input.fields))
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::PASSWORD, outcome);
    }
}

/// Sends a code to sign in with.
struct SendCode;

impl Action for SendCode {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = EnterFields;
    type Command = AskForCode;
    type Data = CodeSent;

    async fn parse(&self, call: &Call<Self>) -> Result<AskForCode, Problem> {
        let ctx = &call.ctx;
        let command = AskForCode::parse(ctx, &call.input.fields)?;
        ctx.check_captcha(call.input.body()).await?;
        Ok(command)
    }

    async fn run(&self, call: &Call<Self>, command: &AskForCode) -> AnswerResult<CodeSent> {
        let ctx = &call.ctx;
        mailed_code::send_code(
            ctx,
            &call.input.fields.destination.return_to,
            &command.email,
            ProofGoal::SignIn { keep: command.keep },
        )
        .await
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        Ok(form_again(&call.ctx, &call.input.fields))
    }
}

/// Shows the form again, at the step with the error.
fn form_again(ctx: &RequestCtx, fields: &EnterFields) -> Option<ErrorPage> {
    let state = FormState::typed(ctx, fields);
    Some(Box::new(move |ctx, errors| {
        let state = if errors.of("email").is_some() {
            state.at_address()
        } else {
            state
        };
        view::form(ctx, &state, false, errors)
    }))
}

/// Signs in with a mailbox that was proved.
pub(super) struct WithMailbox;

impl Action for WithMailbox {
    type Ctx = RequestCtx;
    type Path = Proved;
    type Fields = ();
    type Command = ProvedMailbox;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<ProvedMailbox, Problem> {
        let open = &call.input.path.open;
        match (&open.challenge.account, &open.payload.goal) {
            (Some((account, epoch)), ProofGoal::SignIn { keep }) => Ok(ProvedMailbox {
                account: account.clone(),
                keep: *keep,
                epoch: *epoch,
            }),
            _ => Err(over(&call.ctx)),
        }
    }

    async fn run(&self, call: &Call<Self>, command: &ProvedMailbox) -> AnswerResult<SignedIn> {
        let ctx = &call.ctx;
        let challenge = call.input.path.open.challenge.id.clone();
        let signed_in = match flows::with_mailbox(ctx, command, challenge).await? {
            Outcome::SignedIn(signed_in) => signed_in,
            Outcome::Refused => return Err(over(ctx)),
        };
        Ok(done(call.input.path.next(ctx), signed_in))
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::EMAIL, outcome);
    }
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
        let signed_in = match flows::with_link(ctx, &call.input.path).await? {
            Outcome::SignedIn(signed_in) => signed_in,
            Outcome::Refused => {
                let spent = ctx.messages().words().sign_in_link_spent_text();
                return Err(Problem::invalid(FieldErrors::one(FORM, spent), |ctx, _| {
                    view::spent_link(ctx)
                }));
            }
        };
        ctx.observe_sign_in(signed_in.method.clone(), Ok(()));
        Ok(done(next(ctx, &call.input.fields.return_to), signed_in))
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

fn done(next: Next, mut signed_in: SignedIn) -> Answer<SignedIn> {
    let cookies = std::mem::take(&mut signed_in.cookies);
    Answer::done(signed_in, next).cookies(cookies)
}

fn next(ctx: &RequestCtx, return_to: &str) -> Next {
    ctx.return_path(return_to)
        .map_or_else(|| Next::from("/"), Next::Return)
}
