//! Actions: parse input, run the flow, choose the response.

use serde_json::json;

use super::model::{self, EndOtherSessions, EndSession};
use super::{ENDED, OTHERS_ENDED, flows, view};
use crate::context::UserCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::flows::open_session::SIGNED_OUT;
use crate::http::cookies::SetCookie;
use crate::http::request::Input;

pub(super) async fn list(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let after = model::read_position(input.query().get("after"));
    let list = flows::list(&ctx, after).await?;
    Ok(Answer::page(list, view::list))
}

pub(super) async fn ask_end(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let session = model::read_session(&input)?;
    let session = flows::find(&ctx, &session).await?;
    Ok(Answer::page(session, view::ask_end))
}

pub(super) async fn end(ctx: UserCtx, input: Input) -> Result<Answer, Problem> {
    let session = model::read_session(&input)?;
    let own = session == ctx.session().id;
    ctx.perform(EndSession { session }, |input| {
        flows::end(ctx.clone(), input)
    })
    .await?;
    Ok(if own {
        let answer = Answer::done(json!({}), "/sign-in").notice(SIGNED_OUT);
        answer.cookies([SetCookie::no_session()])
    } else {
        Answer::done(json!({}), "/sessions").notice(ENDED)
    })
}

pub(super) async fn ask_others(_: UserCtx, _: Input) -> Result<Answer, Problem> {
    Ok(Answer::page(json!({}), |ctx, _| view::ask_others(ctx)))
}

pub(super) async fn end_others(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    let flow = |input| flows::end_others(ctx.clone(), input);
    let ended = ctx.perform(EndOtherSessions, flow).await?;
    Ok(Answer::done(json!({ "ended": ended }), "/sessions").notice(OTHERS_ENDED))
}
