//! Endpoints that are functions: pages, and what selects one of several actions.

use std::marker::PhantomData;

use async_trait::async_trait;
use schemars::JsonSchema;

use super::action::{CommandType, Description, GoesOn, Handler, narrow};
use crate::context::{AnswerResult, AnyAnswer, Context, Ctx, ErrorPage, Problem, RequestCtx};
use crate::http::{Input, PathParams, RawInput, ReadFields};
use crate::types::Malformed;

/// Where the fields of an endpoint stand: in the query of a `GET`, in the body of a `POST`.
type TakeFields<P, Q> = fn(Input<P>) -> Result<Input<P, Q>, Malformed>;

/// The form of an endpoint, filled in with what was sent.
type FormOf<Q> = fn(&RequestCtx, &Q) -> ErrorPage;

/// A handler that is a function: renders a page, or selects one of several actions.
pub(crate) struct Respond<C, P, Q, D, F> {
    respond: F,
    take: TakeFields<P, Q>,
    commands: Vec<CommandType>,
    describe: Box<dyn Fn() -> Description + Send + Sync>,
    form: Option<FormOf<Q>>,
    types: PhantomData<fn(C) -> D>,
}

impl<C, P, Q: ReadFields, D: JsonSchema + 'static, F> Respond<C, P, Q, D, F> {
    /// Of a `GET` endpoint.
    pub(crate) fn new(respond: F) -> Self {
        Self::of(respond, Input::reading_query)
    }

    /// Of a `POST` endpoint.
    pub(crate) fn posting(respond: F) -> Self {
        Self::of(respond, Input::reading_body)
    }

    fn of(respond: F, take: TakeFields<P, Q>) -> Self {
        Self {
            respond,
            take,
            commands: Vec::new(),
            describe: Box::new(Description::of::<Q, D>),
            form: None,
            types: PhantomData,
        }
    }

    /// Declares a command that the function runs, by a [`Step`](super::action::Step).
    pub(crate) fn running<I: 'static>(mut self) -> Self {
        self.commands.push(CommandType::of::<I>());
        self
    }

    /// Declares the form to show again with what was sent.
    pub(crate) fn showing(mut self, form: FormOf<Q>) -> Self {
        self.form = Some(form);
        self
    }

    /// Describes it by what it goes on with.
    pub(crate) fn described(
        mut self,
        describe: impl Fn() -> Description + Send + Sync + 'static,
    ) -> Self {
        self.describe = Box::new(describe);
        self
    }

    /// Declares that its fields and data are also those of steps that the table knows.
    pub(crate) fn going_on(self, goes_on: GoesOn) -> Self {
        self.described(move || Description {
            goes_on: Some(goes_on),
            ..Description::of::<Q, D>()
        })
    }
}

#[async_trait]
impl<C, P, Q, D, F, R> Handler for Respond<C, P, Q, D, F>
where
    C: Context,
    P: PathParams,
    Q: ReadFields,
    D: JsonSchema + 'static,
    F: Fn(C, Input<P, Q>) -> R + Send + Sync,
    R: Future<Output = AnswerResult<D>> + Send,
{
    fn params(&self) -> &'static [&'static str] {
        P::NAMES
    }

    fn describe(&self) -> Description {
        (self.describe)()
    }

    fn commands(&self) -> Vec<CommandType> {
        self.commands.clone()
    }

    async fn form(&self, ctx: Ctx, input: &RawInput) -> Result<Option<ErrorPage>, Problem> {
        let Some(form) = self.form else {
            return Ok(None);
        };
        let input = (self.take)(input.read().ok_or(Problem::Missing)?)?;
        Ok(Some(form(narrow::<C>(ctx)?.as_ref(), &input.fields)))
    }

    async fn run(&self, ctx: Ctx, input: RawInput) -> Result<AnyAnswer, Problem> {
        let input = input.read().ok_or(Problem::Missing)?;
        let answer = (self.respond)(narrow(ctx)?, (self.take)(input)?).await?;
        Ok(answer.any())
    }
}
