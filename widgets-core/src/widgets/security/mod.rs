//! Security: the ways into an account, and what protects them.
//!
//! The overview says how each of them stands. Each is a subject with a folder of its own.

mod overview;
mod password;

pub use password::{ChangePassword, SetPassword};

use crate::table::{Access, Row, Widget};

/// The room.
pub(crate) fn widget() -> Widget {
    let overview = Row::get("show", "/security", Access::user(), overview::show);
    let widget = Widget::new("security")
        .row(overview.navigation(|messages| messages.words().security_title()));
    password::rows(widget)
        .performs::<ChangePassword>()
        .performs::<SetPassword>()
        .mailing()
        .signing_in()
        .notice("password_saved", |messages| {
            messages.words().security_saved()
        })
        .notice("password_saved_others_ended", |messages| {
            messages.words().security_saved_others_ended()
        })
}
