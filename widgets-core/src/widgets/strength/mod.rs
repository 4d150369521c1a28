//! The strength meter: how hard a new password is to guess, told while it is typed.
//!
//! Script asks for it when somebody pauses; without script, the answer to a form tells what is too weak.
//! The password is in the body of a POST and in nothing that is kept: no address, no log, no cache. What is
//! told is an estimate of this server. No other service is asked.

mod actions;
mod model;

use std::time::Duration;

use crate::stores::Quota;
use crate::table::{Access, Widget};
pub use model::MeasurePassword;

/// Path that measures a password.
const PATH: &str = crate::context::STRENGTH_PATH;

/// Per client, 60 at once and one more every second: more than somebody types pauses.
const PER_CLIENT: Quota = Quota::new(60, Duration::from_secs(1));

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let anyone = Access::anyone().limit(PER_CLIENT);
    Widget::new("strength")
        .post("measure_password", PATH, anyone, actions::Measure)
        .signing_in()
}
