//! One-time code fields.

use maud::html;

use super::{Around, Buffer, Ids};
use crate::types::records::records;

records! {
    /// A field for a numeric code. Made by [`RequestCtx::code_input`](crate::RequestCtx::code_input).
    #[derive(Debug, Clone)]
    #[must_use]
    pub struct CodeInput<'a> {
        /// Field name.
        pub name: &'a str,
        /// Scope of the element ids.
        pub ids: Ids<'a>,
        /// Visible label.
        pub label: &'a str,
        /// Number of digits.
        pub digits: usize,
        /// A sentence that says where to find the code.
        pub hint: Option<&'a str> as &'a str = None,
        /// Error message.
        pub error: Option<&'a str> = None => _,
        /// Whether it has the initial focus.
        pub focus: bool = false => _,
        /// Whether the form as a whole has an error, which the focused field then refers to for screen
        /// readers.
        pub form_refused: bool = false => _,
    }
}

pub(in crate::ui::elements) fn code_input(input: &CodeInput<'_>, out: &mut Buffer<'_>) {
    let around = Around::of(input.ids, input.name, input.label)
        .hint(input.hint)
        .error(input.error)
        .hearing(input.focus && input.form_refused);
    // Leaves room for spaces between the digits.
    let longest = input.digits * 2;
    let input = html! {
        input.wg-input.wg-code id=(around.id) name=(input.name) type="text" inputmode="numeric"
            autocomplete="one-time-code" enterkeyhint="go" maxlength=(longest) dir="ltr" required
            autofocus[input.focus] data-wg-code=(input.digits)
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    };
    around.show(out, &input);
}

pub(in crate::ui::elements) fn shown_code(code: &str, out: &mut Buffer<'_>) {
    let digits: Vec<_> = code.split(' ').map(spaced).collect();
    out.write(html! {
        p.wg-code.wg-code-shown dir="ltr" {
            span aria-hidden="true" { (code) }
            span.wg-hidden { (digits.join(", ")) }
        }
    });
}

/// Separates digits, so that screen readers do not read them as one large number.
fn spaced(digits: &str) -> String {
    let digits: Vec<_> = digits.chars().map(String::from).collect();
    digits.join(" ")
}
