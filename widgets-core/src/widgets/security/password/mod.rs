//! The password: setting a first one, and changing it.
//!
//! Whoever changes one types the one they have. A first one is set by whoever signed in a moment ago
//! (OWASP ASVS 5.0, 6.2.3 and 7.5.1), and only where there is none: the store holds to that.

mod actions;
mod flows;
mod model;
mod view;

use std::time::Duration;

use crate::stores::Quota;
use crate::table::{Access, Widget};
pub(super) use flows::is_set;
pub use model::{ChangePassword, SetPassword};

/// Where a password is changed.
pub(super) const CHANGE: &str = "/security/password";
/// Where a first one is set.
pub(super) const SET: &str = "/security/password/set";

/// One client may try this often at once, and once more every ten seconds.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// Adds the endpoints of the subject.
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
            actions::change,
        )
        .get("first_password_form", SET, fresh(), actions::set_form)
        .post("set_password", SET, fresh().limit(PER_CLIENT), actions::set)
}
