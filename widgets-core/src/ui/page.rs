//! A page without the frame around it.

use maud::Markup;

use crate::http::csp::PolicyAdditions;
use crate::http::fields::FieldErrors;

/// How a page is framed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageShape {
    /// Top bar, navigation, and the body next to it.
    #[default]
    Framed,
    /// Like `Framed`, with a wider body for tables.
    Wide,
    /// One narrow card in the centre, for sign-in and similar pages.
    Narrow,
}

/// A page without the frame around it.
#[derive(Debug, Default)]
pub struct Page {
    pub(crate) title: String,
    pub(crate) body: Markup,
    pub(crate) shape: PageShape,
    /// Whether its form has errors, which the title then announces first.
    pub(crate) refused: bool,
    /// Additional origins it may load from.
    policy: PolicyAdditions,
}

impl Page {
    /// A page with navigation.
    #[must_use]
    pub fn new(title: impl Into<String>, body: impl Into<Markup>) -> Self {
        Self {
            title: title.into(),
            body: body.into(),
            ..Self::default()
        }
    }

    /// A narrow page without navigation, such as sign-in.
    #[must_use]
    pub fn narrow(title: impl Into<String>, body: impl Into<Markup>) -> Self {
        Self {
            shape: PageShape::Narrow,
            ..Self::new(title, body)
        }
    }

    /// Uses a wider body, for tables.
    #[must_use]
    pub const fn wide(mut self) -> Self {
        self.shape = PageShape::Wide;
        self
    }

    /// Announces in the title that the form has errors, if it has any.
    #[must_use]
    pub fn refused_if(mut self, errors: &FieldErrors) -> Self {
        self.refused = !errors.is_empty();
        self
    }

    /// Allows the page to load from additional origins.
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

    pub(crate) fn shows_person(&self) -> bool {
        self.shape != PageShape::Narrow
    }
}
