//! What the host's metrics hear.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use http::{Method, StatusCode};

use crate::context::RequestCtx;
use crate::context::problem::{Problem, Refusal};
use crate::stores;
use crate::types::id::RequestId;

/// Hears what the widgets do, to count it. Every method does nothing unless it is written.
///
/// They are called on the path of a request or of the worker, so they count and come back: no
/// input or output, no long wait for a lock. A panic in one is caught and changes no answer.
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
    fn request(&self, request: &RequestObserved<'_>) {
        let _ = request;
    }

    /// Somebody tried to sign in, or to sign up with a mailed code. A code or link whose time is
    /// over altogether is not told of: what it was for is not known any more.
    fn sign_in(&self, sign_in: &SignInObserved) {
        let _ = sign_in;
    }

    /// The worker tried to deliver a row of the outbox: an event to subscribers, or a mail.
    fn delivery(&self, delivery: &DeliveryObserved<'_>) {
        let _ = delivery;
    }

    /// The worker removed what is over.
    fn sweep(&self, sweep: &SweepObserved) {
        let _ = sweep;
    }
}

/// An [`Arc`](std::sync::Arc) of an observer is one, so that the host can keep the other end.
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

/// One answered request.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct RequestObserved<'a> {
    /// The name of the row, such as `sessions.list`; none where no row has that path and method.
    pub route: Option<&'a str>,
    /// The method.
    pub method: &'a Method,
    /// The status of the answer; its class is `status.as_u16() / 100`.
    pub status: StatusCode,
    /// From the adapter handing it over until the answer was made.
    pub took: Duration,
    /// Its id, as it stands in traces, audit events and on error pages.
    pub id: &'a RequestId,
}

impl RequestObserved<'_> {
    /// Says in the request's span how it ended.
    pub(crate) fn trace(&self, span: &tracing::Span) {
        let (status, micros) = (self.status.as_u16(), self.took.as_micros());
        let micros = u64::try_from(micros).unwrap_or(u64::MAX);
        span.record("status", status);
        span.record("micros", micros);
        tracing::debug!(parent: span, status, micros, "a request was answered");
    }
}

/// One attempt to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignInObserved {
    /// With what.
    pub method: stores::SignInMethod,
    /// How it ended.
    pub outcome: SignInOutcome,
}

/// How an attempt to sign in ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SignInOutcome {
    /// A session is open.
    Opened,
    /// It was wrong, or a hook of the host's refused.
    Refused,
    /// A limit was used up.
    Limited,
    /// Something failed.
    Failed,
}

impl SignInOutcome {
    /// One word for it, such as a label of a metric.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Refused => "refused",
            Self::Limited => "limited",
            Self::Failed => "failed",
        }
    }

    const fn of<T>(outcome: &Result<T, Problem>) -> Self {
        match outcome {
            Ok(_) => Self::Opened,
            Err(Problem::Fault(_)) => Self::Failed,
            Err(Problem::Refusal(Refusal::TooMany { .. })) => Self::Limited,
            Err(_) => Self::Refused,
        }
    }
}

/// One attempt to deliver a row of the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryObserved<'a> {
    /// What the row is: `event` or `mail`.
    pub topic: &'a str,
    /// How it ended.
    pub outcome: DeliveryOutcome,
}

/// How an attempt to deliver ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeliveryOutcome {
    /// It was delivered.
    Done,
    /// It comes again later.
    Again,
    /// It was given up: a dead mail.
    GivenUp,
}

impl DeliveryOutcome {
    /// One word for it, such as a label of a metric.
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

/// One batch of rows that were removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SweepObserved {
    /// The store they were in: a field of [`Stores`](stores::Stores).
    pub store: &'static str,
    /// How many.
    pub removed: u64,
}

/// Observes nothing.
pub(crate) struct NoopObserver;

impl Observer for NoopObserver {}

/// Tells the observer; its panic is its own.
pub(crate) fn observed(observer: &dyn Observer, tell: impl FnOnce(&dyn Observer)) {
    let told = std::panic::catch_unwind(AssertUnwindSafe(|| tell(observer)));
    if told.is_err() {
        tracing::error!("the observer panicked");
    }
}

impl RequestCtx {
    /// Tells the observer how an attempt to sign in ended.
    pub(crate) fn observe_sign_in<T>(
        &self,
        method: stores::SignInMethod,
        outcome: &Result<T, Problem>,
    ) {
        let outcome = SignInOutcome::of(outcome);
        let sign_in = SignInObserved { method, outcome };
        observed(self.app().observer(), |own| own.sign_in(&sign_in));
    }
}
