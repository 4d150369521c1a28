//! Everything a host decides about how pages look.

use super::{Brand, Elements, Layout, Ours, Standard, Theme};

/// Everything a host decides about how pages look.
pub(crate) struct Face {
    pub(crate) theme: Theme,
    pub(crate) brand: Brand,
    pub(crate) elements: Box<dyn Elements>,
    pub(crate) layout: Box<dyn Layout>,
}

impl Default for Face {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            brand: Brand::default(),
            elements: Box::new(Standard),
            layout: Box::new(Ours),
        }
    }
}

impl Face {
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = self.theme.problems();
        problems.extend(self.brand.problems());
        problems
    }
}
