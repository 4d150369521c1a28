//! Rows of cards.

use super::{Buffer, Elements, Icon, Slot};
use crate::ui::setters;

/// A label with a value, and an action on it.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct FactRow<'a> {
    /// Label.
    pub key: &'a str,
    /// Value.
    pub value: Slot<'a>,
    /// A note below the value.
    pub note: Option<&'a str>,
    /// Action on it.
    pub action: Option<Slot<'a>>,
}

impl<'a> FactRow<'a> {
    /// A label with a value.
    pub fn new(key: &'a str, value: impl Into<Slot<'a>>) -> Self {
        Self {
            key,
            value: value.into(),
            ..Self::default()
        }
    }

    setters! {
        /// A note below the value.
        note: &'a str => Some(note);
        /// Action at the end of the row.
        action: impl Into<Slot<'a>> => Some(action.into());
    }
}

/// A thing with its icon or picture, facts about it, and an action on it.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct IconRow<'a> {
    /// Icon for its kind.
    pub icon: Option<Icon>,
    /// A picture instead of the icon.
    pub avatar: Option<Slot<'a>>,
    /// Title.
    pub title: &'a str,
    /// Badges behind the title.
    pub badges: Slot<'a>,
    /// Facts, in order.
    pub facts: &'a [String],
    /// Action on it.
    pub action: Option<Slot<'a>>,
}

impl<'a> IconRow<'a> {
    /// A row with this title.
    pub fn new(title: &'a str) -> Self {
        Self {
            title,
            ..Self::default()
        }
    }

    setters! {
        /// Icon for its kind.
        icon: Icon => Some(icon);
        /// A picture instead of the icon.
        avatar: impl Into<Slot<'a>> => Some(avatar.into());
        /// Badges behind the title.
        badges: impl Into<Slot<'a>> => badges.into();
        /// Facts below the title, in order.
        facts: &'a [String];
        /// Action at the end of the row.
        action: impl Into<Slot<'a>> => Some(action.into());
    }
}

pub(super) fn fact_row(row: &FactRow<'_>, out: &mut Buffer<'_>) {
    out.raw("<li class=\"wg-row wg-row-fact\"><span class=\"wg-row-key\">")
        .text(row.key)
        .raw("</span><div class=\"wg-row-main\"><div class=\"wg-row-title\">")
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
    // Isolated (`bdi`), because names do not follow the page's writing direction.
    out.raw("<div class=\"wg-row-main\"><div class=\"wg-row-title\"><bdi>")
        .text(row.title)
        .raw("</bdi>")
        .write(&row.badges)
        .raw("</div>");
    if !row.facts.is_empty() {
        out.raw("<ul class=\"wg-facts wg-row-note\">");
        for fact in row.facts {
            out.tagged("<li>", fact, "</li>");
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
