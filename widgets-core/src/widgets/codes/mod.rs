//! Codes and links sent to a mailbox: giving them back, asking for them again, saying that one did
//! not ask for them.
//!
//! Whoever wants a mailbox proved calls `begin` and sends the person to the page of the challenge
//! it gives. What the proof allows is `ProofGoal`; it is done by the widget it belongs to (its
//! `MailedPurpose`), once the code was right or the link was opened in the browser that asked for it.

mod actions;
mod model;
mod view;

use std::time::Duration;

use crate::context::notice::NoticeKind;
use crate::stores::Quota;
use crate::table::{Access, Widget};
pub use model::{ResendCode, RevokeCode};

/// A code was mailed again.
pub const SENT: NoticeKind =
    NoticeKind::new("codes.sent", |messages| messages.words().codes_sent_again());

/// One client may try this often at once, and once more every five seconds.
const PER_CLIENT: Quota = Quota::new(60, Duration::from_secs(5));

/// The widget.
pub(crate) fn widget() -> Widget {
    let anyone = Access::anyone;
    let limited = || anyone().limit(PER_CLIENT);
    Widget::new("codes")
        .get("form", "/code/{challenge}", anyone(), actions::form)
        .post("confirm", "/code/{challenge}", limited(), actions::confirm)
        .post(
            "resend",
            "/code/{challenge}/resend",
            limited(),
            actions::resend,
        )
        .get(
            "address_form",
            "/code/{challenge}/address",
            anyone(),
            actions::address_form,
        )
        .post(
            "address",
            "/code/{challenge}/address",
            limited(),
            actions::address,
        )
        .get("link", "/link/{token}", anyone(), actions::link)
        .post("open_link", "/link/{token}", limited(), actions::open_link)
        .get(
            "decline",
            "/link/{token}/decline",
            anyone(),
            actions::decline,
        )
        .post(
            "revoke",
            "/link/{token}/decline",
            limited(),
            actions::revoke,
        )
        .performs::<ResendCode>()
        .performs::<RevokeCode>()
        .signing_in()
        .notice(SENT)
}
