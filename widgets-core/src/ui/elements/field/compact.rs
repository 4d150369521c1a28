//! Fields in one line, whose label is read but not shown.

use super::select::options;
use super::{Buffer, Field, Select};

/// A search field. Its label is its placeholder, too.
pub(in crate::ui::elements) fn search(field: &Field<'_>, out: &mut Buffer<'_>) {
    out.raw("<input class=\"wg-input wg-input-small\" type=\"search\" autocomplete=\"off\"")
        .raw(" enterkeyhint=\"search\"")
        .attribute("id", &field.ids.of(field.name))
        .attribute("name", field.name)
        .attribute("value", field.value)
        .attribute("placeholder", field.label)
        .attribute("aria-label", field.label)
        .raw(">");
}

/// A select.
pub(in crate::ui::elements) fn select(select: &Select<'_>, out: &mut Buffer<'_>) {
    out.raw("<select class=\"wg-input wg-input-small\"")
        .attribute("id", &select.ids.of(select.name))
        .attribute("name", select.name)
        .attribute("aria-label", select.label)
        .raw(">");
    options(select.choices, select.chosen, out);
    out.raw("</select>");
}
