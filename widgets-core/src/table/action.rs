//! Actions: what an endpoint changes, as a type.
//!
//! The table keeps an action erased as a [`Handler`]. It alone calls the steps of an action, so the
//! hooks around [`Action::run`] cannot be left out.

use std::any::TypeId;
use std::sync::Arc;

use async_trait::async_trait;

use super::Table;
use crate::context::answer::Answer;
use crate::context::problem::{ErrorPage, Invalid, Problem};
use crate::context::{Context, Ctx, RequestCtx};
use crate::http::path::PathParams;
use crate::http::request::{Input, RawInput};

/// Something that changes when a form is sent or a program asks for it.
///
/// What was sent is read once into a [command](Self::Command) that is always valid; the command is
/// run between the host's [hooks](super::hooks), which are chosen by its type. Where input is refused, by the action or by a hook, the form is shown again with the errors
/// at their fields.
///
/// ```
/// use widgets_core::form::FieldErrors;
/// use widgets_core::{Access, Action, Answer, Call, Problem, UserCtx, Widget};
///
/// #[derive(Debug)]
/// struct Greet(String);
///
/// struct Greeting;
///
/// impl Action for Greeting {
///     type Ctx = UserCtx;
///     type Path = ();
///     type Command = Greet;
///
///     async fn parse(&self, call: &Call<Self>) -> Result<Greet, Problem> {
///         match call.input.body().get("greeting").trim() {
///             "" => Err(FieldErrors::one("greeting", "Write something.").into()),
///             text => Ok(Greet(text.to_owned())),
///         }
///     }
///
///     async fn run(&self, _: &Call<Self>, greet: &Greet) -> Result<Answer, Problem> {
///         println!("{}", greet.0);
///         Ok(Answer::done((), "/hello"))
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
/// use widgets_core::{Access, Answer, UserCtx, Widget};
///
/// let hello = Widget::new("hello").post("greet", "/hello", Access::user(), |_: UserCtx, _| async {
///     Ok(Answer::done((), "/hello"))
/// });
/// ```
///
/// Nor is an action that asks for more than its access grants:
///
/// ```compile_fail
/// use widgets_core::{Access, Action, Answer, Call, Problem, UserCtx, Widget};
///
/// struct Greeting;
///
/// impl Action for Greeting {
///     type Ctx = UserCtx;
///     type Path = ();
///     type Command = ();
///
///     async fn parse(&self, _: &Call<Self>) -> Result<(), Problem> { Ok(()) }
///     async fn run(&self, _: &Call<Self>, _: &()) -> Result<Answer, Problem> {
///         Ok(Answer::done((), "/hello"))
///     }
/// }
///
/// let hello = Widget::new("hello").post("greet", "/hello", Access::anyone(), Greeting);
/// ```
pub trait Action: Send + Sync + Sized + 'static {
    /// The context the guard must grant.
    type Ctx: Context;
    /// What the path names: [`PathParams`] for an endpoint.
    type Path: Send + Sync + 'static;
    /// What is to be done, always valid. Hooks see it, so secrets are private fields of it.
    type Command: Send + Sync + 'static;
    /// Reads what was sent. It also runs for a session that has yet to step up, because input that is
    /// not valid is reported before a step-up is asked for: so it changes nothing, reveals nothing that
    /// a fresh sign-in protects, and where the access is fresh spends nothing, such as the answer to
    /// a captcha.
    ///
    /// # Errors
    ///
    /// [`FieldErrors`](crate::form::FieldErrors) become the form again, with the errors in it.
    fn parse(
        &self,
        call: &Call<Self>,
    ) -> impl Future<Output = Result<Self::Command, Problem>> + Send;

    /// Does it, between the hooks, and says what is answered.
    ///
    /// # Errors
    ///
    /// After an error no after-hook runs, so a refusal is an error too. Errors at fields become the
    /// form again.
    fn run(
        &self,
        call: &Call<Self>,
        command: &Self::Command,
    ) -> impl Future<Output = Result<Answer, Problem>> + Send;

    /// The form again, with what was typed and never passwords. Without one, errors are listed on a
    /// page of their own. A session that has yet to step up is shown it only if it may see the page of
    /// the same path (its `GET` endpoint).
    ///
    /// # Errors
    ///
    /// What keeps the form from being shown.
    fn form(
        &self,
        call: &Call<Self>,
    ) -> impl Future<Output = Result<Option<ErrorPage>, Problem>> + Send {
        let _ = call;
        std::future::ready(Ok(None))
    }

    /// Hears how a command ended, whatever came of it: for counters.
    fn observe(&self, ctx: &Self::Ctx, outcome: Result<(), &Problem>) {
        let _ = (ctx, outcome);
    }
}

/// One request for an [`Action`]. Only the table makes one, so an action cannot be run past its hooks.
#[non_exhaustive]
pub struct Call<A: Action> {
    /// The context that the guard granted.
    pub ctx: A::Ctx,
    /// What was sent: parameters of the path, fields of the query and of the body.
    pub input: Input<A::Path>,
}

/// A type of command, by which hooks are chosen.
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

/// What an endpoint does once its guard let the request through, with its types erased.
#[async_trait]
pub(crate) trait Handler: Send + Sync {
    /// The parameters its path must have.
    fn params(&self) -> &'static [&'static str];

    /// The commands it runs.
    fn commands(&self) -> Vec<CommandType> {
        Vec::new()
    }

    /// Whether what was sent is valid. Nothing is done. Errors come with the form again only if
    /// `shows_form`.
    async fn check(&self, ctx: Ctx, input: &RawInput, shows_form: bool) -> Result<(), Problem> {
        let _ = (ctx, input, shows_form);
        Ok(())
    }

    async fn run(&self, ctx: Ctx, input: RawInput) -> Result<Answer, Problem>;
}

/// An endpoint that answers by a function: a page, or the choice of one of several actions.
pub(crate) struct Respond<C, P, F> {
    respond: F,
    types: std::marker::PhantomData<fn(C, P)>,
}

impl<C, P, F> Respond<C, P, F> {
    pub(crate) const fn new(respond: F) -> Self {
        Self {
            respond,
            types: std::marker::PhantomData,
        }
    }
}

#[async_trait]
impl<C, P, F, R> Handler for Respond<C, P, F>
where
    C: Context,
    P: PathParams,
    F: Fn(C, Input<P>) -> R + Send + Sync,
    R: Future<Output = Result<Answer, Problem>> + Send,
{
    fn params(&self) -> &'static [&'static str] {
        P::NAMES
    }

    async fn run(&self, ctx: Ctx, input: RawInput) -> Result<Answer, Problem> {
        let input = input.read().ok_or(Problem::Missing)?;
        (self.respond)(narrow(ctx)?, input).await
    }
}

/// An action behind its endpoint.
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

    async fn run(&self, ctx: Ctx, input: RawInput) -> Result<Answer, Problem> {
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
            input: input.read().ok_or(Problem::Missing)?,
        })
    }
}

/// An action that follows from another one, as what a mailed code allows follows from the code. `P` is
/// what that one leaves to it.
#[async_trait]
pub(crate) trait Step<P>: Send + Sync {
    /// The commands it runs.
    fn commands(&self) -> Vec<CommandType>;

    async fn act(&self, ctx: RequestCtx, input: Input<P>) -> Result<Answer, Problem>;
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

    async fn act(&self, ctx: RequestCtx, input: Input<P>) -> Result<Answer, Problem> {
        act(self, &Call { ctx, input }).await
    }
}

/// Reads, runs between the hooks, and answers.
async fn act<A: Action>(action: &A, call: &Call<A>) -> Result<Answer, Problem> {
    let command = Arc::new(parse(action, call).await?);
    let ctx = call.ctx.as_ref();
    let hooks = Table::of(ctx.app()).hooks();
    // Nothing of it runs before the hooks, even if `run` does its work before it gives a future.
    let running = async { action.run(call, &command).await };
    let outcome = hooks.around(ctx, &command, running).await;
    action.observe(&call.ctx, outcome.as_ref().map(drop));
    match outcome {
        Ok(answer) => Ok(answer),
        Err(problem) => Err(in_form(action, call, problem).await),
    }
}

async fn parse<A: Action>(action: &A, call: &Call<A>) -> Result<A::Command, Problem> {
    match action.parse(call).await {
        Ok(command) => Ok(command),
        Err(problem) => Err(in_form(action, call, problem).await),
    }
}

/// Errors that no page shows yet are shown in the action's form.
async fn in_form<A: Action>(action: &A, call: &Call<A>, problem: Problem) -> Problem {
    let Problem::Invalid(Invalid { errors, page: None }) = problem else {
        return problem;
    };
    match action.form(call).await {
        Ok(page) => Problem::Invalid(Invalid { errors, page }),
        Err(problem) => problem,
    }
}

fn narrow<C: Context>(ctx: Ctx) -> Result<C, Problem> {
    let granted = C::narrow(ctx);
    granted.ok_or_else(|| {
        Problem::fault("the guard granted another context than the endpoint asks for")
    })
}
