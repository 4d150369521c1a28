//! Select fields.

use super::{Around, Buffer, Ids};
use crate::http::fields::FieldErrors;
use crate::types::records::records;

records! {
    /// An option.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Choice<'a> {
        /// Submitted value.
        pub value: &'a str,
        /// Visible label.
        pub label: &'a str,
    }

    /// A labelled group of options.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct ChoiceGroup<'a> {
        /// Label of the group.
        pub label: &'a str,
        /// The options.
        pub choices: &'a [Choice<'a>],
    }

    /// A field to choose one option from a list. Made by
    /// [`RequestCtx::select`](crate::RequestCtx::select).
    #[derive(Debug, Clone)]
    #[must_use]
    pub struct Select<'a> {
        /// Field name.
        pub name: &'a str,
        /// Scope of the element ids.
        pub ids: Ids<'a>,
        /// Visible label.
        pub label: &'a str,
        /// Ungrouped options, listed first.
        pub choices: &'a [Choice<'a>],
        /// Grouped options.
        pub groups: &'a [ChoiceGroup<'a>] = &[],
        /// Value of the selected option.
        pub chosen: &'a str = "",
        /// A sentence of help.
        pub hint: Option<&'a str> as &'a str = None,
        /// Error message.
        pub error: Option<&'a str> = None => _,
    }
}

impl<'a> Select<'a> {
    /// Takes its error from those of the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self
    }
}

pub(in crate::ui::elements) fn select(select: &Select<'_>, out: &mut Buffer<'_>) {
    let around = Around::of(select.ids, select.name, select.label)
        .hint(select.hint)
        .error(select.error);
    around.show_around(out, |out| {
        out.raw("<select class=\"wg-input\"")
            .attribute("id", &around.id)
            .attribute("name", select.name)
            .attribute_if("aria-invalid", around.invalid())
            .attribute_if("aria-describedby", around.described_by().as_deref())
            .raw(">");
        options(select.choices, select.chosen, out);
        for group in select.groups {
            out.raw("<optgroup")
                .attribute("label", group.label)
                .raw(">");
            options(group.choices, select.chosen, out);
            out.raw("</optgroup>");
        }
        out.raw("</select>");
    });
}

pub(super) fn options(choices: &[Choice<'_>], chosen: &str, out: &mut Buffer<'_>) {
    for choice in choices {
        out.raw("<option value=\"")
            .text(choice.value)
            .raw_if("\" selected>", choice.value == chosen)
            .raw_if("\">", choice.value != chosen)
            .text(choice.label)
            .raw("</option>");
    }
}
