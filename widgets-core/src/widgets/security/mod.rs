//! Security: the ways into an account, and what protects them.
//!
//! The overview says how each of them stands. Each is a subject with a folder of its own.

mod overview;
mod password;

pub use password::{ChangePassword, SetPassword};

use crate::context::notice::{FragmentName, NoticeKind};
use crate::table::{Access, Endpoint, Widget};

/// The page that tells how each way in stands.
pub const SHOW: FragmentName = FragmentName::new("security.show");

/// The form that changes the password.
pub const PASSWORD_FORM: FragmentName = FragmentName::new("security.password_form");

/// The form that sets a first password.
pub const FIRST_PASSWORD_FORM: FragmentName = FragmentName::new("security.first_password_form");

/// A password was set or changed.
pub const PASSWORD_SAVED: NoticeKind = NoticeKind::new("security.password_saved", |messages| {
    messages.words().security_saved()
});

/// A password was set or changed, and all other sessions were ended.
pub const PASSWORD_SAVED_OTHERS_ENDED: NoticeKind =
    NoticeKind::new("security.password_saved_others_ended", |messages| {
        messages.words().security_saved_others_ended()
    });

/// The widget.
pub(crate) fn widget() -> Widget {
    let overview = Endpoint::get("show", "/security", Access::user(), overview::show);
    let widget = Widget::new("security")
        .endpoint(overview.navigation(|messages| messages.words().security_title()));
    password::endpoints(widget)
        .performs::<ChangePassword>()
        .performs::<SetPassword>()
        .mailing()
        .signing_in()
        .notice(PASSWORD_SAVED)
        .notice(PASSWORD_SAVED_OTHERS_ENDED)
}
