//! Beginning a proof anew, with an address that was corrected.

use super::begin;
use crate::context::RequestCtx;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::http::request::Input;
use crate::table::Action;
use crate::table::purposes::{StartProof, begun};

/// Begins a proof anew, between the hooks of the command that began it first: they see the corrected
/// address too. The function makes that command; `None` for a proof of something else.
pub(crate) struct BeginAgain<C>(pub(crate) fn(&StartProof) -> Option<C>);

impl<C: Send + Sync + 'static> Action for BeginAgain<C> {
    type Ctx = RequestCtx;
    type Path = StartProof;
    type Command = C;

    async fn parse(&self, _: &RequestCtx, input: &Input<StartProof>) -> Result<C, Problem> {
        (self.0)(&input.path).ok_or(Problem::Missing)
    }

    async fn run(
        &self,
        ctx: &RequestCtx,
        input: &Input<StartProof>,
        _: &C,
    ) -> Result<Answer, Problem> {
        let path = begin(ctx, input.path.clone()).await?;
        Ok(begun(ctx, path))
    }
}
