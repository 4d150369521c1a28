//! Sign-up: creates accounts for verified email addresses.
//!
//! Before verification there is no account, only a challenge of [`codes`](super::codes) that holds
//! what was typed. Nobody can therefore prepare an account for somebody else's address (account
//! pre-hijacking). Invited users verify their address by the link of the invitation.

mod actions;
mod flows;
mod invited;
mod model;
mod purpose;
mod view;

use std::time::Duration;

use crate::context::notice::{FragmentName, NoticeKind};
pub use crate::context::settings::sign_up::{SignUp, Terms};
use crate::stores::Quota;
use crate::table::{Access, Widget};
pub use model::{BeginSignUp, CompleteSignUp};

/// The sign-up form.
pub const FORM: FragmentName = FragmentName::new("sign_up.form");

/// An account was created.
pub const DONE: NoticeKind = NoticeKind::new("sign_up.done", |messages| {
    messages.words().sign_up_done().to_owned()
});

/// Per client, 30 attempts at once and one more every thirty seconds: enough for a class in one
/// room, too few to flood mailboxes.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(30));

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let anyone = Access::anyone;
    let limited = anyone().limit(PER_CLIENT);
    Widget::new("sign_up")
        .get("form", "/sign-up", anyone(), actions::form)
        .post("begin", "/sign-up", limited, actions::Begin)
        .signing_in()
        .during_tasks()
        .purpose(&purpose::SIGN_UP)
        .purpose(&purpose::INVITATION)
        .notice(DONE)
}
