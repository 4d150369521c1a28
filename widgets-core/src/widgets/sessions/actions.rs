//! The verbs of the widget: pages, and what ends sessions.

use std::iter;

use super::model::{EndOtherSessions, EndSession, ListFields, Listed, SessionList};
use super::{ENDED, OTHERS_ENDED, flows, view};
use crate::context::UserCtx;
use crate::context::answer::{Answer, AnswerResult, Count, Done};
use crate::context::problem::Problem;
use crate::flows::open_session::{SIGNED_OUT, new_browser_id};
use crate::http::cookies::SetCookie;
use crate::http::request::Input;
use crate::table::{Action, Call};
use crate::types::id::SessionId;

pub(super) async fn list(ctx: UserCtx, input: Input<(), ListFields>) -> AnswerResult<SessionList> {
    let list = flows::list(&ctx, &input.fields).await?;
    Ok(Answer::page(list, view::list))
}

pub(super) async fn ask_end(ctx: UserCtx, input: Input<SessionId>) -> AnswerResult<Listed> {
    let session = flows::find(&ctx, &input.path).await?;
    Ok(Answer::page(session, view::ask_end))
}

/// Ends one session.
pub(super) struct End;

impl Action for End {
    type Ctx = UserCtx;
    type Path = SessionId;
    type Fields = ();
    type Command = EndSession;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<EndSession, Problem> {
        let session = call.input.path.clone();
        Ok(EndSession { session })
    }

    async fn run(&self, call: &Call<Self>, command: &EndSession) -> AnswerResult<Done> {
        let ctx = &call.ctx;
        flows::end(ctx, command).await?;
        Ok(if command.session == ctx.session().id {
            let answer = Answer::done(Done {}, "/sign-in").notice(SIGNED_OUT);
            answer.cookies(iter::once(SetCookie::no_session()).chain(new_browser_id()))
        } else {
            Answer::done(Done {}, "/sessions").notice(ENDED)
        })
    }
}

/// Ends every session but the one in use.
pub(super) async fn end_others(ctx: UserCtx, _: EndOtherSessions) -> AnswerResult<Count> {
    let count = flows::end_others(&ctx).await?;
    Ok(Answer::done(Count { count }, "/sessions").notice(OTHERS_ENDED))
}
