//! Password fields.

use maud::html;

use super::{Around, Buffer, Ids};
use crate::http::fields::{FORM, FieldErrors};
use crate::ui::setters;

/// A password field. It is never filled in again with what was typed. Made by
/// [`RequestCtx::new_password`](crate::RequestCtx::new_password).
#[derive(Debug, Clone)]
#[must_use]
#[non_exhaustive]
pub struct PasswordField<'a> {
    /// Field name.
    pub name: &'a str,
    /// Scope of the element ids.
    pub ids: Ids<'a>,
    /// Visible label.
    pub label: &'a str,
    /// Whether it takes a new password rather than the current one (`autocomplete`).
    pub new: bool,
    /// A sentence of help.
    pub hint: Option<&'a str>,
    /// Error message.
    pub error: Option<&'a str>,
    /// Whether it has the initial focus.
    pub focus: bool,
    /// Whether the form as a whole has an error, which the focused field then refers to for screen
    /// readers.
    pub form_refused: bool,
}

impl<'a> PasswordField<'a> {
    setters! {
        /// A sentence of help.
        hint: &'a str => Some(hint);
    }

    /// Takes its error from those of the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self.form_refused = errors.of(FORM).is_some();
        self
    }

    /// Sets the initial focus, if `focus` and not within a host page.
    pub const fn focus_if(mut self, focus: bool) -> Self {
        self.focus = focus && self.ids.focuses();
        self
    }
}

pub(in crate::ui::elements) fn password_field(field: &PasswordField<'_>, out: &mut Buffer<'_>) {
    let autocomplete = if field.new {
        "new-password"
    } else {
        "current-password"
    };
    let around = Around::of(field.ids, field.name, field.label)
        .hint(field.hint)
        .error(field.error)
        .hearing(field.focus && field.form_refused);
    let input = html! {
        input.wg-input id=(around.id) name=(field.name) type="password"
            autocomplete=(autocomplete) required autofocus[field.focus]
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    };
    around.show(out, &input);
}
