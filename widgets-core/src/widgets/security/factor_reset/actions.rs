//! The verbs of the subject.

use super::{CallOffReset, CallOffResetByLink, FACTOR_RESET_CALLED_OFF, Waiting, of_account, view};
use crate::context::{
    Answer, AnswerResult, Done, NewEvent, Next, Problem, RequestCtx, UserCtx, events,
};
use crate::crypto::Token;
use crate::http::Input;
use crate::stores::{EndOutcome, FactorReset};
use crate::table::{Action, Call};

pub(super) async fn ask(ctx: UserCtx, _: Input) -> AnswerResult<Waiting> {
    let reset = of_account(&ctx, ctx.account_id()).await?;
    let reset = reset.ok_or(Problem::Missing)?;
    Ok(Answer::page(waiting(Some(&reset)), view::ask))
}

/// Calls off the reset of the own account.
pub(super) async fn call_off(ctx: UserCtx, _: CallOffReset) -> AnswerResult<Done> {
    let reset = of_account(&ctx, ctx.account_id()).await?;
    let reset = reset.ok_or(Problem::Missing)?;
    end(&ctx, &reset).await?.ended_or(Problem::Missing)?;
    Ok(Answer::done(Done {}, "/security").notice(FACTOR_RESET_CALLED_OFF))
}

/// The page of the mailed link, also once nothing waits any more.
pub(super) async fn ask_by_link(ctx: RequestCtx, input: Input<Token>) -> AnswerResult<Waiting> {
    let reset = find(&ctx, &input.path).await?;
    let path = path(&input.path);
    Ok(Answer::page(
        waiting(reset.as_ref()),
        move |ctx, waiting| view::by_link(ctx, waiting, &path),
    ))
}

/// Calls it off with the mailed link. Doing it twice is no error.
pub(super) struct ByLink;

impl Action for ByLink {
    type Ctx = RequestCtx;
    type Path = Token;
    type Fields = ();
    type Command = CallOffResetByLink;
    type Data = Done;

    async fn parse(&self, _: &Call<Self>) -> Result<CallOffResetByLink, Problem> {
        Ok(CallOffResetByLink)
    }

    async fn run(&self, call: &Call<Self>, _: &CallOffResetByLink) -> AnswerResult<Done> {
        let (ctx, token) = (&call.ctx, &call.input.path);
        if let Some(reset) = find(ctx, token).await? {
            end(ctx, &reset).await?;
        }
        Ok(Answer::done(Done {}, Next::Step(path(token))))
    }
}

fn path(token: &Token) -> String {
    format!("{}/{}", super::OWN, token.reveal())
}

async fn find(ctx: &RequestCtx, token: &Token) -> Result<Option<FactorReset>, Problem> {
    let accounts = &ctx.stores().accounts;
    Ok(accounts.find_factor_reset_by_token(&token.hash()).await?)
}

async fn end(ctx: &RequestCtx, reset: &FactorReset) -> Result<EndOutcome, Problem> {
    let new_event = NewEvent::new(events::SECOND_FACTORS_RESET_CALLED_OFF).account(&reset.account);
    let (accounts, change) = (&ctx.stores().accounts, ctx.change(new_event)?);
    Ok(accounts
        .end_factor_reset(&reset.account, &reset.token, change)
        .await?)
}

fn waiting(reset: Option<&FactorReset>) -> Waiting {
    Waiting {
        due_at: reset.map(|own| own.due_at),
    }
}
