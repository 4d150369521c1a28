//! Lists a user's active sessions and ends them.

mod actions;
mod device;
mod flows;
mod model;
mod view;

pub use model::{EndOtherSessions, EndSession};

use crate::context::notice::{FragmentName, NoticeKind};
use crate::table::{Access, Endpoint, Widget};

/// The list of sessions.
pub const LIST: FragmentName = FragmentName::new("sessions.list");

/// One session was ended.
pub const ENDED: NoticeKind = NoticeKind::new("sessions.ended", |messages| {
    messages.words().sessions_ended().to_owned()
});

/// All other sessions were ended.
pub const OTHERS_ENDED: NoticeKind = NoticeKind::new("sessions.others_ended", |messages| {
    messages.words().sessions_others_ended().to_owned()
});

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let user = Access::user;
    let not_impersonated = || user().not_impersonated();
    Widget::new("sessions")
        .endpoint(
            Endpoint::get("list", "/sessions", user(), actions::list)
                .navigation(|messages| messages.words().sessions_title().to_owned()),
        )
        .get(
            "ask_end",
            "/sessions/{session}/end",
            not_impersonated(),
            actions::ask_end,
        )
        .post(
            "end",
            "/sessions/{session}/end",
            not_impersonated(),
            actions::End,
        )
        .get(
            "ask_end_others",
            "/sessions/others/end",
            not_impersonated(),
            actions::ask_others,
        )
        .post(
            "end_others",
            "/sessions/others/end",
            not_impersonated(),
            actions::EndOthers,
        )
        .signing_in()
        .notice(ENDED)
        .notice(OTHERS_ENDED)
}
