//! The observer port, for the host's metrics.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use http::{Method, StatusCode};

use crate::context::RequestCtx;
use crate::context::problem::{Problem, Refusal};
use crate::stores;
use crate::types::RequestId;

/// Receives notifications for metrics. All methods have empty defaults.
///
/// They run synchronously while a request is handled or the worker runs, so they must not block: no
/// input or output, no long waits for locks. A panic is caught and does not affect the response.
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use widgets_core::ops::{Observer, RequestObserved};
///
/// #[derive(Default)]
/// struct Failures(AtomicU64);
///
/// impl Observer for Failures {
///     fn request(&self, request: &RequestObserved<'_>) {
///         if request.status.is_server_error() {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// # fn with(builder: widgets_core::WidgetsBuilder) -> widgets_core::WidgetsBuilder {
/// builder.observer(Failures::default())
/// # }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// A request was answered.
    fn request(&self, _: &RequestObserved<'_>) {}

    /// An attempt to sign in, or to sign up with a mailed code. Not called for codes and links that
    /// have expired altogether, because their purpose is no longer known.
    fn sign_in(&self, _: &SignInObserved) {}

    /// The worker attempted to deliver an outbox row: an event to subscribers, or a mail.
    fn delivery(&self, _: &DeliveryObserved<'_>) {}

    /// The worker deleted expired rows.
    fn sweep(&self, _: &SweepObserved) {}
}

/// Delegates to the observer in the [`Arc`](std::sync::Arc), so that the host can keep a reference.
impl<O: Observer + ?Sized> Observer for std::sync::Arc<O> {
    fn request(&self, request: &RequestObserved<'_>) {
        (**self).request(request);
    }

    fn sign_in(&self, sign_in: &SignInObserved) {
        (**self).sign_in(sign_in);
    }

    fn delivery(&self, delivery: &DeliveryObserved<'_>) {
        (**self).delivery(delivery);
    }

    fn sweep(&self, sweep: &SweepObserved) {
        (**self).sweep(sweep);
    }
}

/// An answered request.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct RequestObserved<'a> {
    /// Name of the endpoint, such as `sessions.list`; `None` if none matches path and method.
    pub route: Option<&'a str>,
    /// The method.
    pub method: &'a Method,
    /// Status code; its class is `status.as_u16() / 100`.
    pub status: StatusCode,
    /// Time from the adapter's call to the response.
    pub took: Duration,
    /// Request id, as in traces, audit events and on error pages.
    pub id: &'a RequestId,
}

impl RequestObserved<'_> {
    /// Records the result in the request's span.
    pub(crate) fn trace(&self, span: &tracing::Span) {
        let (status, micros) = (self.status.as_u16(), self.took.as_micros());
        let micros = u64::try_from(micros).unwrap_or(u64::MAX);
        span.record("status", status);
        span.record("micros", micros);
        tracing::debug!(parent: span, status, micros, "a request was answered");
    }
}

/// An attempt to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignInObserved {
    /// The method used.
    pub method: stores::SignInMethod,
    /// The result.
    pub outcome: SignInOutcome,
}

/// Result of an attempt to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SignInOutcome {
    /// A session was opened.
    Opened,
    /// Wrong credentials, or refused by a hook.
    Refused,
    /// A rate limit was exceeded.
    Limited,
    /// An internal failure.
    Failed,
}

impl SignInOutcome {
    /// A short name, such as for a metric's label.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Refused => "refused",
            Self::Limited => "limited",
            Self::Failed => "failed",
        }
    }

    const fn of(outcome: Result<(), &Problem>) -> Self {
        match outcome {
            Ok(()) => Self::Opened,
            Err(Problem::Fault(_)) => Self::Failed,
            Err(Problem::Refusal(Refusal::TooMany { .. })) => Self::Limited,
            Err(_) => Self::Refused,
        }
    }
}

/// An attempt to deliver an outbox row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryObserved<'a> {
    /// Kind of row: `event` or `mail`.
    pub topic: &'a str,
    /// The result.
    pub outcome: DeliveryOutcome,
}

/// Result of an attempt to deliver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DeliveryOutcome {
    /// It was delivered.
    Done,
    /// It will be retried.
    Again,
    /// It was given up and is a dead letter.
    GivenUp,
}

impl DeliveryOutcome {
    /// A short name, such as for a metric's label.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Again => "again",
            Self::GivenUp => "given_up",
        }
    }
}

impl From<&stores::Finish> for DeliveryOutcome {
    fn from(finish: &stores::Finish) -> Self {
        match finish {
            stores::Finish::Done => Self::Done,
            stores::Finish::Retry { .. } => Self::Again,
            stores::Finish::Dead { .. } => Self::GivenUp,
        }
    }
}

/// A batch of deleted rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SweepObserved {
    /// The store: a field of [`Stores`](stores::Stores).
    pub store: &'static str,
    /// Number of rows.
    pub removed: u64,
    /// How long ago this instance last found nothing left to delete in that store: zero if this was the
    /// last batch. If it keeps growing, more rows expire than are deleted.
    pub behind: Duration,
}

/// Observes nothing.
pub(crate) struct NoopObserver;

impl Observer for NoopObserver {}

/// Notifies the observer; catches its panics.
pub(crate) fn observed(observer: &dyn Observer, tell: impl FnOnce(&dyn Observer)) {
    let told = std::panic::catch_unwind(AssertUnwindSafe(|| tell(observer)));
    if told.is_err() {
        tracing::error!("the observer panicked");
    }
}

impl RequestCtx {
    /// Notifies the observer of an attempt to sign in.
    pub(crate) fn observe_sign_in(
        &self,
        method: stores::SignInMethod,
        outcome: Result<(), &Problem>,
    ) {
        let outcome = SignInOutcome::of(outcome);
        let sign_in = SignInObserved { method, outcome };
        observed(self.app().observer(), |own| own.sign_in(&sign_in));
    }
}
