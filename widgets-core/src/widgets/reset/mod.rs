//! A new password in place of a forgotten one.
//!
//! The code or link, sent by the widget [`codes`](super::codes), proves the mailbox. A reset ends every
//! session, signs nobody in, and leaves everything else about signing in as it was (OWASP Forgot
//! Password Cheat Sheet).

mod actions;
mod flows;
mod model;
mod purpose;
mod view;

use std::time::Duration;

use crate::context::notice::{FragmentName, NoticeKind};
use crate::stores::Quota;
use crate::table::{Access, Widget};
pub use model::{AskForReset, ResetPassword};

/// The form that asks for a new password.
pub const FORM: FragmentName = FragmentName::new("reset.form");

/// A forgotten password was replaced.
pub const DONE: NoticeKind =
    NoticeKind::new("reset.done", |messages| messages.words().reset_done());

/// One client may ask this often at once, and once more every minute.
const PER_CLIENT: Quota = Quota::new(20, Duration::from_secs(60));

/// The widget.
pub(crate) fn widget() -> Widget {
    let anyone = Access::anyone;
    Widget::new("reset")
        .get("form", "/reset", anyone(), actions::form)
        .post("ask", "/reset", anyone().limit(PER_CLIENT), actions::ask)
        .performs::<AskForReset>()
        .performs::<ResetPassword>()
        .mailing()
        .signing_in()
        .purpose(purpose::Resetting)
        .notice(DONE)
}
