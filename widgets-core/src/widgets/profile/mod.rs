//! Profile: how somebody appears, and the language and time zone they like to read in.

mod actions;
mod flows;
mod model;
mod view;
mod zones;

pub use model::{ChangeNames, ChangePreferences};

use crate::table::{Access, Row, Widget};

/// The room.
pub(crate) fn widget() -> Widget {
    let user = Access::user;
    Widget::new("profile")
        .row(
            Row::get("show", "/profile", user(), actions::show)
                .navigation(|messages| messages.words().profile_title()),
        )
        .get("names_form", "/profile/names", user(), actions::names_form)
        .post("names", "/profile/names", user(), actions::names)
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
            actions::preferences,
        )
        .performs::<ChangeNames>()
        .performs::<ChangePreferences>()
        .notice("names_saved", |messages| {
            messages.words().profile_names_saved()
        })
        .notice("preferences_saved", |messages| {
            messages.words().profile_preferences_saved()
        })
}
