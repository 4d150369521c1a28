//! The verbs of the widget: the page, and accepting.

use super::model::{AcceptFields, AcceptTerms, ShowQuery, Shown};
use super::{flows, is_due, view};
use crate::context::{Answer, AnswerResult, Done, ErrorPage, Problem, UserCtx};
use crate::flows::open_session::next;
use crate::http::{FieldErrors, Input};
use crate::one_of;
use crate::table::{Action, Call};

one_of! {
    /// The terms, or that they are accepted.
    pub(super) enum ShowAnswer { Shown, Done }
}

/// The page. Leads on if they are accepted.
pub(super) async fn show(ctx: UserCtx, input: Input<(), ShowQuery>) -> AnswerResult<ShowAnswer> {
    let shown = Shown::of(&ctx)?;
    if !is_due(&ctx) {
        return Ok(Answer::done(Done {}, next(&ctx, &input.fields.return_to)).one_of());
    }
    let page = |ctx: &_, shown: &_| view::show(ctx, shown, &FieldErrors::default());
    Ok(Answer::page(shown, page).one_of())
}

/// Accepts the terms.
pub(super) struct Accept;

impl Action for Accept {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = AcceptFields;
    type Command = AcceptTerms;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<AcceptTerms, Problem> {
        AcceptTerms::parse(&call.ctx, &call.input.fields)
    }

    async fn run(&self, call: &Call<Self>, command: &AcceptTerms) -> AnswerResult<Done> {
        flows::accept(&call.ctx, command).await?;
        let next = next(&call.ctx, &call.input.fields.return_to);
        Ok(Answer::done(Done {}, next))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let shown = Shown::of(&call.ctx)?;
        Ok(Some(Box::new(move |ctx, errors| {
            view::show(ctx, &shown, errors)
        })))
    }
}
