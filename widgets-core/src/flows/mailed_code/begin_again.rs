//! Beginning a proof anew, with an address that was corrected.

use super::begin;
use crate::context::RequestCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::table::purposes::StartProof;
use crate::table::{Action, Call};

/// Begins a proof anew, between the hooks of the command that began it first: they see the corrected
/// address too. The function makes that command.
pub(crate) struct BeginAgain<C>(pub(crate) fn(&StartProof) -> Result<C, Problem>);

impl<C: Send + Sync + 'static> Action for BeginAgain<C> {
    type Ctx = RequestCtx;
    type Path = StartProof;
    type Command = C;

    async fn parse(&self, call: &Call<Self>) -> Result<C, Problem> {
        (self.0)(&call.input.path)
    }

    async fn run(&self, call: &Call<Self>, _: &C) -> Result<Answer, Problem> {
        begin(&call.ctx, call.input.path.clone()).await
    }
}
