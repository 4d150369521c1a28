//! The elements of the requested page, with element ids that are unique even if embedded.

use super::RequestCtx;
use crate::ui::{Checkbox, Choice, CodeInput, CopyField, Field, Ids, PasswordField, Select, Ui};

/// Path that measures the strength of a password: fields for new ones name it.
pub(crate) const STRENGTH_PATH: &str = "/password-strength";

/// Elements, and constructors for those with an id.
impl RequestCtx {
    /// The elements: the default ones, or the host's replacements.
    #[must_use]
    pub fn elements(&self) -> Ui<'_> {
        Ui::of(self.app().appearance().elements.as_ref())
    }

    /// The scope of element ids on this page.
    #[must_use]
    pub fn ids(&self) -> Ids<'_> {
        let widget = self.target().widget.filter(|_| self.in_host());
        // Within a host page, the host decides on the initial focus.
        Ids::of_widget(widget, !self.is_fragment())
    }

    /// Element id of a field on this page and on pages linked by [`RequestCtx::link`], for use
    /// after the `#` of a URL.
    #[must_use]
    pub fn field_id(&self, name: &str) -> String {
        self.ids().of(name)
    }

    /// An empty plain-text field.
    pub fn field<'a>(&'a self, name: &'a str, label: &'a str) -> Field<'a> {
        Field::new(name, self.ids(), label)
    }

    /// A field for the current password.
    pub fn current_password<'a>(&'a self, name: &'a str, label: &'a str) -> PasswordField<'a> {
        PasswordField::new(name, self.ids(), label).show(self.messages().words().password_show())
    }

    /// A field for a new password.
    pub fn new_password<'a>(&'a self, name: &'a str, label: &'a str) -> PasswordField<'a> {
        PasswordField {
            new: true,
            least: self.app().password_policy().shortest,
            meter: self
                .app()
                .identity()
                .is_none()
                .then(|| self.href(STRENGTH_PATH)),
            ..self.current_password(name, label)
        }
    }

    /// A field for a code with this number of digits.
    pub fn code_input<'a>(&'a self, name: &'a str, label: &'a str, digits: usize) -> CodeInput<'a> {
        CodeInput::new(name, self.ids(), label, digits)
    }

    /// An unticked checkbox.
    pub fn checkbox<'a>(&'a self, name: &'a str, label: &'a str) -> Checkbox<'a> {
        Checkbox::new(name, self.ids(), label)
    }

    /// A field to choose one of `choices`.
    pub fn select<'a>(
        &'a self,
        name: &'a str,
        label: &'a str,
        choices: &'a [Choice<'a>],
    ) -> Select<'a> {
        Select::new(name, self.ids(), label, choices)
    }

    /// A read-only text to copy. `id` must be unique within the widget.
    pub fn copy_field<'a>(&'a self, id: &'a str, label: &'a str, value: &'a str) -> CopyField<'a> {
        CopyField::new(id, self.ids(), label, value)
    }
}
