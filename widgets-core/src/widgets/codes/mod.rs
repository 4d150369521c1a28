//! Mailed codes and links: entering them, sending them again, declining them.
//!
//! Widgets that need a verified mailbox call `begin` and redirect to the page of the challenge.
//! What it allows is a `ProofGoal`, performed by that widget's `MailedPurpose` once the code is
//! entered or the link is opened in the same browser.

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

/// Per client, 60 attempts at once and one more every five seconds.
const PER_CLIENT: Quota = Quota::new(60, Duration::from_secs(5));

/// The widget's registration.
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
