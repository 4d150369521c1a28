//! Everything around the page of a widget: its element, the frame, the navigation, problem pages.

mod acting;
mod frame;
mod languages;
mod navigation;
mod problem;
mod widget;

pub(crate) use self::frame::{find_person, show};
pub(crate) use self::navigation::{first_entry, navigation};
pub(crate) use self::problem::problem_page;
pub(crate) use self::widget::{loads, widget};
