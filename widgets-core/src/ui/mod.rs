//! What pages are made of: messages, elements, layout, theme, style.

mod assets;
mod elements;
mod face;
mod layout;
pub(crate) mod mail;
mod messages;
mod page;
mod policy;
mod rows;
mod setters;
mod theme;
mod widget;

pub(crate) use assets::Assets;
pub use elements::*;
pub(crate) use face::Face;
pub use layout::{
    Frame, LanguageChoice, LanguageSwitch, Layout, Navigation, NavigationEntry, NavigationGroup,
    Ours, Person,
};
pub(crate) use layout::{find_person, show};
pub use maud::Markup;
#[cfg(any(test, fuzzing))]
pub(crate) use messages::try_messages;
pub(crate) use messages::{Languages, LanguagesToBuild, Wishes};
pub use messages::{Messages, plain};
pub(crate) use page::problem_page;
pub use page::{FORM, Page, PageShape};
pub use policy::PolicyAdditions;
pub(crate) use rows::rows;
pub(crate) use setters::setters;
pub use theme::{Brand, Colour, Font, Palette, Scheme, Theme};
pub(crate) use widget::{loads, widget};
