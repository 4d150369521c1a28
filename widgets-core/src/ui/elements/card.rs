//! Cards, and their empty state.

use super::{Buffer, Elements, Icon, Slot};
use crate::types::records::records;

records! {
    /// A box with an optional head and foot.
    #[derive(Debug, Clone)]
    #[must_use]
    pub struct Card<'a> {
        /// Title in the head.
        pub title: Option<&'a str> as &'a str = None,
        /// One sentence under the title.
        pub note: Option<&'a str> as &'a str = None,
        /// Action on everything in the card, at the end of the head.
        pub action: Option<Slot<'a>> as impl Into<Slot<'a>> = None => Some(action.into()),
        /// Search and filters, above the rows.
        pub tools: Option<Slot<'a>> as impl Into<Slot<'a>> = None => Some(tools.into()),
        /// Rows: `li` elements of a list.
        pub rows: Option<Slot<'a>> = None => _,
        /// A form, a table or text, below the rows.
        pub body: Option<Slot<'a>> = None => _,
        /// Whether the body gets padding.
        pub roomy: bool = false => _,
        /// Content below a line at the bottom, such as a hint or a pager.
        pub foot: Option<Slot<'a>> as impl Into<Slot<'a>> = None => Some(foot.into()),
    }
}

impl<'a> Card<'a> {
    /// A card with rows.
    pub fn rows(rows: impl Into<Slot<'a>>) -> Self {
        Self {
            rows: Some(rows.into()),
            ..Self::default()
        }
    }

    /// A card with a form or a table, without padding.
    pub fn of(body: impl Into<Slot<'a>>) -> Self {
        Self {
            body: Some(body.into()),
            ..Self::default()
        }
    }

    /// A card with padding around its body.
    pub fn roomy(body: impl Into<Slot<'a>>) -> Self {
        Self {
            roomy: true,
            ..Self::of(body)
        }
    }
}

records! {
    /// The empty state of a list.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Empty<'a> {
        /// Icon of the missing thing.
        pub icon: Option<Icon> = None,
        /// States that there is nothing.
        pub title: &'a str,
        /// What to do about it, or why it is fine.
        pub text: &'a str,
        /// An action that adds something.
        pub action: Option<Slot<'a>> = None,
    }
}

pub(super) fn card(card: &Card<'_>, out: &mut Buffer<'_>) {
    out.raw("<section class=\"wg-card\">");
    if let Some(title) = card.title {
        out.tagged(
            "<div class=\"wg-card-head\"><h2 class=\"wg-card-title\">",
            title,
            "</h2>",
        );
        if let Some(note) = card.note {
            out.tagged("<p class=\"wg-card-note\">", note, "</p>");
        }
        if let Some(action) = &card.action {
            out.around("<div class=\"wg-card-action\">", action, "</div>");
        }
        out.raw("</div>");
    }
    if let Some(tools) = &card.tools {
        out.write(tools);
    }
    if let Some(rows) = &card.rows {
        out.around("<ul class=\"wg-rows\">", rows, "</ul>");
    }
    if let Some(body) = &card.body {
        out.raw_if("<div class=\"wg-box wg-form\">", card.roomy)
            .write(body)
            .raw_if("</div>", card.roomy);
    }
    if let Some(foot) = &card.foot {
        out.around("<div class=\"wg-card-foot\">", foot, "</div>");
    }
    out.raw("</section>");
}

pub(super) fn empty<E: Elements + ?Sized>(ui: &E, empty: &Empty<'_>, out: &mut Buffer<'_>) {
    out.raw("<div class=\"wg-empty\">");
    if let Some(icon) = empty.icon {
        out.raw("<span class=\"wg-icon-box\">");
        ui.icon(icon, out);
        out.raw("</span>");
    }
    out.raw("<p class=\"wg-card-title\">")
        .text(empty.title)
        .raw("</p><p class=\"wg-row-note\">")
        .text(empty.text)
        .raw("</p>");
    if let Some(action) = &empty.action {
        out.write(action);
    }
    out.raw("</div>");
}
