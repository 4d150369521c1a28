//! The verbs of the widget.

use serde_json::json;
use widgets_core::form::FieldErrors;
use widgets_core::{Answer, Input, Problem, UserCtx};

use super::model::Greeting;
use super::store::Greetings;
use super::{flows, view};

pub async fn list(ctx: UserCtx, greetings: Greetings) -> Result<Answer, Problem> {
    // What somebody had typed when their session ended.
    let kept = ctx.pending_form("greet").await.unwrap_or_default();
    Ok(Answer::page(
        greetings.all(),
        move |request_ctx, greetings| {
            let typed = kept.get("greeting");
            view::list(request_ctx, greetings, typed, &FieldErrors::default())
        },
    ))
}

pub async fn greet(ctx: UserCtx, input: Input, greetings: Greetings) -> Result<Answer, Problem> {
    let refused = |errors| {
        let (shown, typed) = (greetings.all(), input.body().get("greeting").to_owned());
        Problem::invalid(errors, move |request_ctx, errors| {
            view::list(request_ctx, &shown, &typed, errors)
        })
    };
    let greeting = Greeting::parse(&ctx, input.body()).map_err(refused)?;
    let list = greetings.clone();
    let greeted = ctx
        .perform(
            greeting,
            |input| async move { flows::greet(list, &input).await },
        )
        .await;
    greeted.map_err(|problem| problem.in_form(refused))?;
    Ok(Answer::done(json!({}), "/hello").notice(super::GREETED))
}
