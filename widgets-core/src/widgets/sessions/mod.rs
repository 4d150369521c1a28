//! Lists a user's active sessions and ends them.

mod actions;
mod flows;
mod model;
mod view;

pub use model::{EndOtherSessions, EndSession};

use crate::context::notice::{FragmentName, NoticeKind};
use crate::table::{Access, Endpoint, Widget, action, plain};

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
    let own = || Access::user().not_impersonated();
    let list = Endpoint::get("list", "/sessions", Access::user(), actions::list);
    let (one, others) = ("/sessions/{session}/end", "/sessions/others/end");
    Widget::new("sessions")
        .endpoint(list.navigation(|messages| messages.words().sessions_title().to_owned()))
        .asking("end", one, own(), actions::ask_end, actions::End)
        .asking(
            "end_others",
            others,
            own(),
            plain(view::ask_others),
            action(actions::end_others),
        )
        .signing_in()
        .notice(ENDED)
        .notice(OTHERS_ENDED)
}
