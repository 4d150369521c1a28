//! Beginning a proof anew, with an address that was corrected.

use super::begin;
use crate::context::RequestCtx;
use crate::context::answer::AnswerResult;
use crate::context::problem::Problem;
use crate::table::purposes::{CodeSent, StartProof};
use crate::table::{Action, Call};

/// Begins a proof anew, between the hooks of the command that began it first: they see the corrected
/// address too. The function makes that command.
pub(crate) struct BeginAgain<C>(pub(crate) fn(&StartProof) -> Result<C, Problem>);

impl<C: Send + Sync + 'static> Action for BeginAgain<C> {
    type Ctx = RequestCtx;
    type Path = StartProof;
    type Fields = ();
    type Command = C;
    type Data = CodeSent;

    async fn parse(&self, call: &Call<Self>) -> Result<C, Problem> {
        (self.0)(&call.input.path)
    }

    async fn run(&self, call: &Call<Self>, _: &C) -> AnswerResult<CodeSent> {
        begin(&call.ctx, call.input.path.clone()).await
    }
}
