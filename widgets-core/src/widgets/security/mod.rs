//! Security: credentials of the account, and their protection.
//!
//! The overview shows their state. Each kind has a folder of its own.

mod overview;
mod password;

pub use password::{ChangePassword, ConfirmPassword, EmailAndPassword, SetPassword};

use crate::context::notice::{FragmentName, NoticeKind};
use crate::table::{Access, Endpoint, Widget};

/// The overview page.
pub const SHOW: FragmentName = FragmentName::new("security.show");

/// The form to change the password.
pub const PASSWORD_FORM: FragmentName = FragmentName::new("security.password_form");

/// The form to set a first password.
pub const FIRST_PASSWORD_FORM: FragmentName = FragmentName::new("security.first_password_form");

/// A password was set or changed.
pub const PASSWORD_SAVED: NoticeKind = NoticeKind::new("security.password_saved", |messages| {
    messages.words().security_saved().to_owned()
});

/// A password was set or changed, and all other sessions were ended.
pub const PASSWORD_SAVED_OTHERS_ENDED: NoticeKind =
    NoticeKind::new("security.password_saved_others_ended", |messages| {
        messages.words().security_saved_others_ended().to_owned()
    });

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let overview = Endpoint::get("show", "/security", Access::user(), overview::show);
    let widget = Widget::new("security")
        .endpoint(overview.navigation(|messages| messages.words().security_title().to_owned()));
    password::register(widget)
        .signing_in()
        .notice(PASSWORD_SAVED)
        .notice(PASSWORD_SAVED_OTHERS_ENDED)
}
