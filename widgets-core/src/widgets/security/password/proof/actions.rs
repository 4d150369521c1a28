//! Signs in, and steps up, by a password.

use super::model::{ConfirmFields, ConfirmPassword, EmailAndPassword, EnterFields};
use crate::context::answer::AnswerResult;
use crate::context::problem::Problem;
use crate::context::{RequestCtx, UserCtx};
use crate::flows::open_session::{SignedIn, next, open};
use crate::flows::prove_password::prove;
use crate::flows::step_up;
use crate::http::fields::{FORM, FieldErrors};
use crate::stores::SignInMethod;
use crate::table::{Action, Call};

/// Signs in with a password.
pub(super) struct Enter;

impl Action for Enter {
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
        if let Some(proof) = prove(ctx, command.email.key(), &command.password).await?
            && let Some(signed_in) = open(ctx, proof, command.keep).await?
        {
            return Ok(signed_in.answer(next(ctx, &call.input.fields.return_to)));
        }
        let wrong = ctx.messages().words().sign_in_wrong();
        Err(FieldErrors::one(FORM, wrong).into())
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::PASSWORD, outcome);
    }
}

/// Confirms with the account's password, with the same limits and cost as a sign-in.
pub(super) struct Confirm;

impl Action for Confirm {
    type Ctx = RequestCtx;
    type Path = UserCtx;
    type Fields = ConfirmFields;
    type Command = ConfirmPassword;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<ConfirmPassword, Problem> {
        Ok(ConfirmPassword::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, call: &Call<Self>, command: &ConfirmPassword) -> AnswerResult<SignedIn> {
        let (ctx, user) = (&call.ctx, &call.input.path);
        let Some(proof) = prove(ctx, user.email().key(), &command.password).await? else {
            let wrong = ctx.messages().words().step_up_wrong();
            return Err(FieldErrors::one("password", wrong).into());
        };
        let signed_in = step_up::renew(user, proof).await?;
        let fields = &call.input.fields;
        let next = next(ctx, &fields.return_to);
        Ok(step_up::renewed(signed_in, next, Some(&fields.waiting)))
    }
}
