//! Fields: what people type, tick and choose, one file for each kind.

mod checkbox;
mod code;
mod copy;
mod password;
mod select;
mod text;

use maud::{Markup, html};

pub use checkbox::Checkbox;
pub(super) use checkbox::checkbox;
pub use code::CodeInput;
pub(super) use code::code_input;
pub use copy::CopyField;
pub(super) use copy::copy_field;
pub use password::PasswordField;
pub(super) use password::password_field;
pub(super) use select::select;
pub use select::{Choice, ChoiceGroup, Select};
pub(super) use text::field;
pub use text::{Field, FieldKind};

use super::form::FORM_ERROR;

/// What stands around an input: its label, its hint, its error.
struct Around<'a> {
    id: &'a str,
    label: &'a str,
    hint: Option<(&'a str, String)>,
    error: Option<(&'a str, String)>,
    /// Whether what is wrong with the form as a whole is heard here too.
    form_refused: bool,
}

impl<'a> Around<'a> {
    fn of(id: &'a str, label: &'a str, hint: Option<&'a str>, error: Option<&'a str>) -> Self {
        Self {
            id,
            label,
            hint: hint.map(|text| (text, format!("{id}-hint"))),
            error: error.map(|text| (text, format!("{id}-error"))),
            form_refused: false,
        }
    }

    const fn hearing(mut self, form_refused: bool) -> Self {
        self.form_refused = form_refused;
        self
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// What is wrong first: it is what to hear.
    fn described_by(&self) -> Option<String> {
        let own = [&self.error, &self.hint].into_iter().flatten();
        let own = own.map(|(_, id)| id.as_str());
        let whole = self.form_refused.then_some(FORM_ERROR);
        let ids: Vec<&str> = whole.into_iter().chain(own).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn show(&self, input: &Markup) -> Markup {
        html! {
            div.wg-field {
                label.wg-label for=(self.id) { (self.label) }
                (input)
                @if let Some((text, id)) = &self.error { p.wg-error id=(id) { (text) } }
                @if let Some((text, id)) = &self.hint { p.wg-hint id=(id) { (text) } }
            }
        }
    }
}
