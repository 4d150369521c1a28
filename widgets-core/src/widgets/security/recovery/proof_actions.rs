//! Completes a sign-in, and steps up, by a recovery code.

use super::flows::{check, used};
use super::model::{
    ConfirmFields, ConfirmRecoveryCode, SecondFields, SecondRecoveryCode, read_code,
};
use crate::context::{AnswerResult, Problem, RequestCtx, UserCtx};
use crate::flows::open_session::{ProvedAccount, SignedIn, next};
use crate::flows::{second_factor, step_up};
use crate::http::FieldErrors;
use crate::stores::{Redeem, SignInMethod};
use crate::table::second::{SecondStep, over};
use crate::table::{Action, Call};

const METHOD: &SignInMethod = &SignInMethod::RECOVERY_CODE;

/// Completes a sign-in that waits for a second factor.
pub(super) struct Second;

impl Action for Second {
    type Ctx = RequestCtx;
    type Path = SecondStep;
    type Fields = SecondFields;
    type Command = SecondRecoveryCode;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<SecondRecoveryCode, Problem> {
        let code = read_code(&call.ctx, &call.input.fields.code)?;
        Ok(SecondRecoveryCode { code })
    }

    async fn run(&self, call: &Call<Self>, command: &SecondRecoveryCode) -> AnswerResult<SignedIn> {
        let (ctx, step) = (&call.ctx, &call.input.path);
        let words = ctx.messages().words();
        let left = second_factor::count_try(ctx, step).await?;
        let (account, factors) = (&step.account, &step.factors);
        if let Some(factor) = check(ctx, &account.id, factors, &command.code) {
            let also = used(ctx, account, factors).await?;
            let done = second_factor::complete(ctx, step, METHOD, factor, Some(also)).await?;
            // Another request used the same code at the same moment, or ended the sign-in.
            let wrong = || FieldErrors::one("code", words.recovery_wrong()).into();
            return done.ok_or_else(wrong);
        }
        second_factor::record_refused(ctx, account, METHOD).await;
        if left == 0 {
            return Err(over(ctx));
        }
        let wrong = words.second_code_wrong(i64::from(left));
        Err(FieldErrors::one("code", wrong).into())
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::RECOVERY_CODE, outcome);
    }
}

/// Confirms with a recovery code.
pub(super) struct Confirm;

impl Action for Confirm {
    type Ctx = RequestCtx;
    type Path = UserCtx;
    type Fields = ConfirmFields;
    type Command = ConfirmRecoveryCode;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<ConfirmRecoveryCode, Problem> {
        let code = read_code(&call.ctx, &call.input.fields.code)?;
        Ok(ConfirmRecoveryCode { code })
    }

    async fn run(
        &self,
        call: &Call<Self>,
        command: &ConfirmRecoveryCode,
    ) -> AnswerResult<SignedIn> {
        let (ctx, user) = (&call.ctx, &call.input.path);
        second_factor::count_guess(user).await?;
        let account = &user.admission().account;
        let factors = second_factor::of_account(ctx, &account.id).await?;
        let Some(factor) = check(ctx, &account.id, &factors, &command.code) else {
            second_factor::record_refused(ctx, account, METHOD).await;
            let wrong = ctx.messages().words().recovery_wrong();
            return Err(FieldErrors::one("code", wrong).into());
        };
        let also = used(ctx, account, &factors).await?;
        let proof = ProvedAccount {
            account: account.id.clone(),
            epoch: account.epoch,
            method: METHOD.clone(),
            redeem: Some(Redeem::Factor(factor)),
            impersonation: None,
        };
        let signed_in = step_up::renew_with(user, proof, Some(also)).await?;
        second_factor::forget_guesses(ctx, account).await;
        let fields = &call.input.fields;
        let next = next(ctx, &fields.return_to);
        Ok(step_up::renewed(signed_in, next, Some(&fields.waiting)))
    }
}
