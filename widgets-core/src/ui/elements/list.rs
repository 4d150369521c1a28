//! What stands around the rows of a list: the tools above them, and the form that selects some.

use super::field::compact;
use super::form::hidden;
use super::{Buffer, Button, Elements, Field, LinkButton, Select, Slot, Weight};
use crate::types::records::records;

records! {
    /// The tools above a list: a search field, filters, and the button that applies them. A GET form, so
    /// that what it asks for stands in the address.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Tools<'a> {
        /// Accessible name of the form.
        pub label: &'a str,
        /// Path of the page with the list.
        pub action: &'a str,
        /// The other parameters of that page's query.
        pub hidden: Vec<(String, String)>,
        /// The search field; its label is also its placeholder.
        pub search: Option<Field<'a>> = None,
        /// The filters. Script applies a choice at once.
        pub filters: Vec<Select<'a>> = Vec::new(),
        /// Label of the button.
        pub apply: &'a str,
        /// Label and URL of the link that clears search and filters, if one is in use.
        pub clear: Option<(&'a str, &'a str)> = None,
        /// What was found, in words, for script to announce.
        pub result: &'a str,
    }

    /// A form around rows with checkboxes, and what to do with those that are ticked. It leads to a page
    /// that asks whether to, by GET; script shows that in a dialog, offers to tick all rows, and disables
    /// the buttons while none is ticked.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Selection<'a> {
        /// Path of the page that asks.
        pub action: &'a str,
        /// Hidden fields.
        pub hidden: Vec<(String, String)>,
        /// The rows.
        pub rows: Slot<'a> as impl Into<Slot<'a>> = Slot::default() => rows.into(),
        /// The buttons, below the rows.
        pub buttons: Slot<'a> as impl Into<Slot<'a>> = Slot::default() => buttons.into(),
        /// What else stands in the foot, such as a pager.
        pub foot: Slot<'a> as impl Into<Slot<'a>> = Slot::default() => foot.into(),
    }
}

pub(super) fn tools<E: Elements + ?Sized>(ui: &E, tools: &Tools<'_>, out: &mut Buffer<'_>) {
    out.raw("<form class=\"wg-tools\" accept-charset=\"utf-8\" role=\"search\" data-wg-tools")
        .attribute("aria-label", tools.label)
        .attribute("action", tools.action)
        .raw(">");
    for (name, value) in &tools.hidden {
        hidden(name, value, out);
    }
    if let Some(search) = &tools.search {
        compact::search(search, out);
    }
    for filter in &tools.filters {
        compact::select(filter, out);
    }
    ui.button(&Button::new(tools.apply, Weight::Outlined), out);
    if let Some((label, href)) = tools.clear {
        ui.link_button(&LinkButton::new(label, href, Weight::Quiet), out);
    }
    out.tagged(
        "<p class=\"wg-hidden\" data-wg-result>",
        tools.result,
        "</p></form>",
    );
}

pub(super) fn selection(selection: &Selection<'_>, out: &mut Buffer<'_>) {
    // Without `autocomplete`, browsers tick again after a reload what was ticked before.
    out.raw("<form accept-charset=\"utf-8\" data-wg-select autocomplete=\"off\"")
        .attribute("action", selection.action)
        .raw(">");
    for (name, value) in &selection.hidden {
        hidden(name, value, out);
    }
    out.write(&selection.rows)
        .around(
            "<div class=\"wg-card-foot\"><div class=\"wg-acts\">",
            &selection.buttons,
            "</div>",
        )
        .write(&selection.foot)
        .raw("</div></form>");
}
