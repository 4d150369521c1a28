//! Fields for codes.

use maud::{Markup, html};

use super::{Around, Ids};
use crate::http::fields::{FORM, FieldErrors};
use crate::ui::setters;

/// A field for a code of digits. [`RequestCtx::code_input`](crate::RequestCtx::code_input)
/// makes one.
#[derive(Debug, Clone)]
#[must_use]
pub struct CodeInput<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// Where it stands.
    pub ids: Ids<'a>,
    /// Its label.
    pub label: &'a str,
    /// How many digits it takes.
    pub digits: usize,
    /// A sentence about where the code is.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub error: Option<&'a str>,
    /// Whether the cursor begins here.
    pub focus: bool,
    /// Whether something is wrong with the form as a whole. Whoever lands in the field hears it.
    pub form_refused: bool,
}

impl<'a> CodeInput<'a> {
    /// With its part of what is wrong with the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self.form_refused = errors.of(FORM).is_some();
        self
    }

    setters! {
        /// A sentence about where the code is.
        hint: &'a str => Some(hint);
    }

    /// Where the cursor begins, if `focus` and unless the page is the host's.
    pub const fn focus_if(mut self, focus: bool) -> Self {
        self.focus = focus && self.ids.focuses();
        self
    }
}

pub(in crate::ui::elements) fn code_input(input: &CodeInput<'_>) -> Markup {
    let around = Around::of(input.ids, input.name, input.label)
        .hint(input.hint)
        .error(input.error)
        .hearing(input.focus && input.form_refused);
    // Room for the spaces that people type or paste between the digits.
    let longest = input.digits * 2;
    around.show(&html! {
        input.wg-input.wg-code id=(around.id) name=(input.name) type="text" inputmode="numeric"
            autocomplete="one-time-code" maxlength=(longest) dir="ltr" required
            autofocus[input.focus] data-wg-code=(input.digits)
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    })
}

pub(in crate::ui::elements) fn shown_code(code: &str) -> Markup {
    let digits: Vec<_> = code.split(' ').map(spaced).collect();
    html! {
        p.wg-code.wg-code-shown dir="ltr" {
            span aria-hidden="true" { (code) }
            span.wg-hidden { (digits.join(", ")) }
        }
    }
}

/// Digit by digit, as whoever types a code wants to hear it: not as one large number.
fn spaced(digits: &str) -> String {
    let digits: Vec<_> = digits.chars().map(String::from).collect();
    digits.join(" ")
}
