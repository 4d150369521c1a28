//! Actions of test widgets, as functions.

use crate::prelude::*;
use std::marker::PhantomData;

use widgets_core::{Context, PathParams};

/// An action that is one function and takes no command a hook could see.
pub struct Acting<C, P, F> {
    act: F,
    types: PhantomData<fn(C, P)>,
}

/// Makes an action of a function.
pub fn acting<C, P, F, R>(act: F) -> Acting<C, P, F>
where
    F: Fn(C, Input<P>) -> R,
{
    let types = PhantomData;
    Acting { act, types }
}

impl<C, P, F, R> Action for Acting<C, P, F>
where
    C: Context + Clone,
    P: PathParams + Clone,
    F: Fn(C, Input<P>) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Answer, Problem>> + Send,
{
    type Ctx = C;
    type Path = P;
    type Command = ();

    async fn parse(&self, _: &Call<Self>) -> Result<(), Problem> {
        Ok(())
    }

    async fn run(&self, call: &Call<Self>, (): &()) -> Result<Answer, Problem> {
        (self.act)(call.ctx.clone(), call.input.clone()).await
    }
}
