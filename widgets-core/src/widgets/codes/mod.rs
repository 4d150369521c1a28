//! Mailed codes and links: entering them, sending them again, declining them.
//!
//! Widgets that need a verified mailbox call `begin` and redirect to the page of the challenge.
//! What it allows is a `ProofGoal`, performed by that widget's `MailedPurpose` once the code is
//! entered or the link is opened in the same browser. This widget knows no purpose, and reads and
//! opens a challenge once a request.

mod actions;
mod model;
mod view;

use std::time::Duration;

use crate::context::notice::NoticeKind;
use crate::stores::Quota;
use crate::table::action::GoesOn;
use crate::table::respond::Respond;
use crate::table::{Access, Endpoint, Widget};
pub use model::{ResendCode, RevokeCode};

/// A code was mailed again.
pub const SENT: NoticeKind = NoticeKind::new("codes.sent", |messages| {
    messages.words().codes_sent_again().to_owned()
});

/// Per client, 60 attempts at once and one more every five seconds.
const PER_CLIENT: Quota = Quota::new(60, Duration::from_secs(5));

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let anyone = Access::anyone;
    let limited = || anyone().limit(PER_CLIENT);
    let (code, link) = ("/code/{challenge}", "/link/{token}");
    let (address, decline) = ("/code/{challenge}/address", "/link/{token}/decline");
    let resend = "/code/{challenge}/resend";
    let confirming = Respond::posting(actions::confirm).going_on(GoesOn::Purposes);
    let correcting = Respond::posting(actions::address);
    let opening = Respond::posting(actions::open_link).going_on(GoesOn::Purposes);
    let resending = Respond::posting(actions::resend).running::<ResendCode>();
    let revoking = Respond::posting(actions::revoke).running::<RevokeCode>();
    Widget::new("codes")
        .get("form", code, anyone(), actions::form)
        .endpoint(Endpoint::acting("confirm", code, limited(), confirming))
        .endpoint(Endpoint::acting("resend", resend, limited(), resending))
        .get("address_form", address, anyone(), actions::address_form)
        .endpoint(Endpoint::acting("address", address, limited(), correcting))
        .get("link", link, anyone(), actions::link)
        .endpoint(Endpoint::acting("open_link", link, limited(), opening))
        .get("decline", decline, anyone(), actions::decline)
        .endpoint(Endpoint::acting("revoke", decline, limited(), revoking))
        .signing_in()
        .during_tasks()
        .notice(SENT)
}
