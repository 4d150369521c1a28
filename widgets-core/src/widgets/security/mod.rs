//! Security: the ways into an account, and what protects them.
//!
//! The overview says how each of them stands. Each is a subject with a folder of its own.

mod overview;
mod password;

pub use password::{ChangePassword, SetPassword};

use crate::table::{Access, Row, Widget};

/// The room.
pub(crate) fn widget() -> Widget {
    let overview = Row::get("security.show", "/security", Access::user(), overview::show)
        .navigation(|messages| messages.words().security_title());
    let rows = [overview].into_iter().chain(password::rows());
    Widget::new("security", rows)
        .performs::<ChangePassword>()
        .performs::<SetPassword>()
        .mailing()
        .signing_in()
        .notice("security.password_saved", |messages| {
            messages.words().security_saved()
        })
        .notice("security.password_saved_others_ended", |messages| {
            messages.words().security_saved_others_ended()
        })
}
