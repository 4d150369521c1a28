//! Fields for codes.

use maud::{Markup, html};

use super::{Around, Ids};

/// A field for a code of digits.
#[derive(Debug, Clone, Default)]
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
}

pub(in super::super) fn code_input(input: &CodeInput<'_>) -> Markup {
    let around = Around::of(input.ids, input.name, input.label)
        .hint(input.hint)
        .error(input.error);
    // Room for the spaces that people type or paste between the digits.
    let longest = input.digits * 2;
    around.show(&html! {
        input.wg-input.wg-code id=(around.id) name=(input.name) type="text" inputmode="numeric"
            autocomplete="one-time-code" maxlength=(longest) dir="ltr" required
            autofocus[input.focus] data-wg-code=(input.digits)
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    })
}

pub(in super::super) fn shown_code(code: &str) -> Markup {
    html! { p.wg-code.wg-code-shown dir="ltr" { (code) } }
}
