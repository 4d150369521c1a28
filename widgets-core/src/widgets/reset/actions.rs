//! The verbs of the widget: the form, what asks for a code, and what sets the password.

use super::model::{
    AskFields, AskForReset, FormState, ResetFields, ResetPassword, ResetQuery, read_password_again,
};
use super::{DONE, flows, view};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, AnswerResult, Done, Next};
use crate::context::problem::{ErrorPage, Problem};
use crate::flows::mailed_code;
use crate::http::cookies::SetCookie;
use crate::http::fields::FieldErrors;
use crate::http::query::{RETURN_TO, with_query};
use crate::http::request::Input;
use crate::stores::ChallengePurpose;
use crate::table::purposes::{CodeSent, ProofGoal, Proved, over};
use crate::table::{Action, Call};

pub(super) async fn form(ctx: RequestCtx, input: Input<(), ResetQuery>) -> AnswerResult<FormState> {
    let state = FormState::of(&ctx, &ctx.address_or_typed(&input.fields.login_hint));
    Ok(Answer::page(state, |ctx, state| {
        view::form(ctx, state, &FieldErrors::default())
    }))
}

/// Sends a code to reset the password with.
pub(super) struct Ask;

impl Action for Ask {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = AskFields;
    type Command = AskForReset;
    type Data = CodeSent;

    async fn parse(&self, call: &Call<Self>) -> Result<AskForReset, Problem> {
        let ctx = &call.ctx;
        let command = AskForReset::parse(ctx, &call.input.fields)?;
        ctx.check_captcha(call.input.body()).await?;
        Ok(command)
    }

    async fn run(&self, call: &Call<Self>, command: &AskForReset) -> AnswerResult<CodeSent> {
        let ctx = &call.ctx;
        let goal = ProofGoal::new(&ChallengePurpose::RESET, &())?;
        mailed_code::send_code(ctx, &call.input.fields.return_to, &command.email, goal).await
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let ctx = &call.ctx;
        let state = FormState::of(ctx, &call.input.fields.email.cut(254));
        Ok(Some(Box::new(move |ctx, errors| {
            view::form(ctx, &state, errors)
        })))
    }
}

/// Sets the new password once the mailbox is proved.
pub(super) struct Complete;

impl Action for Complete {
    type Ctx = RequestCtx;
    type Path = Proved;
    type Fields = ResetFields;
    type Command = ResetPassword;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<ResetPassword, Problem> {
        let ctx = &call.ctx;
        let challenge = &call.input.path.open.challenge;
        let Some((account, epoch)) = challenge.account.clone() else {
            return Err(over(ctx));
        };
        Ok(ResetPassword {
            account,
            epoch,
            password: read_password_again(ctx, &challenge.email, &call.input.fields)?,
        })
    }

    async fn run(&self, call: &Call<Self>, command: &ResetPassword) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        let known = flows::reset(ctx, &call.input.path.open, command).await?;
        let known = known.ok_or_else(|| over(ctx))?;
        let open = &call.input.path.open;
        ctx.remember_address(&open.challenge.email, false);
        let back = open.payload.return_to(ctx);
        let back = back.as_ref().map(|page| (RETURN_TO, page.as_str()));
        let next = Next::Own(with_query("/sign-in/password", &[], back));
        let answer = Answer::done(Done {}, next).notice(DONE).cookies([known]);
        // A reset ended the session of this browser too, unless it is of another account.
        let others = ctx
            .user()
            .is_some_and(|own| own.account.id != command.account);
        if others {
            return Ok(answer);
        }
        Ok(answer.cookies([SetCookie::no_session()]))
    }
}
