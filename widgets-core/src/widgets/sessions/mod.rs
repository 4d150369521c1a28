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
    Widget::new("sessions")
        .row(
            Row::get("list", "/sessions", user(), actions::list)
                .navigation(|messages| messages.words().sessions_title()),
        )
        .get(
            "ask_end",
            "/sessions/{session}/end",
            in_person(),
            actions::ask_end,
        )
        .post("end", "/sessions/{session}/end", in_person(), actions::end)
        .get(
            "ask_end_others",
            "/sessions/others/end",
            in_person(),
            actions::ask_others,
        )
        .post(
            "end_others",
            "/sessions/others/end",
            in_person(),
            actions::end_others,
        )
        .performs::<EndSession>()
        .performs::<EndOtherSessions>()
        .signing_in()
        .notice("ended", |messages| messages.words().sessions_ended())
        .notice("others_ended", |messages| {
            messages.words().sessions_others_ended()
        })
}
