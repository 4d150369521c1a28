//! Hooks: the host's own code before and after every action.
//!
//! A before-hook runs before the business step, never inside its transaction, and may refuse it. An
//! after-hook runs once it is committed and cannot undo it. Both are chosen by the type of the
//! action's input, and never see secrets. What must happen for sure subscribes to events instead.
//!
//! The inputs of our rooms are these. A hook for any other type never runs, except for inputs that a
//! widget of the host's own [performs](crate::Visit::perform).
//!
//! | Room | Inputs |
//! |---|---|
//! | [`sign_in`](crate::sign_in) | [`EmailAndPassword`](crate::sign_in::EmailAndPassword), [`AskForCode`](crate::sign_in::AskForCode), [`ProvedMailbox`](crate::sign_in::ProvedMailbox), [`OneTimeLink`](crate::sign_in::OneTimeLink), [`SignOut`](crate::sign_in::SignOut) |
//! | [`sign_up`](crate::sign_up) | [`BeginSignUp`](crate::sign_up::BeginSignUp), [`CompleteSignUp`](crate::sign_up::CompleteSignUp) |
//! | [`codes`](crate::codes) | [`ResendCode`](crate::codes::ResendCode), [`RevokeCode`](crate::codes::RevokeCode) |
//! | [`reset`](crate::reset) | [`AskForReset`](crate::reset::AskForReset), [`ResetPassword`](crate::reset::ResetPassword) |
//! | [`step_up`](crate::step_up) | [`ConfirmPassword`](crate::step_up::ConfirmPassword), [`AskForCode`](crate::step_up::AskForCode), [`ConfirmedMailbox`](crate::step_up::ConfirmedMailbox) |
//! | [`profile`](crate::profile) | [`ChangeNames`](crate::profile::ChangeNames), [`ChangePreferences`](crate::profile::ChangePreferences) |
//! | [`security`](crate::security) | [`ChangePassword`](crate::security::ChangePassword), [`SetPassword`](crate::security::SetPassword) |
//! | [`sessions`](crate::sessions) | [`EndSession`](crate::sessions::EndSession), [`EndOtherSessions`](crate::sessions::EndOtherSessions) |

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use crate::ctx::Visit;
use crate::form::FieldErrors;
use crate::problem::{Problem, Refusal};

/// Why a hook refuses an action, in words the person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HookRefusal {
    /// The field of the form the message belongs to, if it belongs to one.
    pub field: Option<&'static str>,
    /// What to tell the person.
    pub message: String,
}

impl HookRefusal {
    /// A refusal of the whole action.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            field: None,
            message: message.into(),
        }
    }

    /// A refusal of what stands in one field.
    pub fn at(field: &'static str, message: impl Into<String>) -> Self {
        Self {
            field: Some(field),
            message: message.into(),
        }
    }
}

type Before<I> =
    Arc<dyn Fn(Visit, Arc<I>) -> BoxFuture<'static, Result<(), HookRefusal>> + Send + Sync>;
type After<I> = Arc<dyn Fn(Visit, Arc<I>) -> BoxFuture<'static, ()> + Send + Sync>;
type ByInput = HashMap<TypeId, Vec<Box<dyn Any + Send + Sync>>>;

/// The hooks a host registered.
#[derive(Default)]
pub(crate) struct Hooks {
    before: ByInput,
    after: ByInput,
}

impl Hooks {
    /// A hook that takes longer is given up, and the action refused.
    const LONGEST: Duration = Duration::from_secs(5);

    pub(crate) fn add_before<I, F, R>(&mut self, hook: F)
    where
        I: Send + Sync + 'static,
        F: Fn(Visit, Arc<I>) -> R + Send + Sync + 'static,
        R: Future<Output = Result<(), HookRefusal>> + Send + 'static,
    {
        let hook: Before<I> = Arc::new(move |visit, input| Box::pin(hook(visit, input)));
        self.before
            .entry(TypeId::of::<I>())
            .or_default()
            .push(Box::new(hook));
    }

    pub(crate) fn add_after<I, F, R>(&mut self, hook: F)
    where
        I: Send + Sync + 'static,
        F: Fn(Visit, Arc<I>) -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        let hook: After<I> = Arc::new(move |visit, input| Box::pin(hook(visit, input)));
        self.after
            .entry(TypeId::of::<I>())
            .or_default()
            .push(Box::new(hook));
    }

    /// Asks every before-hook of this input. An error, a panic and too long a wait all refuse.
    pub(crate) async fn before<I>(&self, visit: &Visit, input: &Arc<I>) -> Result<(), Problem>
    where
        I: Send + Sync + 'static,
    {
        for hook in of::<Before<I>>(&self.before, TypeId::of::<I>()) {
            let asked = AssertUnwindSafe(async { hook(visit.clone(), Arc::clone(input)).await });
            match tokio::time::timeout(Self::LONGEST, asked.catch_unwind()).await {
                Ok(Ok(Ok(()))) => {}
                Ok(Ok(Err(refusal))) => return Err(refusal.into()),
                Ok(Err(_)) => return Err(Problem::fault("a before-hook panicked")),
                Err(_) => return Err(Problem::unavailable("a before-hook took too long")),
            }
        }
        Ok(())
    }

    /// Tells every after-hook of this input; what fails there is only traced.
    pub(crate) async fn after<I>(&self, visit: &Visit, input: &Arc<I>)
    where
        I: Send + Sync + 'static,
    {
        for hook in of::<After<I>>(&self.after, TypeId::of::<I>()) {
            let told = AssertUnwindSafe(async { hook(visit.clone(), Arc::clone(input)).await });
            let outcome = tokio::time::timeout(Self::LONGEST, told.catch_unwind()).await;
            if !matches!(outcome, Ok(Ok(()))) {
                tracing::error!(request = %visit.request_id(), "an after-hook panicked or took too long");
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
