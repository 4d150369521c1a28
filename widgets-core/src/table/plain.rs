//! Pages without data and actions without input, as functions.

use std::future::{Ready, ready};
use std::marker::PhantomData;

use schemars::JsonSchema;

use crate::context::{Answer, AnswerResult, Context, Done, Problem, RequestCtx};
use crate::http::Input;
use crate::table::{Action, Call};
use crate::ui::Page;

/// A page that shows no data of its own, for [`Endpoint::get`](crate::Endpoint::get).
pub fn plain<C: Context>(
    view: fn(&RequestCtx) -> Page,
) -> impl Fn(C, Input) -> Ready<AnswerResult<Done>> {
    move |_, _| ready(Ok(Answer::page(Done {}, move |ctx, _| view(ctx))))
}

/// An [action](Action) that takes no input, such as "sign out everywhere else". Hooks are selected by its
/// command all the same.
pub fn action<C, I, D, F, R>(run: F) -> impl Action<Ctx = C, Path = (), Command = I, Data = D>
where
    C: Context,
    I: Default + Copy + Send + Sync + 'static,
    D: JsonSchema + 'static,
    F: Fn(C, I) -> R + Send + Sync + 'static,
    R: Future<Output = AnswerResult<D>> + Send + 'static,
{
    let types = PhantomData;
    PlainAction { run, types }
}

struct PlainAction<F, C, I, D> {
    run: F,
    types: PhantomData<fn(C, I) -> D>,
}

impl<F, C, I, D, R> Action for PlainAction<F, C, I, D>
where
    C: Context,
    I: Default + Copy + Send + Sync + 'static,
    D: JsonSchema + 'static,
    F: Fn(C, I) -> R + Send + Sync + 'static,
    R: Future<Output = AnswerResult<D>> + Send + 'static,
{
    type Ctx = C;
    type Path = ();
    type Fields = ();
    type Command = I;
    type Data = D;

    async fn parse(&self, _: &Call<Self>) -> Result<I, Problem> {
        Ok(I::default())
    }

    async fn run(&self, call: &Call<Self>, command: &I) -> AnswerResult<D> {
        (self.run)(call.ctx.clone(), *command).await
    }
}
