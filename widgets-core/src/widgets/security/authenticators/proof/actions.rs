//! Completes a sign-in, and steps up, by a code of an authenticator app.

use super::super::flows::{Verdict, check};
use super::model::{
    ConfirmAuthenticator, ConfirmFields, SecondAuthenticator, SecondFields, read_code,
};
use crate::context::{AnswerResult, Problem, RequestCtx, UserCtx};
use crate::flows::open_session::{ProvedAccount, SignedIn, next};
use crate::flows::{second_factor, step_up};
use crate::http::FieldErrors;
use crate::stores::{Redeem, SignInMethod};
use crate::table::second::{SecondStep, over};
use crate::table::{Action, Call};

const METHOD: &SignInMethod = &SignInMethod::AUTHENTICATOR;

/// Completes a sign-in that waits for a second factor.
pub(super) struct Second;

impl Action for Second {
    type Ctx = RequestCtx;
    type Path = SecondStep;
    type Fields = SecondFields;
    type Command = SecondAuthenticator;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<SecondAuthenticator, Problem> {
        let code = read_code(&call.ctx, &call.input.fields.code)?;
        Ok(SecondAuthenticator { code })
    }

    async fn run(
        &self,
        call: &Call<Self>,
        command: &SecondAuthenticator,
    ) -> AnswerResult<SignedIn> {
        let (ctx, step) = (&call.ctx, &call.input.path);
        let words = ctx.messages().words();
        let left = second_factor::count_try(ctx, step).await?;
        let verdict = check(ctx, &step.factors, &command.code);
        let wrong = match verdict {
            Verdict::Right(factor) => {
                let done = second_factor::complete(ctx, step, METHOD, factor, None).await?;
                // Another request used the same code at the same moment, or ended the sign-in.
                return done
                    .ok_or_else(|| FieldErrors::one("code", words.second_code_used()).into());
            }
            Verdict::Used => words.second_code_used().to_owned(),
            Verdict::Wrong => words.second_code_wrong(i64::from(left)),
        };
        second_factor::record_refused(ctx, &step.account, METHOD).await;
        if left == 0 {
            return Err(over(ctx));
        }
        Err(FieldErrors::one("code", wrong).into())
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::AUTHENTICATOR, outcome);
    }
}

/// Confirms with an authenticator app.
pub(super) struct Confirm;

impl Action for Confirm {
    type Ctx = RequestCtx;
    type Path = UserCtx;
    type Fields = ConfirmFields;
    type Command = ConfirmAuthenticator;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<ConfirmAuthenticator, Problem> {
        let code = read_code(&call.ctx, &call.input.fields.code)?;
        Ok(ConfirmAuthenticator { code })
    }

    async fn run(
        &self,
        call: &Call<Self>,
        command: &ConfirmAuthenticator,
    ) -> AnswerResult<SignedIn> {
        let (ctx, user) = (&call.ctx, &call.input.path);
        let words = ctx.messages().words();
        second_factor::count_guess(user).await?;
        let account = &user.admission().account;
        let factors = second_factor::of_account(ctx, &account.id).await?;
        let wrong = match check(ctx, &factors, &command.code) {
            Verdict::Right(factor) => {
                let proof = ProvedAccount {
                    account: account.id.clone(),
                    epoch: account.epoch,
                    method: METHOD.clone(),
                    redeem: Some(Redeem::Factor(factor)),
                    impersonation: None,
                };
                let signed_in = step_up::renew(user, proof).await?;
                second_factor::forget_guesses(ctx, account).await;
                let fields = &call.input.fields;
                let next = next(ctx, &fields.return_to);
                return Ok(step_up::renewed(signed_in, next, Some(&fields.waiting)));
            }
            Verdict::Used => words.second_code_used(),
            Verdict::Wrong => words.authenticators_wrong(),
        };
        second_factor::record_refused(ctx, account, METHOD).await;
        Err(FieldErrors::one("code", wrong).into())
    }
}
