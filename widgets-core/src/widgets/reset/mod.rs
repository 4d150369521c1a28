//! A new password in place of a forgotten one.
//!
//! The code or link, sent by the room [`codes`](super::codes), proves the mailbox. A reset ends every
//! session, signs nobody in, and leaves everything else about signing in as it was (OWASP Forgot
//! Password Cheat Sheet).

mod actions;
mod flows;
mod model;
mod view;

use std::time::Duration;

pub(in crate::widgets) use actions::complete;
pub(in crate::widgets) use model::read_password;
pub use model::{AskForReset, ResetPassword};
pub(in crate::widgets) use view::password_field;

use crate::table::Widget;
use crate::table::{Access, Row};
use crate::stores::Quota;

/// One client may ask this often at once, and once more every minute.
const PER_CLIENT: Quota = Quota::new(20, Duration::from_secs(60));

/// The room.
pub(crate) fn widget() -> Widget {
    let anyone = Access::anyone;
    Widget::new(
        "reset",
        [
            Row::get("reset.form", "/reset", anyone(), actions::form),
            Row::post(
                "reset.ask",
                "/reset",
                anyone().limit(PER_CLIENT),
                actions::ask,
            ),
        ],
    )
    .performs::<AskForReset>()
    .performs::<ResetPassword>()
    .mailing()
    .signing_in()
    .notice("reset.done", |messages| messages.words().reset_done())
}
