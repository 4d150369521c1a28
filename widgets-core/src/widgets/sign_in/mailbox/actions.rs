//! Mails a code, and goes on once the mailbox is proved.

use super::model::{
    AskForCode, AskForSecondCode, AskForStepUpCode, CompletedByMailbox, ConfirmedMailbox,
    ProvedMailbox, ReturnFields, SecondGoal, SendFields, SignInGoal,
};
use crate::context::answer::AnswerResult;
use crate::context::problem::{Problem, Refusal};
use crate::context::{RequestCtx, UserCtx};
use crate::flows::open_session::{EnteredData, ProvedAccount, SignedIn, open};
use crate::flows::{mailed_code, second_factor, step_up};
use crate::stores::{ChallengePurpose, Redeem, SignInMethod, UsedFactor};
use crate::table::purposes::{CodeSent, ProofGoal, Proved, over};
use crate::table::second::SecondStep;
use crate::table::{Action, Call};

/// Sends a code to sign in with.
pub(super) struct SendCode;

impl Action for SendCode {
    type Ctx = RequestCtx;
    type Path = ();
    type Fields = SendFields;
    type Command = AskForCode;
    type Data = CodeSent;

    async fn parse(&self, call: &Call<Self>) -> Result<AskForCode, Problem> {
        let ctx = &call.ctx;
        let command = AskForCode::parse(ctx, &call.input.fields)?;
        ctx.check_captcha(call.input.body()).await?;
        Ok(command)
    }

    async fn run(&self, call: &Call<Self>, command: &AskForCode) -> AnswerResult<CodeSent> {
        let keep = command.keep;
        let goal = ProofGoal::new(&ChallengePurpose::SIGN_IN, &SignInGoal { keep })?;
        let return_to = &call.input.fields.place.return_to;
        mailed_code::send_code(&call.ctx, return_to, &command.email, goal).await
    }
}

/// Signs in with a mailbox that was proved.
pub(super) struct WithMailbox;

impl Action for WithMailbox {
    type Ctx = RequestCtx;
    type Path = Proved;
    type Fields = ();
    type Command = ProvedMailbox;
    type Data = EnteredData;

    async fn parse(&self, call: &Call<Self>) -> Result<ProvedMailbox, Problem> {
        let SignInGoal { keep } = call.input.path.open.payload.goal.read()?;
        let account = proved(&call.ctx, &call.input.path)?.account;
        Ok(ProvedMailbox { account, keep })
    }

    async fn run(&self, call: &Call<Self>, command: &ProvedMailbox) -> AnswerResult<EnteredData> {
        let ctx = &call.ctx;
        let proof = proved(ctx, &call.input.path)?;
        let next = call.input.path.next(ctx);
        let entered = open(ctx, proof, command.keep, next).await?;
        Ok(entered.ok_or_else(|| over(ctx))?.answer())
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        // A success is observed where the session is opened.
        if outcome.is_err() {
            ctx.observe_sign_in(SignInMethod::EMAIL, outcome);
        }
    }
}

/// Mails a code to the account's address.
pub(super) struct SendStepUpCode;

impl Action for SendStepUpCode {
    type Ctx = RequestCtx;
    type Path = UserCtx;
    type Fields = ReturnFields;
    type Command = AskForStepUpCode;
    type Data = CodeSent;

    async fn parse(&self, _: &Call<Self>) -> Result<AskForStepUpCode, Problem> {
        Ok(AskForStepUpCode)
    }

    async fn run(&self, call: &Call<Self>, _: &AskForStepUpCode) -> AnswerResult<CodeSent> {
        let user = &call.input.path;
        let goal = ProofGoal::new(&ChallengePurpose::STEP_UP, &())?;
        mailed_code::send_code(user, &call.input.fields.return_to, user.mailbox()?, goal).await
    }
}

/// Confirms with a mailbox that was proved.
pub(super) struct ConfirmWithMailbox;

impl Action for ConfirmWithMailbox {
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
        proved(ctx, &call.input.path).map(|_| ConfirmedMailbox)
    }

    async fn run(&self, call: &Call<Self>, _: &ConfirmedMailbox) -> AnswerResult<SignedIn> {
        let ctx = &call.ctx;
        let proof = proved(ctx, &call.input.path)?;
        match step_up::renew(&ctx.signed_in()?, proof).await {
            Ok(signed_in) => {
                let next = call.input.path.next(ctx);
                Ok(step_up::renewed(signed_in, next, None))
            }
            Err(Problem::Refusal(Refusal::Stale)) => Err(over(ctx)),
            Err(problem) => Err(problem),
        }
    }
}

/// Mails a code to the account of a sign-in that waits.
pub(super) struct SendSecondCode;

impl Action for SendSecondCode {
    type Ctx = RequestCtx;
    type Path = SecondStep;
    type Fields = ();
    type Command = AskForSecondCode;
    type Data = CodeSent;

    async fn parse(&self, _: &Call<Self>) -> Result<AskForSecondCode, Problem> {
        Ok(AskForSecondCode)
    }

    async fn run(&self, call: &Call<Self>, _: &AskForSecondCode) -> AnswerResult<CodeSent> {
        let (ctx, step) = (&call.ctx, &call.input.path);
        let trust = step.trust;
        let goal = ProofGoal::new(&ChallengePurpose::SECOND_FACTOR, &SecondGoal { trust })?;
        let email = step.account.email.as_ref().ok_or(Problem::Missing)?;
        mailed_code::send_code(ctx, &step.attempt.return_to, email, goal).await
    }
}

/// Completes a sign-in with a mailbox that was proved.
pub(super) struct CompleteWithMailbox;

impl Action for CompleteWithMailbox {
    type Ctx = RequestCtx;
    type Path = Proved;
    type Fields = ();
    type Command = CompletedByMailbox;
    type Data = SignedIn;

    async fn parse(&self, call: &Call<Self>) -> Result<CompletedByMailbox, Problem> {
        proved(&call.ctx, &call.input.path).map(|_| CompletedByMailbox)
    }

    async fn run(&self, call: &Call<Self>, _: &CompletedByMailbox) -> AnswerResult<SignedIn> {
        let (ctx, own) = (&call.ctx, &call.input.path.open);
        let account = proved(ctx, &call.input.path)?.account;
        let SecondGoal { trust } = own.payload.goal.read()?;
        let method = &SignInMethod::EMAIL;
        let waiting = second_factor::waiting(ctx).await?;
        let waiting = waiting.filter(|step| step.account.id == account);
        let waiting = waiting.filter(|step| second_factor::counts(ctx, step, method));
        let mut step = waiting.ok_or_else(|| over(ctx))?;
        step.trust = trust;
        let factor = UsedFactor::MailedCode(own.challenge.id.clone());
        let done = second_factor::complete(ctx, &step, method, factor, None).await?;
        done.ok_or_else(|| over(ctx))
    }

    fn observe(&self, ctx: &RequestCtx, outcome: Result<(), &Problem>) {
        ctx.observe_sign_in(SignInMethod::EMAIL, outcome);
    }
}

/// The account whose mailbox was proved. The write that follows redeems the challenge.
///
/// # Errors
///
/// The code or link opens nothing: its address has no account.
fn proved(ctx: &RequestCtx, proved: &Proved) -> Result<ProvedAccount, Problem> {
    let challenge = &proved.open.challenge;
    let (account, epoch) = challenge.account.clone().ok_or_else(|| over(ctx))?;
    Ok(ProvedAccount {
        account,
        epoch,
        method: SignInMethod::EMAIL,
        redeem: Some(Redeem::Challenge(challenge.id.clone())),
        impersonation: None,
    })
}
