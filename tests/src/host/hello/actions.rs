//! The verbs of the widget.

use widgets_core::form::FieldErrors;
use widgets_core::problem::ErrorPage;
use widgets_core::{Action, Answer, AnswerResult, Call, Done, Problem, UserCtx};

use super::model::{Greeting, GreetingFields};
use super::store::Greetings;
use super::view;

pub async fn list(ctx: UserCtx, greetings: Greetings) -> AnswerResult<Vec<String>> {
    // What the user had typed when their session ended.
    let kept = ctx.pending_form("greet").await.unwrap_or_default();
    Ok(Answer::page(
        greetings.all(),
        move |request_ctx, greetings| {
            let typed = kept.get("greeting");
            view::list(request_ctx, greetings, typed, &FieldErrors::default())
        },
    ))
}

/// Puts a greeting on the list.
pub struct Greet(pub Greetings);

impl Action for Greet {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = GreetingFields;
    type Command = Greeting;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<Greeting, Problem> {
        Ok(Greeting::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, _: &Call<Self>, greeting: &Greeting) -> AnswerResult<Done> {
        self.0.add(&greeting.0);
        Ok(Answer::done(Done {}, "/hello").notice(super::GREETED))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let (shown, typed) = (self.0.all(), call.input.fields.greeting.to_string());
        Ok(Some(Box::new(move |ctx, errors| {
            view::list(ctx, &shown, &typed, errors)
        })))
    }
}
