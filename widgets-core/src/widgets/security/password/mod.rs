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
use crate::table::{Access, Row};
pub(super) use flows::is_set;
pub use model::{ChangePassword, SetPassword};

/// Where a password is changed.
pub(super) const CHANGE: &str = "/security/password";
/// Where a first one is set.
pub(super) const SET: &str = "/security/password/set";

/// One client may try this often at once, and once more every ten seconds.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// The rows.
pub(super) fn rows() -> [Row; 4] {
    let user = Access::user;
    [
        Row::get(
            "security.password_form",
            CHANGE,
            user().in_person(),
            actions::change_form,
        ),
        Row::post(
            "security.change_password",
            CHANGE,
            user().in_person().limit(PER_CLIENT),
            actions::change,
        ),
        Row::get(
            "security.first_password_form",
            SET,
            user().fresh(),
            actions::set_form,
        ),
        Row::post(
            "security.set_password",
            SET,
            user().fresh().limit(PER_CLIENT),
            actions::set,
        ),
    ]
}
