//! Actions of test widgets, as functions.

use crate::prelude::*;
use std::marker::PhantomData;

use widgets_core::form::ReadFields;
use widgets_core::schemars::JsonSchema;
use widgets_core::{Context, PathParams};

/// An action that is one function and takes no command a hook could see.
pub struct Acting<C, P, Q, D, F> {
    act: F,
    types: PhantomData<fn(C, P, Q) -> D>,
}

/// Makes an action of a function.
pub fn acting<C, P, Q, D, F, R>(act: F) -> Acting<C, P, Q, D, F>
where
    F: Fn(C, Input<P, Q>) -> R,
    R: Future<Output = AnswerResult<D>>,
{
    let types = PhantomData;
    Acting { act, types }
}

impl<C, P, Q, D, F, R> Action for Acting<C, P, Q, D, F>
where
    C: Context + Clone,
    P: PathParams + Clone,
    Q: ReadFields + Clone,
    D: JsonSchema + 'static,
    F: Fn(C, Input<P, Q>) -> R + Send + Sync + 'static,
    R: Future<Output = AnswerResult<D>> + Send,
{
    type Ctx = C;
    type Path = P;
    type Fields = Q;
    type Command = ();
    type Data = D;

    async fn parse(&self, _: &Call<Self>) -> Result<(), Problem> {
        Ok(())
    }

    async fn run(&self, call: &Call<Self>, (): &()) -> AnswerResult<D> {
        (self.act)(call.ctx.clone(), call.input.clone()).await
    }
}
