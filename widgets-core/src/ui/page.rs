//! One page, and what stands in it besides elements.

use maud::Markup;

use crate::http::csp::PolicyAdditions;
use crate::http::fields::FieldErrors;

/// What stands around a page's body.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum PageShape {
    /// The bar, the navigation, and the body beside it.
    #[default]
    Framed,
    /// The same with a wider body, for tables.
    Wide,
    /// One narrow card in the middle: signing in and what belongs to it.
    Narrow,
}

/// One page without the frame around it.
#[derive(Debug, Default)]
pub struct Page {
    pub(crate) title: String,
    pub(crate) body: Markup,
    pub(crate) shape: PageShape,
    /// Whether its form was refused, which the title says first.
    pub(crate) refused: bool,
    /// What it loads besides what is our own.
    policy: PolicyAdditions,
}

impl Page {
    /// A page inside the account pages, with navigation.
    #[must_use]
    pub fn new(title: impl Into<String>, body: Markup) -> Self {
        Self {
            title: title.into(),
            body,
            ..Self::default()
        }
    }

    /// A page in front of them: one narrow card.
    #[must_use]
    pub fn narrow(title: impl Into<String>, body: Markup) -> Self {
        Self {
            shape: PageShape::Narrow,
            ..Self::new(title, body)
        }
    }

    /// Wider, for tables.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.shape = PageShape::Wide;
        self
    }

    /// Says in the title that something in its form needs mending.
    #[must_use]
    pub fn refused_if(mut self, errors: &FieldErrors) -> Self {
        self.refused = !errors.is_empty();
        self
    }

    /// May load this too.
    #[must_use]
    pub fn loading(mut self, additions: PolicyAdditions) -> Self {
        self.policy = additions;
        self
    }

    pub(crate) const fn policy(&self) -> &PolicyAdditions {
        &self.policy
    }

    pub(crate) const fn body(&self) -> &Markup {
        &self.body
    }

    pub(crate) fn into_body(self) -> Markup {
        self.body
    }

    pub(crate) fn shows_person(&self) -> bool {
        self.shape != PageShape::Narrow
    }
}
