//! Form fields, one file per kind.

mod checkbox;
mod code;
pub(super) mod compact;
mod copy;
mod password;
mod select;
mod text;

use maud::Markup;

use super::form::FORM_ERROR;
use super::{Buffer, Ids, Slot};
use crate::http::fields::{FORM, FieldErrors};
pub use checkbox::Checkbox;
pub(super) use checkbox::checkbox;
pub use code::CodeInput;
pub(super) use code::{code_input, shown_code};
pub use copy::CopyField;
pub(super) use copy::copy_field;
pub use password::PasswordField;
pub(super) use password::password_field;
pub(super) use select::select;
pub use select::{Choice, ChoiceGroup, Select};
pub(super) use text::field;
pub use text::{Field, FieldKind};

/// Errors and focus of the fields that have both.
macro_rules! focusable {
    ($($field:ident)+) => {$(
        impl<'a> $field<'a> {
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
    )+};
}

focusable! { CodeInput Field PasswordField }

/// The label, hint and error around an input.
struct Around<'a> {
    id: String,
    label: &'a str,
    hint: Option<(&'a str, String)>,
    error: Option<(&'a str, String)>,
    /// Id of the error of the form as a whole, if this input refers to it.
    form_error: Option<String>,
    beside: Option<&'a Slot<'a>>,
    ids: Ids<'a>,
}

impl<'a> Around<'a> {
    fn of(ids: Ids<'a>, name: &str, label: &'a str) -> Self {
        Self {
            id: ids.of(name),
            label,
            hint: None,
            error: None,
            form_error: None,
            beside: None,
            ids,
        }
    }

    fn hint(mut self, hint: Option<&'a str>) -> Self {
        self.hint = hint.map(|text| (text, format!("{}-hint", self.id)));
        self
    }

    fn error(mut self, error: Option<&'a str>) -> Self {
        self.error = error.map(|text| (text, format!("{}-error", self.id)));
        self
    }

    fn hearing(mut self, form_refused: bool) -> Self {
        self.form_error = form_refused.then(|| self.ids.of(FORM_ERROR));
        self
    }

    const fn beside(mut self, beside: Option<&'a Slot<'a>>) -> Self {
        self.beside = beside;
        self
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// Ids for `aria-describedby`, the error of the form first.
    fn described_by(&self) -> Option<String> {
        let own = self.error.as_ref().or(self.hint.as_ref());
        let own = own.map(|(_, id)| id.as_str());
        let ids: Vec<&str> = self.form_error.as_deref().into_iter().chain(own).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn show(&self, out: &mut Buffer<'_>, input: &Markup) {
        self.show_around(out, |out| {
            out.write(input);
        });
    }

    fn show_around(&self, out: &mut Buffer<'_>, input: impl FnOnce(&mut Buffer<'_>)) {
        out.raw("<div class=\"wg-field\">")
            .raw_if("<div class=\"wg-beside\">", self.beside.is_some())
            .raw("<label class=\"wg-label\"")
            .attribute("for", &self.id)
            .raw(">")
            .text(self.label)
            .raw("</label>");
        if let Some(beside) = self.beside {
            out.write(beside).raw("</div>");
        }
        input(out);
        // The error stands in the place of the hint, so that nothing below it moves far.
        if let Some((text, id)) = &self.error {
            out.raw("<p class=\"wg-error\"")
                .attribute("id", id)
                .raw(">")
                .text(text)
                .raw("</p>");
        } else if let Some((text, id)) = &self.hint {
            out.raw("<p class=\"wg-hint\"")
                .attribute("id", id)
                .raw(">")
                .text(text)
                .raw("</p>");
        }
        out.raw("</div>");
    }
}
