//! Building blocks of pages: elements, layout, theme, style. Data in, markup out; knows no request.

mod appearance;
mod assets;
mod elements;
mod layout;
pub(crate) mod mail;
mod page;
mod theme;

pub use crate::http::csp::PolicyAdditions;
pub(crate) use crate::types::setters::setters;
pub(crate) use appearance::Appearance;
pub(crate) use assets::{Assets, File};
pub use elements::*;
pub(crate) use layout::sign_out;
pub use layout::{
    DefaultLayout, Frame, LanguageChoice, LanguageSwitch, Layout, Navigation, NavigationEntry,
    NavigationGroup, Person, SignOut,
};
/// The crate that markup is written with, for hosts that write some and do not depend on it themselves.
pub use maud;
pub use maud::Markup;
pub use page::{Page, PageShape};
pub use theme::{Brand, Colour, Font, Palette, Scheme, Theme};
