//! Profile: names, language and time zone of the user.

mod actions;
mod flows;
mod model;
mod view;
mod zones;

pub use model::{ChangeNames, ChangePreferences};

use crate::context::{FragmentName, NoticeKind};
use crate::table::{Access, Endpoint, Widget};

/// The page that shows the profile.
pub const SHOW: FragmentName = FragmentName::new("profile.show");

/// The form to change names.
pub const NAMES_FORM: FragmentName = FragmentName::new("profile.names_form");

/// The form to change language and time zone.
pub const PREFERENCES_FORM: FragmentName = FragmentName::new("profile.preferences_form");

/// Names were saved.
pub const NAMES_SAVED: NoticeKind = NoticeKind::new("profile.names_saved", |messages| {
    messages.words().profile_names_saved().to_owned()
});

/// Language and time zone were saved.
pub const PREFERENCES_SAVED: NoticeKind =
    NoticeKind::new("profile.preferences_saved", |messages| {
        messages.words().profile_preferences_saved().to_owned()
    });

/// The widget's registration.
pub(crate) fn widget() -> Widget {
    let user = Access::user;
    Widget::new("profile")
        .endpoint(
            Endpoint::get("show", "/profile", user(), actions::show)
                .navigation(|messages| messages.words().profile_title().to_owned()),
        )
        .get("names_form", "/profile/names", user(), actions::names_form)
        .post("names", "/profile/names", user(), actions::SaveNames)
        .get(
            "preferences_form",
            "/profile/preferences",
            user(),
            actions::preferences_form,
        )
        .post(
            "preferences",
            "/profile/preferences",
            user(),
            actions::SavePreferences,
        )
        .notice(NAMES_SAVED)
        .notice(PREFERENCES_SAVED)
}
