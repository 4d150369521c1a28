//! Rows of cards.

use maud::html;

use super::{Buffer, Elements, Icon, Slot};
use crate::types::records::records;

records! {
    /// A label with a value, and an action on it.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct FactRow<'a> {
        /// Label.
        pub key: &'a str,
        /// Value.
        pub value: Slot<'a> as impl Into<Slot<'a>>,
        /// A note below the value.
        pub note: Option<&'a str> as &'a str = None,
        /// Whether there is no value, and what stands in its place only says so.
        pub unset: bool = false => _,
        /// Action on it.
        pub action: Option<Slot<'a>> as impl Into<Slot<'a>> = None => Some(action.into()),
    }

    /// A thing with its icon or picture, facts about it, and an action on it.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct IconRow<'a> {
        /// Icon for its kind.
        pub icon: Option<Icon> as Icon = None,
        /// A picture instead of the icon.
        pub avatar: Option<Slot<'a>> as impl Into<Slot<'a>> = None => Some(avatar.into()),
        /// Title.
        pub title: &'a str,
        /// Badges behind the title.
        pub badges: Slot<'a> as impl Into<Slot<'a>> = Slot::default(),
        /// Facts, in order.
        pub facts: &'a [String] = &[],
        /// Action on it.
        pub action: Option<Slot<'a>> as impl Into<Slot<'a>> = None => Some(action.into()),
    }
}

impl<'a> FactRow<'a> {
    /// A label without a value, and what to say instead.
    pub fn unset(key: &'a str, text: &str) -> Self {
        Self {
            unset: true,
            ..Self::new(key, html! { (text) })
        }
    }
}

pub(super) fn fact_row(row: &FactRow<'_>, out: &mut Buffer<'_>) {
    out.raw("<li class=\"wg-row wg-row-fact\"><span class=\"wg-row-key\">")
        .text(row.key)
        .raw("</span><div class=\"wg-row-main\"><div class=\"wg-row-title")
        .raw_if(" wg-row-unset", row.unset)
        .raw("\">")
        .write(&row.value)
        .raw("</div>");
    if let Some(note) = row.note {
        out.tagged("<div class=\"wg-row-note\">", note, "</div>");
    }
    out.raw("</div>");
    action(row.action.as_ref(), out);
    out.raw("</li>");
}

pub(super) fn icon_row<E: Elements + ?Sized>(ui: &E, row: &IconRow<'_>, out: &mut Buffer<'_>) {
    let pictured = row.icon.is_some() || row.avatar.is_some();
    out.raw("<li class=\"wg-row")
        .raw_if(" wg-row-icon", pictured)
        .raw("\">");
    if let Some(avatar) = &row.avatar {
        out.write(avatar);
    } else if let Some(icon) = row.icon {
        out.raw("<span class=\"wg-icon-box\">");
        ui.icon(icon, out);
        out.raw("</span>");
    }
    // Isolated (`bdi`), because names and addresses do not follow the page's writing direction.
    out.raw("<div class=\"wg-row-main\"><div class=\"wg-row-title\"><bdi>")
        .text(row.title)
        .raw("</bdi>")
        .write(&row.badges)
        .raw("</div>");
    if !row.facts.is_empty() {
        out.raw("<ul class=\"wg-facts wg-row-note\">");
        for fact in row.facts {
            out.tagged("<li><bdi>", fact, "</bdi></li>");
        }
        out.raw("</ul>");
    }
    out.raw("</div>");
    action(row.action.as_ref(), out);
    out.raw("</li>");
}

fn action(action: Option<&Slot<'_>>, out: &mut Buffer<'_>) {
    if let Some(action) = action {
        out.around("<div class=\"wg-row-action\">", action, "</div>");
    }
}
