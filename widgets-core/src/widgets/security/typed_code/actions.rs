//! Completes a sign-in, and steps up, by a code.

use std::marker::PhantomData;

use super::{CODE, TypedCode, Verdict, WithCode as _};
use crate::context::{AnswerResult, Problem, RequestCtx, UserCtx};
use crate::fields;
use crate::flows::open_session::{ProvedAccount, SignedIn, next};
use crate::flows::{second_factor, step_up};
use crate::http::{FieldErrors, Optional, Text};
use crate::stores::Redeem;
use crate::table::second::{SecondStep, over};
use crate::table::{Action, Call};

fields! {
    /// A code.
    pub(in crate::widgets::security) struct SecondFields {
        /// Six digits of an authenticator app, or a recovery code: twelve letters and digits.
        code: Text,
    }
}

fields! {
    /// A code, from somebody who is signed in.
    pub(in crate::widgets::security) struct ConfirmFields {
        /// Six digits of an authenticator app, or a recovery code: twelve letters and digits.
        code: Text,
        /// Endpoint of the form that waits for the step-up.
        waiting: Optional<Text>,
        /// Page to return to.
        return_to: Optional<Text>,
    }
}

fn read<P: TypedCode>(ctx: &RequestCtx, typed: &Text) -> Result<P::Code, FieldErrors> {
    let mut form = ctx.read_form();
    let code = form.read(typed, |typed| P::read(ctx, typed));
    code.ok_or_else(|| form.into_errors())
}

/// Completes a sign-in that waits for a second factor.
pub(in crate::widgets::security) struct Second<P>(PhantomData<P>);

impl<P> Second<P> {
    pub(in crate::widgets::security) const ACTION: Self = Self(PhantomData);
}

impl<P: TypedCode> Action for Second<P> {
    type Ctx = RequestCtx;
    type Path = SecondStep;
    type Fields = SecondFields;
    type Command = P::Second;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<P::Second, Problem> {
        let code = read::<P>(&call.ctx, &call.input.fields.code)?;
        Ok(P::Second::of(code))
    }

    async fn run(&self, call: &Call<Self>, command: &P::Second) -> AnswerResult<SignedIn> {
        let (ctx, step) = (&call.ctx, &call.input.path);
        let (account, factors) = (&step.account, &step.factors);
        let left = second_factor::count_try(ctx, step).await?;
        let wrong = match P::check(ctx, account, factors, command.code()) {
            Verdict::Right(factor) => {
                let also = P::spent(ctx, account, factors).await?;
                let done = second_factor::complete(ctx, step, P::METHOD, factor, also).await?;
                // Another request used the same code at the same moment, or ended the sign-in.
                return done.ok_or_else(|| FieldErrors::one(CODE, P::used(ctx)).into());
            }
            Verdict::Used => P::used(ctx).to_owned(),
            Verdict::Wrong => ctx.messages().words().second_code_wrong(i64::from(left)),
        };
        second_factor::record_refused(ctx, account, P::METHOD).await;
        if left == 0 {
            return Err(over(ctx));
        }
        Err(FieldErrors::one(CODE, wrong).into())
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(P::METHOD.clone(), outcome);
    }
}

/// Confirms with a code.
pub(in crate::widgets::security) struct Confirm<P>(PhantomData<P>);

impl<P> Confirm<P> {
    pub(in crate::widgets::security) const ACTION: Self = Self(PhantomData);
}

impl<P: TypedCode> Action for Confirm<P> {
    type Ctx = RequestCtx;
    type Path = UserCtx;
    type Fields = ConfirmFields;
    type Command = P::Confirm;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<P::Confirm, Problem> {
        let code = read::<P>(&call.ctx, &call.input.fields.code)?;
        Ok(P::Confirm::of(code))
    }

    async fn run(&self, call: &Call<Self>, command: &P::Confirm) -> AnswerResult<SignedIn> {
        let (ctx, user) = (&call.ctx, &call.input.path);
        second_factor::count_guess(user).await?;
        let account = &user.admission().account;
        let factors = second_factor::of_account(ctx, &account.id).await?;
        let wrong = match P::check(ctx, account, &factors, command.code()) {
            Verdict::Right(factor) => {
                let also = P::spent(ctx, account, &factors).await?;
                let proof = ProvedAccount {
                    account: account.id.clone(),
                    epoch: account.epoch,
                    method: P::METHOD.clone(),
                    redeem: Some(Redeem::Factor(factor)),
                    impersonation: None,
                };
                let signed_in = step_up::renew_with(user, proof, also).await?;
                second_factor::forget_guesses(ctx, account).await;
                let fields = &call.input.fields;
                let next = next(ctx, &fields.return_to);
                return Ok(step_up::renewed(signed_in, next, Some(&fields.waiting)));
            }
            Verdict::Used => P::used(ctx),
            Verdict::Wrong => P::wrong(ctx),
        };
        second_factor::record_refused(ctx, account, P::METHOD).await;
        Err(FieldErrors::one(CODE, wrong).into())
    }
}
