//! Ids that are unique on a page, whatever else stands on it.

use std::ops::Deref;

use crate::context::Visit;
use crate::ui::{
    Checkbox, CodeInput, CopyField, Elements, ErrorSummary, Field, Ids, Markup, PasswordField,
    Select,
};

/// The elements of the page that is asked for: ours or those of the host, with ids that are unique
/// wherever its widget stands.
#[derive(Clone, Copy)]
pub struct ElementsOf<'a> {
    elements: &'a dyn Elements,
    ids: Ids<'a>,
    /// Whether the cursor may begin in a field.
    focuses: bool,
}

impl Visit {
    /// The elements pages are made of: ours, or those the host put in their place.
    #[must_use]
    pub fn elements(&self) -> ElementsOf<'_> {
        ElementsOf {
            elements: self.app().face().elements.as_ref(),
            ids: self.ids(),
            // In a page of the host's it is for the host to say where the cursor begins.
            focuses: !self.is_fragment(),
        }
    }

    /// The id of a field on this page, and on pages that [`Visit::link`] leads to from it, as the
    /// end of an address.
    #[must_use]
    pub fn field_id(&self, name: &str) -> String {
        self.ids().of(name)
    }

    fn ids(&self) -> Ids<'_> {
        Ids::of_widget(self.place().widget.filter(|_| self.in_host()))
    }
}

/// The elements with ids; all others are the host's or ours as they are.
impl ElementsOf<'_> {
    /// A labelled field of one line, with its hint and its error.
    #[must_use]
    pub fn field(&self, field: &Field<'_>) -> Markup {
        let (ids, focus) = (self.ids, field.focus && self.focuses);
        let field = field.clone();
        self.elements.field(&Field {
            ids,
            focus,
            ..field
        })
    }

    /// A field for a password, which is never shown again.
    #[must_use]
    pub fn password_field(&self, field: &PasswordField<'_>) -> Markup {
        let (ids, focus) = (self.ids, field.focus && self.focuses);
        let field = field.clone();
        self.elements.password_field(&PasswordField {
            ids,
            focus,
            ..field
        })
    }

    /// A field for a code that was sent or is shown by an app.
    #[must_use]
    pub fn code_input(&self, input: &CodeInput<'_>) -> Markup {
        let (ids, focus) = (self.ids, input.focus && self.focuses);
        let input = input.clone();
        self.elements.code_input(&CodeInput {
            ids,
            focus,
            ..input
        })
    }

    /// A checkbox with its label and a hint.
    #[must_use]
    pub fn checkbox(&self, checkbox: &Checkbox<'_>) -> Markup {
        let (ids, checkbox) = (self.ids, checkbox.clone());
        self.elements.checkbox(&Checkbox { ids, ..checkbox })
    }

    /// A choice of one from a list.
    #[must_use]
    pub fn select(&self, select: &Select<'_>) -> Markup {
        let (ids, select) = (self.ids, select.clone());
        self.elements.select(&Select { ids, ..select })
    }

    /// A text to take away, such as a key or a link.
    #[must_use]
    pub fn copy_field(&self, field: &CopyField<'_>) -> Markup {
        let (ids, field) = (self.ids, field.clone());
        self.elements.copy_field(&CopyField { ids, ..field })
    }

    /// What is wrong with a form, read out when the page opens, with links to the fields.
    #[must_use]
    pub fn error_summary(&self, summary: &ErrorSummary<'_>) -> Markup {
        let (ids, summary) = (self.ids, summary.clone());
        self.elements
            .error_summary(&ErrorSummary { ids, ..summary })
    }
}

impl Deref for ElementsOf<'_> {
    type Target = dyn Elements;

    fn deref(&self) -> &Self::Target {
        self.elements
    }
}

impl std::fmt::Debug for ElementsOf<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ElementsOf({:?})", self.ids)
    }
}
