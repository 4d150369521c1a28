//! Running the widgets: whether they are well, what they do, how long they keep things.
//!
//! - [`Widgets::healthy`](crate::Widgets::healthy) asks every store and answers a [`Health`], for
//!   the route that a load balancer or a person watches.
//! - An [`Observer`] hears of every request, sign-in, delivery and sweep, for the host's metrics.
//! - Every request is a span of `tracing`, called `request`, with the fields `request` (its id, the
//!   one on error pages and in the audit trail), `route` (the row's name), `method`, `status` and
//!   `micros`. None of them, and nothing an observer hears, names a person or holds a secret: the
//!   path, which may hold a one-time link, is not among them.
//! - [`Widgets::reseal`](crate::Widgets::reseal) seals anew what an older key has sealed, and answers
//!   a [`Resealed`].
//! - [`Retention`] says how long what is over is kept; the [worker](crate::Worker) removes it.

mod health;
pub(crate) mod reseal;

pub use self::health::{Health, StoreState};
pub use self::reseal::Resealed;
pub use crate::context::ports::observer::{
    DeliveryObserved, DeliveryOutcome, Observer, RequestObserved, SignInObserved, SignInOutcome,
    SweepObserved,
};
pub use crate::context::settings::retention::Retention;
pub use crate::outbox::reseal::ResealCount;
pub use crate::outbox::sweeper::Swept;
