//! The navigation: links to pages, grouped into account and organization.

/// The navigation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Navigation<'a> {
    /// Accessible name.
    pub label: &'a str,
    /// The user's own pages, and those of the current organization.
    pub groups: Vec<NavigationGroup<'a>>,
}

impl Navigation<'_> {
    /// The most entries that are shown in one line on narrow screens.
    const LINE: usize = 4;

    /// Whether it is behind a button on narrow screens.
    #[must_use]
    pub fn is_long(&self) -> bool {
        let entries = self.groups.iter().map(|group| group.entries.len());
        entries.sum::<usize>() > Self::LINE
    }
}

/// A group of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NavigationGroup<'a> {
    /// Whose pages they are.
    pub label: &'a str,
    /// The pages; at least one.
    pub entries: Vec<NavigationEntry>,
}

/// A link to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NavigationEntry {
    /// Visible label.
    pub label: String,
    /// Target URL.
    pub href: String,
    /// Whether it is the current page, or the current page belongs to it.
    pub current: bool,
}
