//! Sessions: where somebody is signed in now, and signing out from there.

mod actions;
mod device;
mod flows;
mod model;
mod view;

pub use model::{EndOtherSessions, EndSession};

use crate::table::{Access, Row, Widget};

/// The room.
pub(crate) fn widget() -> Widget {
    let user = Access::user;
    let in_person = || user().in_person();
    Widget::new(
        "sessions",
        [
            Row::get("sessions.list", "/sessions", user(), actions::list)
                .navigation(|messages| messages.words().sessions_title()),
            Row::get(
                "sessions.ask_end",
                "/sessions/{session}/end",
                in_person(),
                actions::ask_end,
            ),
            Row::post(
                "sessions.end",
                "/sessions/{session}/end",
                in_person(),
                actions::end,
            ),
            Row::get(
                "sessions.ask_end_others",
                "/sessions/others/end",
                in_person(),
                actions::ask_others,
            ),
            Row::post(
                "sessions.end_others",
                "/sessions/others/end",
                in_person(),
                actions::end_others,
            ),
        ],
    )
    .performs::<EndSession>()
    .performs::<EndOtherSessions>()
    .signing_in()
    .notice("sessions.ended", |messages| {
        messages.words().sessions_ended()
    })
    .notice("sessions.others_ended", |messages| {
        messages.words().sessions_others_ended()
    })
}
