//! Actions: the state-changing operations behind endpoints, as types.
//!
//! The table stores an action as a [`Handler`] with its types erased. Only this module calls the steps
//! of an action, so the hooks around [`Action::run`] cannot be left out.

use std::any::TypeId;
use std::sync::Arc;

use async_trait::async_trait;
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::Table;
use crate::context::{Answer, AnyAnswer, Context, Ctx, ErrorPage, Invalid, Problem, RequestCtx};
use crate::http::{FieldsSchema, Input, PathParams, RawInput, ReadFields};

/// A state-changing operation behind a `POST` endpoint.
///
/// The input is parsed once into a [command](Self::Command) that is always valid. The command runs
/// between the host's [hooks](super::hooks), which are selected by its type. If the action or a hook
/// refuses input, the form is shown again with the errors at their fields.
///
/// ```
/// use widgets_core::form::{FieldErrors, Text};
/// use widgets_core::{Access, Action, Answer, AnswerResult, Call, Done, Problem, UserCtx, Widget};
///
/// #[derive(Debug)]
/// struct Greet(String);
///
/// widgets_core::fields! {
///     struct GreetFields {
///         /// Something nice.
///         greeting: Text,
///     }
/// }
///
/// struct Greeting;
///
/// impl Action for Greeting {
///     type Ctx = UserCtx;
///     type Path = ();
///     type Fields = GreetFields;
///     type Command = Greet;
///     type Data = Done;
///
///     async fn parse(&self, call: &Call<Self>) -> Result<Greet, Problem> {
///         let greeting = &call.input.fields.greeting;
///         match greeting.trim() {
///             "" => Err(FieldErrors::one(greeting, "Write something.").into()),
///             text => Ok(Greet(text.to_owned())),
///         }
///     }
///
///     async fn run(&self, _: &Call<Self>, greet: &Greet) -> AnswerResult<Done> {
///         println!("{}", greet.0);
///         Ok(Answer::done(Done {}, "/hello"))
///     }
/// }
///
/// let hello = Widget::new("hello").post("greet", "/hello", Access::user(), Greeting);
/// # let _ = hello;
/// ```
///
/// A function is no action, since no hook could see what it does:
///
/// ```compile_fail
/// use widgets_core::{Access, Answer, Done, UserCtx, Widget};
///
/// let hello = Widget::new("hello").post("greet", "/hello", Access::user(), |_: UserCtx, _| async {
///     Ok(Answer::done(Done {}, "/hello"))
/// });
/// ```
///
/// Nor is an action that asks for more than its access grants:
///
/// ```compile_fail
/// use widgets_core::{Access, Action, Answer, AnswerResult, Call, Done, Problem, UserCtx, Widget};
///
/// struct Greeting;
///
/// impl Action for Greeting {
///     type Ctx = UserCtx;
///     type Path = ();
///     type Fields = ();
///     type Command = ();
///     type Data = Done;
///
///     async fn parse(&self, _: &Call<Self>) -> Result<(), Problem> { Ok(()) }
///     async fn run(&self, _: &Call<Self>, _: &()) -> AnswerResult<Done> {
///         Ok(Answer::done(Done {}, "/hello"))
///     }
/// }
///
/// let hello = Widget::new("hello").post("greet", "/hello", Access::anyone(), Greeting);
/// ```
pub trait Action: Send + Sync + Sized + 'static {
    /// The context that the endpoint's access must grant.
    type Ctx: Context;
    /// The parameters of the path: [`PathParams`] for an endpoint.
    type Path: Send + Sync + 'static;
    /// The fields of the form or JSON body, declared by [`fields!`](crate::fields). An action can read no
    /// others, so the schema that programs get of them is complete.
    type Fields: ReadFields;
    /// The parsed input. Hooks receive it, so keep secrets in private fields.
    type Command: Send + Sync + 'static;
    /// The data that JSON clients get, with its schema.
    type Data: JsonSchema + 'static;

    /// Parses the input.
    ///
    /// Invalid input is reported before a step-up is required, so this also runs for sessions that are
    /// not fresh. It must not change anything or reveal what a fresh sign-in protects and, behind
    /// `.fresh()`, must not use up anything, such as the answer to a captcha.
    ///
    /// # Errors
    ///
    /// [`FieldErrors`](crate::form::FieldErrors) show the form again, with the errors at their fields.
    fn parse(
        &self,
        call: &Call<Self>,
    ) -> impl Future<Output = Result<Self::Command, Problem>> + Send;

    /// Runs the command, between the hooks, and returns the answer.
    ///
    /// # Errors
    ///
    /// After-hooks run only after `Ok`, so return refusals as errors.
    /// [`FieldErrors`](crate::form::FieldErrors) show the form again.
    fn run(
        &self,
        call: &Call<Self>,
        command: &Self::Command,
    ) -> impl Future<Output = Result<Answer<Self::Data>, Problem>> + Send;

    /// The form to show again, filled in with the input except passwords. `None` lists the errors on a
    /// page without a form. A session that is not fresh sees the form only if the `GET` endpoint of the
    /// same path is open to it.
    ///
    /// # Errors
    ///
    /// Any [`Problem`] of loading what the form shows.
    fn form(
        &self,
        call: &Call<Self>,
    ) -> impl Future<Output = Result<Option<ErrorPage>, Problem>> + Send {
        let _ = call;
        std::future::ready(Ok(None))
    }

    /// Called with the outcome of every command, for metrics.
    fn observe(&self, ctx: &Self::Ctx, outcome: Result<(), &Problem>) {
        let _ = (ctx, outcome);
    }
}

/// One request for an [`Action`]. Hosts cannot construct it, so an action never runs without its
/// hooks.
#[non_exhaustive]
pub struct Call<A: Action> {
    /// The context granted by the guard.
    pub ctx: A::Ctx,
    /// Path parameters and fields.
    pub input: Input<A::Path, A::Fields>,
}

/// The type of a command, by which hooks are selected.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CommandType {
    pub(crate) id: TypeId,
    pub(crate) name: &'static str,
}

impl CommandType {
    pub(crate) fn of<I: 'static>() -> Self {
        Self {
            id: TypeId::of::<I>(),
            name: std::any::type_name::<I>(),
        }
    }
}

/// What an endpoint does after the guard has granted access, with its types erased.
#[async_trait]
pub(crate) trait Handler: Send + Sync {
    /// The parameters its path must have.
    fn params(&self) -> &'static [&'static str];

    /// What it takes and answers.
    fn describe(&self) -> Description;

    /// The commands it runs.
    fn commands(&self) -> Vec<CommandType> {
        Vec::new()
    }

    /// Validates the input without running anything. Errors include the form only if `shows_form`.
    async fn check(&self, ctx: Ctx, input: &RawInput, shows_form: bool) -> Result<(), Problem> {
        let _ = (ctx, input, shows_form);
        Ok(())
    }

    /// The form to show again with what was sent, whether or not it is valid; `None` if there is none.
    async fn form(&self, ctx: Ctx, input: &RawInput) -> Result<Option<ErrorPage>, Problem> {
        let _ = (ctx, input);
        Ok(None)
    }

    async fn run(&self, ctx: Ctx, input: RawInput) -> Result<AnyAnswer, Problem>;
}

/// What an endpoint takes and answers, as schemas.
pub(crate) struct Description {
    pub(crate) fields: FieldsSchema,
    pub(crate) data: fn(&mut SchemaGenerator) -> Schema,
    /// Whose further fields it takes and whose data it may answer.
    pub(crate) goes_on: Option<GoesOn>,
}

/// The steps of the table that an endpoint goes on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GoesOn {
    /// What a mailed code allows. The endpoint has no data of its own.
    Purposes,
    /// What opens a session.
    SignIns,
}

impl Description {
    /// Of an endpoint with these types.
    pub(crate) fn of<F: ReadFields, D: JsonSchema>() -> Self {
        Self {
            fields: F::describe(),
            data: SchemaGenerator::subschema_for::<D>,
            goes_on: None,
        }
    }
}

/// The handler of an action.
pub(crate) struct Acting<A>(pub(crate) A);

#[async_trait]
impl<A> Handler for Acting<A>
where
    A: Action,
    A::Path: PathParams,
{
    fn params(&self) -> &'static [&'static str] {
        A::Path::NAMES
    }

    fn describe(&self) -> Description {
        Description::of::<A::Fields, A::Data>()
    }

    fn commands(&self) -> Vec<CommandType> {
        vec![CommandType::of::<A::Command>()]
    }

    async fn check(&self, ctx: Ctx, input: &RawInput, shows_form: bool) -> Result<(), Problem> {
        let call = self.call(ctx, input)?;
        if shows_form {
            parse(&self.0, &call).await.map(drop)
        } else {
            self.0.parse(&call).await.map(drop)
        }
    }

    async fn form(&self, ctx: Ctx, input: &RawInput) -> Result<Option<ErrorPage>, Problem> {
        let call = self.call(ctx, input)?;
        self.0.form(&call).await
    }

    async fn run(&self, ctx: Ctx, input: RawInput) -> Result<AnyAnswer, Problem> {
        let call = self.call(ctx, &input)?;
        act(&self.0, &call).await
    }
}

impl<A> Acting<A>
where
    A: Action,
    A::Path: PathParams,
{
    fn call(&self, ctx: Ctx, input: &RawInput) -> Result<Call<A>, Problem> {
        Ok(Call {
            ctx: narrow(ctx)?,
            input: input.read().ok_or(Problem::Missing)?.reading_body()?,
        })
    }
}

/// An action that another one continues with, such as the sign-in after its mailed code was correct.
/// `P` is the result that it continues from.
#[async_trait]
pub(crate) trait Step<P>: Send + Sync {
    /// The commands it runs.
    fn commands(&self) -> Vec<CommandType>;

    /// What it takes and answers.
    fn describe(&self) -> Description;

    async fn act(&self, ctx: RequestCtx, input: Input<P>) -> Result<AnyAnswer, Problem>;
}

#[async_trait]
impl<A, P> Step<P> for A
where
    A: Action<Ctx = RequestCtx, Path = P>,
    P: Send + Sync + 'static,
{
    fn commands(&self) -> Vec<CommandType> {
        vec![CommandType::of::<A::Command>()]
    }

    fn describe(&self) -> Description {
        Description::of::<A::Fields, A::Data>()
    }

    async fn act(&self, ctx: RequestCtx, input: Input<P>) -> Result<AnyAnswer, Problem> {
        let input = input.reading_body()?;
        act(self, &Call { ctx, input }).await
    }
}

/// Parses the input and runs the command between the hooks.
async fn act<A: Action>(action: &A, call: &Call<A>) -> Result<AnyAnswer, Problem> {
    let command = Arc::new(parse(action, call).await?);
    let ctx = call.ctx.as_ref();
    let hooks = Table::of(ctx.app()).hooks();
    // Defers the call itself: an implementation may do its work before it returns a future.
    let running = async { action.run(call, &command).await };
    let outcome = hooks.around(ctx, &command, running).await;
    action.observe(&call.ctx, outcome.as_ref().map(drop));
    match outcome {
        Ok(answer) => Ok(answer.any()),
        Err(problem) => Err(in_form(action, call, problem).await),
    }
}

async fn parse<A: Action>(action: &A, call: &Call<A>) -> Result<A::Command, Problem> {
    match action.parse(call).await {
        Ok(command) => Ok(command),
        Err(problem) => Err(in_form(action, call, problem).await),
    }
}

/// Adds the action's form to field errors that have no page yet.
async fn in_form<A: Action>(action: &A, call: &Call<A>, problem: Problem) -> Problem {
    let Problem::Invalid(Invalid { errors, page: None }) = problem else {
        return problem;
    };
    match action.form(call).await {
        Ok(page) => Problem::Invalid(Invalid { errors, page }),
        Err(problem) => problem,
    }
}

pub(super) fn narrow<C: Context>(ctx: Ctx) -> Result<C, Problem> {
    let granted = C::narrow(ctx);
    granted.ok_or_else(|| {
        Problem::fault("the guard granted another context than the endpoint asks for")
    })
}
