//! Operating the widgets: health, metrics, key rotation, retention.
//!
//! - [`Widgets::healthy`](crate::Widgets::healthy) checks all stores and returns a [`Health`], for
//!   a load balancer's or monitor's endpoint.
//! - An [`Observer`] is notified of every request, sign-in, delivery and sweep, for the host's
//!   metrics.
//! - Every request is a `tracing` span named `request` with the fields `request` (the id shown on
//!   error pages and in the audit trail), `route` (the endpoint's name), `method`, `status` and
//!   `micros`. Neither these nor an observer's values contain personal data or secrets. The path is
//!   left out, because it may contain a one-time link.
//! - [`Widgets::reseal`](crate::Widgets::reseal) reseals values that an older key has sealed, and
//!   returns a [`Resealed`].
//! - [`Retention`] configures how long old data is kept; the [worker](crate::Worker) deletes it.

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
