//! Signing up: an account for whoever proves an address.
//!
//! There is no account before the proof, only a challenge of the widget [`codes`](super::codes) that
//! holds what was typed, so nobody prepares an account for the address of somebody else. Whoever is
//! invited by the host comes by a link instead, which is the proof.

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

/// The form to sign up with.
pub const FORM: FragmentName = FragmentName::new("sign_up.form");

/// An account was made.
pub const DONE: NoticeKind =
    NoticeKind::new("sign_up.done", |messages| messages.words().sign_up_done());

/// One client may try this often at once, and once more every thirty seconds: enough for a class in
/// one widget, too little for filling mailboxes.
const PER_CLIENT: Quota = Quota::new(30, Duration::from_secs(30));

/// The widget.
pub(crate) fn widget() -> Widget {
    let anyone = Access::anyone;
    Widget::new("sign_up")
        .get("form", "/sign-up", anyone(), actions::form)
        .post(
            "begin",
            "/sign-up",
            anyone().limit(PER_CLIENT),
            actions::begin,
        )
        .performs::<BeginSignUp>()
        .performs::<CompleteSignUp>()
        .mailing()
        .signing_in()
        .purpose(purpose::SigningUp)
        .purpose(purpose::Invited)
        .notice(DONE)
}
