//! The password: setting the first one, changing and removing it, and proving identity by it.
//!
//! A change requires the current password. Setting the first one requires a recent authentication
//! (OWASP ASVS 5.0, 6.2.3 and 7.5.1), and that there is none yet, which the store enforces. So does removing it, and that
//! another way in remains.

mod actions;
mod flows;
mod model;
mod proof;
mod view;

use std::time::Duration;

use crate::flows::password_mails::{PASSWORD_CHANGED, PASSWORD_REMOVED, PASSWORD_SET};
use crate::stores::Quota;
use crate::table::{Access, Widget};
pub(super) use flows::credentials;
pub use model::{ChangePassword, RemovePassword, SetPassword};
pub use proof::{ConfirmPassword, EmailAndPassword};

/// Path to change a password.
const CHANGE: &str = "/security/password";
/// Path to set the first password.
const SET: &str = "/security/password/set";
/// Path to remove the password.
const REMOVE: &str = "/security/password/removal";

/// Per client, 30 attempts at once and one more every ten seconds.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(10));

/// Registers the endpoints for passwords, their mails, and the proof.
pub(super) fn register(widget: Widget) -> Widget {
    let fresh = || Access::user().fresh();
    let not_impersonated = || Access::user().not_impersonated();
    widget
        .proof(&proof::PASSWORD)
        .mail(&PASSWORD_SET)
        .mail(&PASSWORD_CHANGED)
        .mail(&PASSWORD_REMOVED)
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
        .asking(
            "remove_password",
            REMOVE,
            fresh().limit(PER_CLIENT),
            actions::ask_remove,
            actions::Remove,
        )
}
