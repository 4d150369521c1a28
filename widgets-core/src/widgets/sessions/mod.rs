//! Lists a user's active sessions and ends them.

mod actions;
mod flows;
mod model;
mod view;

pub use model::{EndOtherSessions, EndSession};

use crate::context::notice::{FragmentName, NoticeKind};
use crate::stores::Session;
use crate::table::checks::{Check, Weakness};
use crate::table::{Access, Endpoint, Widget, action, plain};

use crate::ui::{Icon, LinkRole};

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
        .check(&UNUSED)
        .signing_in()
        .notice(ENDED)
        .notice(OTHERS_ENDED)
}

/// Sessions that nobody has used for long.
static UNUSED: Check = Check {
    name: "unused_sessions",
    place: 50,
    look: |ctx, facts| {
        let long = ctx.app().check_up().unused_session;
        let unused = |own: &&Session| ctx.now().since(own.last_used_at) >= long;
        let count = facts.others.iter().filter(unused).count();
        let words = ctx.messages().words();
        let days = long.as_secs() / (24 * 60 * 60);
        (count > 0).then(|| Weakness {
            icon: Icon::Computer,
            title: words.sessions_unused(i64::try_from(count).unwrap_or(i64::MAX)),
            why: words.sessions_unused_why(i64::try_from(days).unwrap_or(i64::MAX)),
            mend: (words.security_devices_show().to_owned(), "/sessions"),
            role: LinkRole::Leads,
        })
    },
};
