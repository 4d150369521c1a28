//! Form fields, one file per kind.

mod checkbox;
mod code;
mod copy;
mod password;
mod select;
mod text;

use maud::Markup;

use super::form::FORM_ERROR;
use super::{Buffer, Ids};
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

/// The label, hint and error around an input.
struct Around<'a> {
    id: String,
    label: &'a str,
    hint: Option<(&'a str, String)>,
    error: Option<(&'a str, String)>,
    /// Id of the error of the form as a whole, if this input refers to it.
    form_error: Option<String>,
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

    fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// Ids for `aria-describedby`, errors first so that they are read first.
    fn described_by(&self) -> Option<String> {
        let own = self.error.iter().chain(self.other_hint());
        let own = own.map(|(_, id)| id.as_str());
        let ids: Vec<&str> = self.form_error.as_deref().into_iter().chain(own).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// The hint, unless it equals the error.
    fn other_hint(&self) -> Option<&(&'a str, String)> {
        let error = self.error.as_ref().map(|(text, _)| text);
        self.hint.as_ref().filter(|(text, _)| Some(text) != error)
    }

    fn show(&self, out: &mut Buffer<'_>, input: &Markup) {
        self.show_around(out, |out| {
            out.write(input);
        });
    }

    fn show_around(&self, out: &mut Buffer<'_>, input: impl FnOnce(&mut Buffer<'_>)) {
        out.raw("<div class=\"wg-field\"><label class=\"wg-label\"")
            .attribute("for", &self.id)
            .raw(">")
            .text(self.label)
            .raw("</label>");
        input(out);
        if let Some((text, id)) = &self.error {
            out.raw("<p class=\"wg-error\"")
                .attribute("id", id)
                .raw(">")
                .text(text)
                .raw("</p>");
        }
        if let Some((text, id)) = self.other_hint() {
            out.raw("<p class=\"wg-hint\"")
                .attribute("id", id)
                .raw(">")
                .text(text)
                .raw("</p>");
        }
        out.raw("</div>");
    }
}
