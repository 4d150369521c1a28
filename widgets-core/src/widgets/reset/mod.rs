//! Reset of a forgotten password.
//!
//! A code or link mailed by [`codes`](super::codes) proves control of the mailbox. A reset ends
//! every session, does not sign the user in, and leaves other factors unchanged (OWASP Forgot
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

/// The form to request a reset.
pub const FORM: FragmentName = FragmentName::new("reset.form");

/// A forgotten password was replaced.
pub const DONE: NoticeKind = NoticeKind::new("reset.done", |messages| {
    messages.words().reset_done().to_owned()
});

/// Per client, 20 requests at once and one more per minute.
const PER_CLIENT: Quota = Quota::new(20, Duration::from_secs(60));

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let anyone = Access::anyone;
    Widget::new("reset")
        .get("form", "/reset", anyone(), actions::form)
        .post("ask", "/reset", anyone().limit(PER_CLIENT), actions::Ask)
        .signing_in()
        .during_tasks()
        .purpose(&purpose::RESET)
        .notice(DONE)
}
