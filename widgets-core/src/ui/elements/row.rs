//! Rows of cards.

use maud::{Markup, html};

use super::{Elements, Icon};
use crate::ui::setters;

/// A label with a value, and an action on it.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct FactRow<'a> {
    /// Label.
    pub key: &'a str,
    /// Value.
    pub value: Markup,
    /// A note below the value.
    pub note: Option<&'a str>,
    /// Action on it.
    pub action: Option<Markup>,
}

impl<'a> FactRow<'a> {
    /// A label with a value.
    pub fn new(key: &'a str, value: Markup) -> Self {
        Self {
            key,
            value,
            ..Self::default()
        }
    }

    setters! {
        /// A note below the value.
        note: &'a str => Some(note);
        /// Action at the end of the row.
        action: Markup => Some(action);
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
    pub avatar: Option<Markup>,
    /// Title.
    pub title: &'a str,
    /// Badges behind the title.
    pub badges: Markup,
    /// Facts, in order.
    pub facts: &'a [String],
    /// Action on it.
    pub action: Option<Markup>,
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
        avatar: Markup => Some(avatar);
        /// Badges behind the title.
        badges: Markup;
        /// Facts below the title, in order.
        facts: &'a [String];
        /// Action at the end of the row.
        action: Markup => Some(action);
    }
}

pub(super) fn fact_row(row: &FactRow<'_>) -> Markup {
    html! {
        li.wg-row.wg-row-fact {
            span.wg-row-key { (row.key) }
            div.wg-row-main {
                div.wg-row-title { (row.value) }
                @if let Some(note) = row.note { div.wg-row-note { (note) } }
            }
            @if let Some(action) = &row.action { div.wg-row-action { (action) } }
        }
    }
}

pub(super) fn icon_row<E: Elements + ?Sized>(ui: &E, row: &IconRow<'_>) -> Markup {
    let pictured = row.icon.is_some() || row.avatar.is_some();
    html! {
        li.wg-row.wg-row-icon[pictured] {
            @if let Some(avatar) = &row.avatar { (avatar) }
            @else if let Some(icon) = row.icon { span.wg-icon-box { (ui.icon(icon)) } }
            div.wg-row-main {
                // Isolated (`bdi`), because names do not follow the page's writing direction.
                div.wg-row-title { bdi { (row.title) } (row.badges) }
                @if !row.facts.is_empty() {
                    ul.wg-facts.wg-row-note { @for fact in row.facts { li { (fact) } } }
                }
            }
            @if let Some(action) = &row.action { div.wg-row-action { (action) } }
        }
    }
}
