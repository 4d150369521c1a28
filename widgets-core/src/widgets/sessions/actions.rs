//! The verbs of the widget: pages, and what ends sessions.

use serde_json::json;

use super::model::{self, EndOtherSessions, EndSession};
use super::{ENDED, OTHERS_ENDED, flows, view};
use crate::context::UserCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::flows::open_session::SIGNED_OUT;
use crate::http::cookies::SetCookie;
use crate::http::request::Input;
use crate::table::{Action, Call};
use crate::types::id::SessionId;

pub(super) async fn list(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let after = model::read_position(input.query().get("after"));
    let list = flows::list(&ctx, after).await?;
    Ok(Answer::page(list, view::list))
}

pub(super) async fn ask_end(ctx: UserCtx, input: Input<SessionId>) -> Result<Answer, Problem> {
    let session = flows::find(&ctx, &input.path).await?;
    Ok(Answer::page(session, view::ask_end))
}

/// Ends one session.
pub(super) struct End;

impl Action for End {
    type Ctx = UserCtx;
    type Path = SessionId;
    type Command = EndSession;

    async fn parse(&self, call: &Call<Self>) -> Result<EndSession, Problem> {
        let session = call.input.path.clone();
        Ok(EndSession { session })
    }

    async fn run(&self, call: &Call<Self>, command: &EndSession) -> Result<Answer, Problem> {
        let ctx = &call.ctx;
        flows::end(ctx, command).await?;
        Ok(if command.session == ctx.session().id {
            let answer = Answer::done(json!({}), "/sign-in").notice(SIGNED_OUT);
            answer.cookies([SetCookie::no_session()])
        } else {
            Answer::done(json!({}), "/sessions").notice(ENDED)
        })
    }
}

pub(super) async fn ask_others(_: UserCtx, _: Input) -> Result<Answer, Problem> {
    Ok(Answer::page(json!({}), |ctx, _| view::ask_others(ctx)))
}

/// Ends every session but the one in use.
pub(super) struct EndOthers;

impl Action for EndOthers {
    type Ctx = UserCtx;
    type Path = ();
    type Command = EndOtherSessions;

    async fn parse(&self, _: &Call<Self>) -> Result<EndOtherSessions, Problem> {
        Ok(EndOtherSessions)
    }

    async fn run(&self, call: &Call<Self>, _: &EndOtherSessions) -> Result<Answer, Problem> {
        let ended = flows::end_others(&call.ctx).await?;
        Ok(Answer::done(json!({ "ended": ended }), "/sessions").notice(OTHERS_ENDED))
    }
}
