//! The password: setting the first one, and changing it.
//!
//! A change requires the current password. Setting the first one requires a recent authentication
//! (OWASP ASVS 5.0, 6.2.3 and 7.5.1), and that there is none yet, which the store enforces.

mod actions;
mod flows;
mod model;
mod view;

use std::time::Duration;

use crate::stores::Quota;
use crate::table::{Access, Widget};
pub(super) use flows::is_set;
pub use model::{ChangePassword, SetPassword};

/// Path to change a password.
pub(super) const CHANGE: &str = "/security/password";
/// Path to set the first password.
pub(super) const SET: &str = "/security/password/set";

/// Per client, 30 attempts at once and one more every ten seconds.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// Adds the endpoints for passwords.
pub(super) fn endpoints(widget: Widget) -> Widget {
    let fresh = || Access::user().fresh();
    let not_impersonated = || Access::user().not_impersonated();
    widget
        .get(
            "password_form",
            CHANGE,
            not_impersonated(),
            actions::change_form,
        )
        .post(
            "change_password",
            CHANGE,
            not_impersonated().limit(PER_CLIENT),
            actions::Change,
        )
        .get("first_password_form", SET, fresh(), actions::set_form)
        .post("set_password", SET, fresh().limit(PER_CLIENT), actions::Set)
}
