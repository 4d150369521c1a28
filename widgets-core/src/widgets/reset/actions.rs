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
use crate::stores::PasswordOutcome;
use crate::table::Action;
use crate::table::purposes::{ProofGoal, Proved, StartProof, begun, over};

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

    async fn parse(&self, ctx: &RequestCtx, input: &Input) -> Result<AskForReset, Problem> {
        let command = AskForReset::parse(ctx, input.body())?;
        ctx.check_captcha(input.body()).await?;
        Ok(command)
    }

    async fn run(
        &self,
        ctx: &RequestCtx,
        input: &Input,
        command: &AskForReset,
    ) -> Result<Answer, Problem> {
        let begin = StartProof {
            goal: ProofGoal::Reset,
            email: command.email.clone(),
            return_to: ctx.return_path(input.body()),
            replaces: None,
        };
        let path = mailed_code::begin(ctx, begin).await?;
        Ok(begun(ctx, path))
    }

    async fn form(&self, ctx: &RequestCtx, input: &Input) -> Result<Option<ErrorPage>, Problem> {
        let state = FormState::read(ctx, input.body());
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

    async fn parse(
        &self,
        ctx: &RequestCtx,
        input: &Input<Proved>,
    ) -> Result<ResetPassword, Problem> {
        let challenge = &input.path.open.challenge;
        let Some((account, epoch)) = challenge.account.clone() else {
            return Err(over(ctx));
        };
        Ok(ResetPassword {
            account,
            epoch,
            password: read_password(ctx, &challenge.email, input.body())?,
        })
    }

    async fn run(
        &self,
        ctx: &RequestCtx,
        input: &Input<Proved>,
        command: &ResetPassword,
    ) -> Result<Answer, Problem> {
        let outcome = flows::reset(ctx, &input.path.open, command).await?;
        if outcome == PasswordOutcome::Refused {
            return Err(over(ctx));
        }
        let back = input.path.open.payload.return_to(ctx);
        let back = back.as_ref().map(|page| (RETURN_TO, page.as_str()));
        let next = Next::Own(with_query("/sign-in", &[], back));
        // A reset ended the session of this browser too.
        let answer = Answer::done(json!({}), next).notice(DONE);
        Ok(answer.cookies([SetCookie::no_session()]))
    }
}
