//! The elements of the page that is asked for, with ids that are unique wherever its widget stands.

use super::RequestCtx;
use crate::ui::{
    Checkbox, Choice, CodeInput, CopyField, Elements, Field, FieldKind, Ids, PasswordField, Select,
};

/// The elements pages are made of, and those among them that have an id.
impl RequestCtx {
    /// The elements pages are made of: ours, or those the host put in their place.
    #[must_use]
    pub fn elements(&self) -> &dyn Elements {
        self.app().appearance().elements.as_ref()
    }

    /// What the ids of the fields on this page are made of.
    #[must_use]
    pub fn ids(&self) -> Ids<'_> {
        let widget = self.target().widget.filter(|_| self.in_host());
        // In a page of the host's it is for the host to say where the cursor begins.
        Ids::of_widget(widget, !self.is_fragment())
    }

    /// The id of a field on this page, and on pages that [`RequestCtx::link`] leads to from it, as the
    /// end of an address.
    #[must_use]
    pub fn field_id(&self, name: &str) -> String {
        self.ids().of(name)
    }

    /// An empty field of plain text.
    pub fn field<'a>(&'a self, name: &'a str, label: &'a str) -> Field<'a> {
        Field {
            name,
            ids: self.ids(),
            label,
            kind: FieldKind::Text,
            value: "",
            hint: None,
            error: None,
            optional: false,
            fixed: false,
            focus: false,
            form_refused: false,
        }
    }

    /// A field for the password somebody has.
    pub fn current_password<'a>(&'a self, name: &'a str, label: &'a str) -> PasswordField<'a> {
        PasswordField {
            name,
            ids: self.ids(),
            label,
            new: false,
            hint: None,
            error: None,
            focus: false,
            form_refused: false,
        }
    }

    /// A field for a new password.
    pub fn new_password<'a>(&'a self, name: &'a str, label: &'a str) -> PasswordField<'a> {
        PasswordField {
            new: true,
            ..self.current_password(name, label)
        }
    }

    /// A field for a code of that many digits.
    pub fn code_input<'a>(&'a self, name: &'a str, label: &'a str, digits: usize) -> CodeInput<'a> {
        CodeInput {
            name,
            ids: self.ids(),
            label,
            digits,
            hint: None,
            error: None,
            focus: false,
            form_refused: false,
        }
    }

    /// A checkbox that is not ticked.
    pub fn checkbox<'a>(&'a self, name: &'a str, label: &'a str) -> Checkbox<'a> {
        Checkbox {
            name,
            ids: self.ids(),
            label,
            hint: None,
            ticked: false,
            link: None,
            error: None,
            required: false,
        }
    }

    /// A choice of one of these.
    pub fn select<'a>(
        &'a self,
        name: &'a str,
        label: &'a str,
        choices: &'a [Choice<'a>],
    ) -> Select<'a> {
        Select {
            name,
            ids: self.ids(),
            label,
            choices,
            groups: &[],
            chosen: "",
            hint: None,
            error: None,
        }
    }

    /// A text to take away. `id` tells it from the other texts of its widget.
    pub fn copy_field<'a>(&'a self, id: &'a str, label: &'a str, value: &'a str) -> CopyField<'a> {
        CopyField {
            id,
            ids: self.ids(),
            label,
            value,
            hint: None,
            copy: "",
            copied: "",
        }
    }
}
