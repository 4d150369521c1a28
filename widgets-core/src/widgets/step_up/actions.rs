//! The verbs of the widget: the page, and the ways to confirm.

use super::flows::{self, Confirmation};
use super::model::{
    AskForCode, Asking, ConfirmPassword, ConfirmedMailbox, PasswordFields, ReturnFields,
};
use super::view;
use crate::context::answer::{Answer, AnswerResult, Done, Next, Ticket};
use crate::context::problem::{ErrorPage, Problem, Refusal};
use crate::context::{RequestCtx, UserCtx};
use crate::flows::open_session::SignedIn;
use crate::flows::{mailed_code, pending_form};
use crate::http::fields::FieldErrors;
use crate::http::request::Input;
use crate::one_of;
use crate::table::purposes::{CodeSent, ProofGoal, Proved, over};
use crate::table::{Action, Call};

/// Hidden field with the name of the endpoint whose form is pending.
pub(super) const WAITING: &str = "waiting";

one_of! {
    /// The renewed session; nothing if another request was faster.
    pub(super) enum Confirmed { SignedIn, Done }
}

/// The step-up page. Redirects if the session is fresh and no form is pending.
pub(super) async fn form(ctx: UserCtx, input: Input<(), ReturnFields>) -> AnswerResult<Asking> {
    let waiting = pending_form::awaiting_proof(&ctx).await?;
    if ctx.is_fresh() && waiting.is_none() {
        let asking = Asking::new(&ctx, flows::ways(&ctx).await?, None);
        return Ok(Answer::done(asking, next(&ctx, &input.fields.return_to)));
    }
    let asking = Asking::new(&ctx, flows::ways(&ctx).await?, waiting);
    Ok(Answer::page(asking, |request_ctx, asking| {
        view::form(request_ctx, asking, &FieldErrors::default())
    }))
}

/// Confirms with the account's password.
pub(super) struct WithPassword;

impl Action for WithPassword {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = PasswordFields;
    type Command = ConfirmPassword;
    type Data = Confirmed;

    async fn parse(&self, call: &Call<Self>) -> Result<ConfirmPassword, Problem> {
        Ok(ConfirmPassword::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, command: &ConfirmPassword) -> AnswerResult<Confirmed> {
        let ctx = &call.ctx;
        let confirmation = match flows::with_password(ctx, command).await? {
            Confirmation::Wrong => {
                let wrong = ctx.messages().words().step_up_wrong();
                return Err(FieldErrors::one("password", wrong).into());
            }
            confirmation => confirmation,
        };
        let fields = &call.input.fields;
        let next = next(ctx, &fields.return_to);
        match confirmation {
            Confirmation::Renewed(signed_in) => {
                Ok(renewed(signed_in, next, Some(&fields.waiting)).one_of())
            }
            // Back there, the step-up is requested again if it is still required.
            Confirmation::Wrong | Confirmation::Overtaken => {
                Ok(Answer::done(Done {}, next).one_of())
            }
        }
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let ctx = &call.ctx;
        let methods = flows::ways(ctx).await?;
        let asking = Asking::new(ctx, methods, pending_form::awaiting_proof(ctx).await?);
        Ok(Some(Box::new(move |ctx, errors| {
            view::form(ctx, &asking, errors)
        })))
    }
}

/// Mails a code to the account's address.
pub(super) struct SendCode;

impl Action for SendCode {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = ReturnFields;
    type Command = AskForCode;
    type Data = CodeSent;

    async fn parse(&self, _: &Call<Self>) -> Result<AskForCode, Problem> {
        Ok(AskForCode)
    }

    async fn run(&self, call: &Call<Self>, _: &AskForCode) -> AnswerResult<CodeSent> {
        let ctx = &call.ctx;
        let return_to = &call.input.fields.return_to;
        mailed_code::send_code(ctx, return_to, ctx.email(), ProofGoal::StepUp).await
    }
}

/// Confirms with a mailbox that was proved.
pub(super) struct WithMailbox;

impl Action for WithMailbox {
    type Ctx = RequestCtx;
    type Path = Proved;
    type Fields = ();
    type Command = ConfirmedMailbox;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<ConfirmedMailbox, Problem> {
        let ctx = &call.ctx;
        if !ctx.signed_in()?.is_not_impersonated() {
            return Err(Refusal::Impersonated.into());
        }
        let account = call.input.path.open.challenge.account.as_ref();
        account.map(|_| ConfirmedMailbox).ok_or_else(|| over(ctx))
    }

    async fn run(&self, call: &Call<Self>, _: &ConfirmedMailbox) -> AnswerResult<SignedIn> {
        let ctx = &call.ctx;
        let challenge = &call.input.path.open.challenge;
        let whose = challenge.account.clone().ok_or_else(|| over(ctx))?;
        let user = ctx.signed_in()?;
        let signed_in = match flows::with_mailbox(&user, challenge.id.clone(), whose).await? {
            Confirmation::Renewed(signed_in) => signed_in,
            Confirmation::Wrong | Confirmation::Overtaken => return Err(over(ctx)),
        };
        Ok(renewed(signed_in, call.input.path.next(ctx), None))
    }
}

/// Continues after the session was renewed, by any method: submits the pending form, or redirects.
/// `waiting` is the endpoint of that form, if the page named it.
fn renewed(mut signed_in: SignedIn, next: Next, waiting: Option<&str>) -> Answer<SignedIn> {
    let cookies = std::mem::take(&mut signed_in.cookies);
    let ticket = Ticket {
        endpoint: waiting.map(str::to_owned),
        session: signed_in.cookie.clone(),
    };
    let answer = Answer::done(signed_in, next).cookies(cookies);
    answer.resuming(ticket)
}

fn next(ctx: &UserCtx, return_to: &str) -> Next {
    ctx.return_path(return_to)
        .map_or_else(|| Next::from("/"), Next::Return)
}
