//! A page without the frame around it.

use maud::Markup;

use crate::http::csp::PolicyAdditions;
use crate::http::fields::FieldErrors;
use crate::types::getters::getters;

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
#[must_use]
pub struct Page {
    pub(crate) title: String,
    pub(crate) body: Markup,
    pub(crate) shape: PageShape,
    /// Whether its form has errors, which the title then announces first.
    pub(crate) refused: bool,
    /// Whether it stands for itself, so that script shows it as a page of its own.
    pub(crate) apart: bool,
    /// The address that the browser goes on to by itself.
    pub(crate) leads_to: Option<String>,
    /// Additional origins it may load from.
    policy: PolicyAdditions,
}

impl Page {
    /// A page with navigation.
    pub fn new(title: impl Into<String>, body: impl Into<Markup>) -> Self {
        Self {
            title: title.into(),
            body: body.into(),
            ..Self::default()
        }
    }

    /// A narrow page without navigation, such as sign-in.
    pub fn narrow(title: impl Into<String>, body: impl Into<Markup>) -> Self {
        Self {
            shape: PageShape::Narrow,
            ..Self::new(title, body)
        }
    }

    /// Uses a wider body, for tables.
    pub const fn wide(mut self) -> Self {
        self.shape = PageShape::Wide;
        self
    }

    /// Announces in the title that the form has errors, if it has any.
    pub fn refused_if(mut self, errors: &FieldErrors) -> Self {
        self.refused = !errors.is_empty();
        self
    }

    /// Has script show it as a page of its own, whatever widget was in use: the page of a problem is no
    /// form that is shown again.
    pub(crate) const fn apart(mut self) -> Self {
        self.apart = true;
        self
    }

    /// What script compares before it exchanges a widget for that of another page.
    pub(crate) fn kind(&self) -> &'static str {
        match self.shape {
            _ if self.apart => "apart",
            PageShape::Narrow => "narrow",
            PageShape::Framed | PageShape::Wide => "framed",
        }
    }

    /// Has the browser go on to an address by itself (`Refresh`).
    pub(crate) fn leading_to(mut self, address: impl Into<String>) -> Self {
        self.leads_to = Some(address.into());
        self
    }

    /// Allows the page to load from additional origins.
    pub fn loading(mut self, additions: PolicyAdditions) -> Self {
        self.policy = additions;
        self
    }

    getters! { self =>
        pub(crate) policy: &PolicyAdditions = &self.policy;
        pub(crate) body: &Markup = &self.body;
    }

    pub(crate) fn shows_person(&self) -> bool {
        self.shape != PageShape::Narrow
    }
}
