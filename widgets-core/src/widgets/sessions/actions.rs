//! The verbs of the widget: pages, and what ends sessions.

use super::model::{
    self, EndOtherSessions, EndSession, ListFields, Listed, OthersEnded, SessionList,
};
use super::{ENDED, OTHERS_ENDED, flows, view};
use crate::context::UserCtx;
use crate::context::answer::{Answer, AnswerResult, Done};
use crate::context::problem::Problem;
use crate::flows::open_session::SIGNED_OUT;
use crate::http::cookies::SetCookie;
use crate::http::request::Input;
use crate::table::{Action, Call};
use crate::types::id::SessionId;

pub(super) async fn list(ctx: UserCtx, input: Input<(), ListFields>) -> AnswerResult<SessionList> {
    let after = model::read_position(&input.fields.after);
    let list = flows::list(&ctx, after).await?;
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
            answer.cookies([SetCookie::no_session()])
        } else {
            Answer::done(Done {}, "/sessions").notice(ENDED)
        })
    }
}

pub(super) async fn ask_others(_: UserCtx, _: Input) -> AnswerResult<Done> {
    Ok(Answer::page(Done {}, |ctx, _| view::ask_others(ctx)))
}

/// Ends every session but the one in use.
pub(super) struct EndOthers;

impl Action for EndOthers {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = ();
    type Command = EndOtherSessions;
    type Data = OthersEnded;

    async fn parse(&self, _: &Call<Self>) -> Result<EndOtherSessions, Problem> {
        Ok(EndOtherSessions)
    }

    async fn run(&self, call: &Call<Self>, _: &EndOtherSessions) -> AnswerResult<OthersEnded> {
        let ended = flows::end_others(&call.ctx).await?;
        Ok(Answer::done(OthersEnded { ended }, "/sessions").notice(OTHERS_ENDED))
    }
}
