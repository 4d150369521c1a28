//! The host's settings for the look of pages.

use super::{Brand, DefaultElements, DefaultLayout, Elements, Layout, PolicyAdditions, Theme};

/// The host's settings for the look of pages.
pub(crate) struct Appearance {
    pub(crate) theme: Theme,
    pub(crate) brand: Brand,
    pub(crate) elements: Box<dyn Elements>,
    pub(crate) layout: Box<dyn Layout>,
    /// What all pages may load, besides what the layout asks for.
    pub(crate) policy: PolicyAdditions,
    /// Whether the style sheet is in no cascade layer.
    pub(crate) unlayered: bool,
    /// Whether markup on the pages is the host's own.
    pub(crate) has_own_markup: bool,
}

impl Default for Appearance {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            brand: Brand::default(),
            elements: Box::new(DefaultElements),
            layout: Box::new(DefaultLayout),
            policy: PolicyAdditions::default(),
            unlayered: false,
            has_own_markup: false,
        }
    }
}

impl Appearance {
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = self.theme.problems();
        problems.extend(self.brand.problems());
        problems.extend_from_slice(self.policy().problems());
        problems
    }

    /// What all pages may load.
    pub(crate) fn policy(&self) -> PolicyAdditions {
        self.layout.policy().and(&self.policy)
    }
}
