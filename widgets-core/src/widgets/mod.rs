//! The bundled widgets, one folder each. A widget is added by its folder, its module here and its word
//! in the list, which is also the order of the navigation. One that signs people in, or manages what
//! they sign in with, says so (`signing_in`).

pub mod codes;
pub mod profile;
pub mod reset;
pub mod security;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub mod step_up;

use crate::table::Widget;

/// The bundled widgets, in the order of the navigation.
pub(crate) fn bundled() -> Vec<Widget> {
    vec![
        sign_in::widget(),
        sign_up::widget(),
        codes::widget(),
        reset::widget(),
        step_up::widget(),
        profile::widget(),
        security::widget(),
        sessions::widget(),
    ]
}
