//! Hooks: the host's own code before and after every action.
//!
//! A before-hook runs before the business step, never inside its transaction, and may refuse it. An
//! after-hook runs once it is committed and cannot undo it. Both are chosen by the type of the
//! action's [command](crate::Action::Command), and never see secrets. What must happen for sure is done
//! by a subscriber of [events](crate::events) instead.
//!
//! The commands of the bundled widgets are listed in the module `widgets`. A hook for a type that no
//! action of a mounted widget takes would never run, so `build()` refuses it.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use super::Widget;
use super::action::CommandType;
use crate::context::{Problem, Refusal, RequestCtx};
use crate::http::FieldErrors;

/// Refusal by a hook, with a message for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HookRefusal {
    /// The form field that the message belongs to, if any.
    pub field: Option<&'static str>,
    /// The message, in the user's language.
    pub message: String,
}

impl HookRefusal {
    /// Refuses the action as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            field: None,
            message: message.into(),
        }
    }

    /// Refuses the value of one field.
    pub fn at(field: &'static str, message: impl Into<String>) -> Self {
        Self {
            field: Some(field),
            message: message.into(),
        }
    }
}

type Before<I> =
    Arc<dyn Fn(RequestCtx, Arc<I>) -> BoxFuture<'static, Result<(), HookRefusal>> + Send + Sync>;
type After<I> = Arc<dyn Fn(RequestCtx, Arc<I>) -> BoxFuture<'static, ()> + Send + Sync>;
type ByInput = HashMap<TypeId, Vec<Box<dyn Any + Send + Sync>>>;

/// The hooks of a host.
#[derive(Default)]
pub(crate) struct Hooks {
    before: ByInput,
    after: ByInput,
    /// Builder method and input type of each hook, for error messages.
    registered: Vec<(&'static str, CommandType)>,
}

impl Hooks {
    /// Time limit of a hook. A before-hook that exceeds it refuses the action.
    const LONGEST: Duration = Duration::from_secs(5);

    pub(crate) fn add_before<I, F, R>(&mut self, hook: F)
    where
        I: Send + Sync + 'static,
        F: Fn(RequestCtx, Arc<I>) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), HookRefusal>> + Send + 'static,
    {
        self.registered.push(("before", CommandType::of::<I>()));
        let hook: Before<I> = Arc::new(move |ctx, input| Box::pin(hook(ctx, input)));
        self.before
            .entry(TypeId::of::<I>())
            .or_default()
            .push(Box::new(hook));
    }

    pub(crate) fn add_after<I, F, R>(&mut self, hook: F)
    where
        I: Send + Sync + 'static,
        F: Fn(RequestCtx, Arc<I>) -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        self.registered.push(("after", CommandType::of::<I>()));
        let hook: After<I> = Arc::new(move |ctx, input| Box::pin(hook(ctx, input)));
        self.after
            .entry(TypeId::of::<I>())
            .or_default()
            .push(Box::new(hook));
    }

    /// Hooks for inputs that none of these widgets performs.
    pub(crate) fn problems(&self, widgets: &[Widget]) -> Vec<String> {
        let performed = |input: &CommandType| {
            let mut all = widgets.iter().flat_map(Widget::commands);
            all.any(|own| own.id == input.id)
        };
        let idle = self.registered.iter().filter(|(_, own)| !performed(own));
        idle.map(|(call, input)| {
            format!(
                "{call}: no action of the widgets that are mounted takes {}, so this hook would \
                 never run; drop it, or mount the widget whose action takes it",
                input.name
            )
        })
        .collect()
    }

    /// Runs an action's business step between the host's hooks: before-hooks for this type of input may
    /// refuse it, after-hooks hear of it once it is committed.
    ///
    /// # Errors
    ///
    /// What a before-hook or the step answers. After an error no after-hook runs.
    pub(crate) async fn around<I, T>(
        &self,
        ctx: &RequestCtx,
        input: &Arc<I>,
        step: impl Future<Output = Result<T, Problem>> + Send,
    ) -> Result<T, Problem>
    where
        I: Send + Sync + 'static,
        T: Send,
    {
        self.before(ctx, input).await?;
        let outcome = step.await?;
        self.after(ctx, input).await;
        Ok(outcome)
    }

    /// Runs the before-hooks of this input. An error, a panic or a timeout refuses the action.
    async fn before<I>(&self, ctx: &RequestCtx, input: &Arc<I>) -> Result<(), Problem>
    where
        I: Send + Sync + 'static,
    {
        for hook in of::<Before<I>>(&self.before, TypeId::of::<I>()) {
            let asked = AssertUnwindSafe(async { hook(ctx.clone(), Arc::clone(input)).await });
            match tokio::time::timeout(Self::LONGEST, asked.catch_unwind()).await {
                Ok(Ok(Ok(()))) => {}
                Ok(Ok(Err(refusal))) => return Err(refusal.into()),
                Ok(Err(_)) => return Err(Problem::fault("a before-hook panicked")),
                Err(_) => return Err(Problem::unavailable("a before-hook took too long")),
            }
        }
        Ok(())
    }

    /// Runs the after-hooks of this input. Failures are only logged.
    async fn after<I>(&self, ctx: &RequestCtx, input: &Arc<I>)
    where
        I: Send + Sync + 'static,
    {
        for hook in of::<After<I>>(&self.after, TypeId::of::<I>()) {
            let told = AssertUnwindSafe(async { hook(ctx.clone(), Arc::clone(input)).await });
            let outcome = tokio::time::timeout(Self::LONGEST, told.catch_unwind()).await;
            if !matches!(outcome, Ok(Ok(()))) {
                tracing::error!(request = %ctx.request_id(), "an after-hook panicked or took too long");
            }
        }
    }
}

fn of<H: 'static>(hooks: &ByInput, input: TypeId) -> impl Iterator<Item = &H> {
    hooks
        .get(&input)
        .into_iter()
        .flatten()
        .filter_map(|hook| hook.downcast_ref())
}

impl From<HookRefusal> for Problem {
    fn from(refusal: HookRefusal) -> Self {
        match refusal.field {
            Some(field) => FieldErrors::one(field, refusal.message).into(),
            None => Refusal::Hook(refusal.message).into(),
        }
    }
}
