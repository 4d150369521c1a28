//! Signs in, completes a sign-in, and steps up, by a passkey.

use super::super::model::SentFields;
use super::model::{ConfirmFields, ConfirmPasskey, EnterFields, SecondPasskey, SignInByPasskey};
use super::{CREDENTIAL, refusal};
use crate::context::{AnswerResult, Problem, RequestCtx, UserCtx};
use crate::flows::open_session::{EnteredData, ProvedAccount, SignedIn, next, open};
use crate::flows::passkeys::{self, Asker, ProvedPasskey, SentPasskey, Verdict};
use crate::flows::prove_password::forget_guesses;
use crate::flows::{second_factor, step_up};
use crate::http::FieldErrors;
use crate::http::fields::FORM;
use crate::stores::{Redeem, SignInMethod};
use crate::table::second::{SecondStep, over};
use crate::table::{Action, Call};
use crate::types::AccountId;

const METHOD: &SignInMethod = &SignInMethod::PASSKEY;

/// The passkey that was given.
async fn given(
    ctx: &RequestCtx,
    asker: &Asker<'_>,
    sent: &SentPasskey,
) -> Result<ProvedPasskey, Problem> {
    let words = ctx.messages().words();
    match passkeys::prove(ctx, asker, sent).await? {
        Verdict::Right(proved) => Ok(*proved),
        Verdict::Over => Err(FieldErrors::one(FORM, words.passkeys_over()).into()),
        Verdict::Unknown => {
            let unknown = match asker {
                Asker::SigningIn => words.passkeys_unknown(),
                _ => words.passkeys_not_yours(),
            };
            let mut errors = FieldErrors::one(FORM, unknown);
            errors.add(CREDENTIAL, unknown.to_owned());
            Err(errors.into())
        }
        Verdict::Wrong(flaw) => Err(FieldErrors::one(FORM, refusal(ctx, flaw)).into()),
    }
}

impl ProvedPasskey {
    fn into_proof(self) -> ProvedAccount {
        ProvedAccount {
            account: self.owned.account,
            epoch: self.owned.epoch,
            method: METHOD.clone(),
            redeem: Some(Redeem::Factor(self.factor)),
            impersonation: None,
        }
    }
}

/// Signs in.
pub(super) struct Enter;

impl Action for Enter {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = EnterFields;
    type Command = SignInByPasskey;
    type Data = EnteredData;

    async fn parse(&self, call: &Call<Self>) -> Result<SignInByPasskey, Problem> {
        let fields = &call.input.fields;
        Ok(SignInByPasskey {
            keep: fields.keep,
            sent: read(&call.ctx, &fields.sent)?,
        })
    }

    async fn run(&self, call: &Call<Self>, command: &SignInByPasskey) -> AnswerResult<EnteredData> {
        let ctx = &call.ctx;
        let proved = given(ctx, &Asker::SigningIn, &command.sent).await?;
        let account = proved.owned.account.clone();
        let next = next(ctx, &call.input.fields.return_to);
        let Some(entered) = open(ctx, proved.into_proof(), command.keep, next).await? else {
            let wrong = ctx.messages().words().passkeys_wrong();
            return Err(FieldErrors::one(FORM, wrong).into());
        };
        forget(ctx, &account).await;
        Ok(entered.answer())
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::PASSKEY, outcome);
    }
}

/// Resets the counters of guesses, since their owner is here. A failure only leaves them.
async fn forget(ctx: &RequestCtx, account: &AccountId) {
    let accounts = &ctx.stores().accounts;
    if let Ok(Some(account)) = accounts.find_account(account).await
        && let Some(email) = &account.email
    {
        forget_guesses(ctx, email.key()).await;
    }
}

/// Completes a sign-in that waits for a second factor.
pub(super) struct Second;

impl Action for Second {
    type Ctx = RequestCtx;
    type Path = SecondStep;
    type Fields = SentFields;
    type Command = SecondPasskey;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<SecondPasskey, Problem> {
        let sent = read(&call.ctx, &call.input.fields)?;
        Ok(SecondPasskey { sent })
    }

    async fn run(&self, call: &Call<Self>, command: &SecondPasskey) -> AnswerResult<SignedIn> {
        let (ctx, step) = (&call.ctx, &call.input.path);
        let left = second_factor::count_try(ctx, step).await?;
        match given(ctx, &Asker::Second(step), &command.sent).await {
            Ok(proved) => {
                let done = second_factor::complete(ctx, step, METHOD, proved.factor, None).await?;
                let wrong = ctx.messages().words().passkeys_wrong();
                done.ok_or_else(|| FieldErrors::one(FORM, wrong).into())
            }
            Err(Problem::Invalid(_)) if left == 0 => Err(over(ctx)),
            Err(problem) => Err(problem),
        }
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::PASSKEY, outcome);
    }
}

/// Confirms with a passkey.
pub(super) struct Confirm;

impl Action for Confirm {
    type Ctx = RequestCtx;
    type Path = UserCtx;
    type Fields = ConfirmFields;
    type Command = ConfirmPasskey;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<ConfirmPasskey, Problem> {
        let sent = read(&call.ctx, &call.input.fields.sent)?;
        Ok(ConfirmPasskey { sent })
    }

    async fn run(&self, call: &Call<Self>, command: &ConfirmPasskey) -> AnswerResult<SignedIn> {
        let (ctx, user) = (&call.ctx, &call.input.path);
        let proved = given(ctx, &Asker::SteppingUp(user), &command.sent).await?;
        let signed_in = step_up::renew(user, proved.into_proof()).await?;
        second_factor::forget_guesses(ctx, &user.admission().account).await;
        let fields = &call.input.fields;
        let next = next(ctx, &fields.return_to);
        Ok(step_up::renewed(signed_in, next, Some(&fields.waiting)))
    }
}

fn read(ctx: &RequestCtx, sent: &SentFields) -> Result<SentPasskey, FieldErrors> {
    sent.answer(ctx, false)
}
