//! Lists the browsers that an account knows, and forgets them. Some of them it trusts: they are asked for no
//! second factor until a moment that was chosen when one was given. There is one list: a browser is trusted by
//! the same cookie by which it is known, and forgetting it ends both.

mod actions;
mod flows;
mod model;
mod view;

pub use model::{DistrustAllDevices, DistrustDevices, ForgetDevices, ForgetOtherDevices};

use crate::context::notice::{FragmentName, NoticeKind};
use crate::flows::second_factor::trust::BROWSER_TRUSTED;
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

/// Some browsers are no longer trusted.
pub const DISTRUSTED: NoticeKind = NoticeKind::new("devices.distrusted", |messages| {
    messages.words().devices_distrusted().to_owned()
});

/// No browser is trusted any more.
pub const ALL_DISTRUSTED: NoticeKind = NoticeKind::new("devices.all_distrusted", |messages| {
    messages.words().devices_all_distrusted().to_owned()
});

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let own = || Access::user().not_impersonated();
    let list = Endpoint::get("list", "/devices", Access::user(), actions::list);
    let (one, others) = ("/devices/forget", "/devices/others/forget");
    let (distrust, all) = ("/devices/distrust", "/devices/distrust-all");
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
        .asking(
            "distrust",
            distrust,
            own(),
            actions::ask_distrust,
            actions::Distrust,
        )
        .asking(
            "distrust_all",
            all,
            own(),
            plain(view::ask_distrust_all),
            action(actions::distrust_all),
        )
        .mail(&BROWSER_TRUSTED)
        .signing_in()
        .notice(FORGOTTEN)
        .notice(OTHERS_FORGOTTEN)
        .notice(DISTRUSTED)
        .notice(ALL_DISTRUSTED)
}
