//! Fields for passwords.

use maud::{Markup, html};

use super::{Around, Ids};
use crate::http::fields::{FORM, FieldErrors};
use crate::ui::setters;

/// A field for a password. What was typed is never shown again.
/// [`RequestCtx::new_password`](crate::RequestCtx::new_password)
/// makes one.
#[derive(Debug, Clone)]
#[must_use]
pub struct PasswordField<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// Where it stands.
    pub ids: Ids<'a>,
    /// Its label.
    pub label: &'a str,
    /// Whether it takes a new password rather than the one somebody has.
    pub new: bool,
    /// A sentence that helps to fill it in.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub error: Option<&'a str>,
    /// Whether the cursor begins here.
    pub focus: bool,
    /// Whether something is wrong with the form as a whole. Whoever lands in the field hears it.
    pub form_refused: bool,
}

impl<'a> PasswordField<'a> {
    setters! {
        /// A sentence that helps to fill it in.
        hint: &'a str => Some(hint);
    }

    /// With its part of what is wrong with the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self.form_refused = errors.of(FORM).is_some();
        self
    }

    /// Where the cursor begins, if `focus` and unless the page is the host's.
    pub const fn focus_if(mut self, focus: bool) -> Self {
        self.focus = focus && self.ids.focuses();
        self
    }
}

pub(in crate::ui::elements) fn password_field(field: &PasswordField<'_>) -> Markup {
    let autocomplete = if field.new {
        "new-password"
    } else {
        "current-password"
    };
    let around = Around::of(field.ids, field.name, field.label)
        .hint(field.hint)
        .error(field.error)
        .hearing(field.focus && field.form_refused);
    around.show(&html! {
        input.wg-input id=(around.id) name=(field.name) type="password"
            autocomplete=(autocomplete) required autofocus[field.focus]
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    })
}
