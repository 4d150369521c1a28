//! The verbs of the widget: the form, what asks for a code, and what sets the password.

use serde_json::json;

use super::model::{AskForReset, FormState, ResetPassword, read_password};
use super::{DONE, flows, view};
use crate::context::RequestCtx;
use crate::context::answer::{Answer, Next};
use crate::context::problem::{ErrorPage, Problem};
use crate::flows::mailed_code;
use crate::http::cookies::SetCookie;
use crate::http::fields::FieldErrors;
use crate::http::query::{RETURN_TO, with_query};
use crate::http::request::Input;
use crate::stores::{ChallengePurpose, PasswordOutcome};
use crate::table::purposes::{ProofGoal, Proved, over};
use crate::table::{Action, Call};

pub(super) async fn form(ctx: RequestCtx, input: Input) -> Result<Answer, Problem> {
    let state = FormState::read(&ctx, input.query());
    Ok(Answer::page(state, |ctx, state| {
        view::form(ctx, state, &FieldErrors::default())
    }))
}

/// Sends a code to reset the password with.
pub(super) struct Ask;

impl Action for Ask {
    type Ctx = RequestCtx;
    type Path = ();
    type Command = AskForReset;

    async fn parse(&self, call: &Call<Self>) -> Result<AskForReset, Problem> {
        let ctx = &call.ctx;
        let command = AskForReset::parse(ctx, call.input.body())?;
        ctx.check_captcha(call.input.body()).await?;
        Ok(command)
    }

    async fn run(&self, call: &Call<Self>, command: &AskForReset) -> Result<Answer, Problem> {
        let ctx = &call.ctx;
        let goal = ProofGoal::new(&ChallengePurpose::RESET, &())?;
        mailed_code::send_code(ctx, &call.input, &command.email, goal).await
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let ctx = &call.ctx;
        let state = FormState::read(ctx, call.input.body());
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
    type Command = ResetPassword;

    async fn parse(&self, call: &Call<Self>) -> Result<ResetPassword, Problem> {
        let ctx = &call.ctx;
        let challenge = &call.input.path.open.challenge;
        let Some((account, epoch)) = challenge.account.clone() else {
            return Err(over(ctx));
        };
        Ok(ResetPassword {
            account,
            epoch,
            password: read_password(ctx, &challenge.email, call.input.body())?,
        })
    }

    async fn run(&self, call: &Call<Self>, command: &ResetPassword) -> Result<Answer, Problem> {
        let ctx = &call.ctx;
        let outcome = flows::reset(ctx, &call.input.path.open, command).await?;
        if outcome == PasswordOutcome::Refused {
            return Err(over(ctx));
        }
        let back = call.input.path.open.payload.return_to(ctx);
        let back = back.as_ref().map(|page| (RETURN_TO, page.as_str()));
        let next = Next::Own(with_query("/sign-in", &[], back));
        // A reset ended the session of this browser too.
        let answer = Answer::done(json!({}), next).notice(DONE);
        Ok(answer.cookies([SetCookie::no_session()]))
    }
}
