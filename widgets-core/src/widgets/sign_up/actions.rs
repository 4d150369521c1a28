//! The verbs of the widget: the form, what begins a sign-up, and what completes it.

use super::flows::{self, Completion};
use super::model::{
    self, BeginFields, BeginSignUp, ChosenPassword, Closed, CompleteSignUp, DetailFields,
    FormState, SignUpGoal, SignUpQuery,
};
use super::{DONE, view};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, AnswerResult};
use crate::context::problem::{ErrorPage, Problem, Refusal};
use crate::crypto::PasswordHash;
use crate::flows::mailed_code;
use crate::flows::open_session::{AlreadySignedIn, SignedIn, next};
use crate::http::fields::{FORM, FieldErrors};
use crate::http::request::Input;
use crate::http::typed_fields::ReadFields as _;
use crate::one_of;
use crate::stores::SignInMethod;
use crate::table::purposes::{CodeSent, OpenedChallenge, Proved, over};
use crate::table::{Action, Call};
use crate::types::name::Name;

one_of! {
    /// The form, or why there is none.
    pub(super) enum FormAnswer { FormState, AlreadySignedIn, Closed }
}

/// The sign-up form. Redirects signed-in users.
pub(super) async fn form(
    ctx: RequestCtx,
    input: Input<(), SignUpQuery>,
) -> AnswerResult<FormAnswer> {
    let query = &input.fields;
    if ctx.user().is_some() {
        let next = next(&ctx, &query.return_to);
        return Ok(Answer::done(AlreadySignedIn { signed_in: true }, next).one_of());
    }
    if !ctx.app().sign_up().has_form() {
        let closed = Answer::page(Closed { open: false }, |ctx, _| view::closed(ctx));
        return Ok(closed.one_of());
    }
    let email = ctx.address_or_typed(&query.login_hint);
    let state = FormState::of(&ctx, &email, &DetailFields::empty());
    let answer = Answer::page(state, |ctx, state| {
        view::form(ctx, state, &FieldErrors::default())
    });
    Ok(answer.one_of())
}

/// Mails a code to the address to sign up with.
pub(super) struct Begin;

impl Action for Begin {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = BeginFields;
    type Command = BeginSignUp;
    type Data = CodeSent;

    async fn parse(&self, call: &Call<Self>) -> Result<BeginSignUp, Problem> {
        let ctx = &call.ctx;
        if !ctx.app().sign_up().has_form() {
            return Err(Refusal::SignUpClosed.into());
        }
        let command = BeginSignUp::parse(ctx, &call.input.fields).await?;
        ctx.check_captcha(call.input.body()).await?;
        Ok(command)
    }

    async fn run(&self, call: &Call<Self>, command: &BeginSignUp) -> AnswerResult<CodeSent> {
        let ctx = &call.ctx;
        ctx.remember_address(command.email(), command.details.keep);
        let goal = flows::goal(ctx, command).await?;
        mailed_code::send_code(ctx, &call.input.fields.return_to, command.email(), goal).await
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let ctx = &call.ctx;
        let fields = &call.input.fields;
        let state = FormState::of(ctx, &fields.email, &fields.details);
        Ok(Some(Box::new(move |ctx, errors| {
            view::form(ctx, &state, errors)
        })))
    }
}

/// Creates the account once the mailbox is proved.
pub(super) struct Complete;

impl Action for Complete {
    type Ctx = RequestCtx;
    type Path = Proved;
    type Fields = ();
    type Command = CompleteSignUp;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<CompleteSignUp, Problem> {
        let open = &call.input.path.open;
        let goal: SignUpGoal = open.payload.goal.read()?;
        model::accepts(&call.ctx, &open.challenge.email)?;
        let password = goal.password.as_deref().and_then(PasswordHash::parse);
        Ok(CompleteSignUp {
            email: open.challenge.email.clone(),
            display_name: Name::lossy(&goal.display_name),
            terms: goal.terms,
            invited: false,
            password: password.map_or(ChosenPassword::None, ChosenPassword::Hashed),
            keep: goal.keep,
        })
    }

    async fn run(&self, call: &Call<Self>, command: &CompleteSignUp) -> AnswerResult<SignedIn> {
        let ctx = &call.ctx;
        let signed_in = complete(ctx, &call.input.path.open, command).await?;
        Ok(completed(ctx, &call.input.path, signed_in))
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::EMAIL, outcome);
    }
}

/// Creates the account. A refusal is an error, so that no after-hook runs.
pub(super) async fn complete(
    ctx: &RequestCtx,
    open: &OpenedChallenge,
    command: &CompleteSignUp,
) -> Result<SignedIn, Problem> {
    match flows::complete(ctx, command, open.challenge.id.clone()).await? {
        Completion::Done(signed_in) => Ok(signed_in),
        Completion::Taken => Err(taken(ctx, open)),
        Completion::Refused => Err(over(ctx)),
    }
}

/// Sets the session cookies of the new account and redirects to the return path.
pub(super) fn completed(
    ctx: &RequestCtx,
    proved: &Proved,
    signed_in: SignedIn,
) -> Answer<SignedIn> {
    signed_in.answer(proved.next(ctx)).notice(DONE)
}

/// Safe to reveal that the address has an account: the mailbox was verified.
fn taken(ctx: &RequestCtx, open: &OpenedChallenge) -> Problem {
    let text = ctx.messages().words().sign_up_taken_text();
    let email = open.challenge.email.as_str().to_owned();
    Problem::invalid(FieldErrors::one(FORM, text), move |ctx, _| {
        view::taken(ctx, &email)
    })
}
