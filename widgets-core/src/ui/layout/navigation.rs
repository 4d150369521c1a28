//! The navigation: pages, grouped by whose they are.

/// The pages there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Navigation {
    /// What it is called, for those who do not see it.
    pub label: String,
    /// The person's own pages, and those of the organization they are in.
    pub groups: Vec<NavigationGroup>,
}

/// Pages that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavigationGroup {
    /// Whose they are.
    pub label: String,
    /// The pages; at least one.
    pub entries: Vec<NavigationEntry>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavigationEntry {
    /// What it is called.
    pub label: String,
    /// Where it is.
    pub href: String,
    /// Whether this page is it, or belongs to it.
    pub current: bool,
}
