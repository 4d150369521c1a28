//! The host's settings for the look of pages.

use super::{Brand, DefaultElements, DefaultLayout, Elements, Layout, Theme};

/// The host's settings for the look of pages.
pub(crate) struct Appearance {
    pub(crate) theme: Theme,
    pub(crate) brand: Brand,
    pub(crate) elements: Box<dyn Elements>,
    pub(crate) layout: Box<dyn Layout>,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            brand: Brand::default(),
            elements: Box::new(DefaultElements),
            layout: Box::new(DefaultLayout),
        }
    }
}

impl Appearance {
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = self.theme.problems();
        problems.extend(self.brand.problems());
        problems
    }
}
