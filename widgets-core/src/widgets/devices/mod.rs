//! Lists the browsers that an account knows, and forgets them.

mod actions;
mod flows;
mod model;
mod view;

pub use model::{ForgetDevices, ForgetOtherDevices};

use crate::context::notice::{FragmentName, NoticeKind};
use crate::table::{Access, Endpoint, Widget, action, plain};

/// The list of known browsers.
pub const LIST: FragmentName = FragmentName::new("devices.list");

/// Some browsers were forgotten.
pub const FORGOTTEN: NoticeKind = NoticeKind::new("devices.forgotten", |messages| {
    messages.words().devices_forgotten().to_owned()
});

/// All other browsers were forgotten.
pub const OTHERS_FORGOTTEN: NoticeKind = NoticeKind::new("devices.others_forgotten", |messages| {
    messages.words().devices_others_forgotten().to_owned()
});

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let own = || Access::user().not_impersonated();
    let list = Endpoint::get("list", "/devices", Access::user(), actions::list);
    let (one, others) = ("/devices/forget", "/devices/others/forget");
    Widget::new("devices")
        .endpoint(list.navigation(|messages| messages.words().devices_title().to_owned()))
        .asking("forget", one, own(), actions::ask_forget, actions::Forget)
        .asking(
            "forget_others",
            others,
            own(),
            plain(view::ask_others),
            action(actions::forget_others),
        )
        .signing_in()
        .notice(FORGOTTEN)
        .notice(OTHERS_FORGOTTEN)
}
