//! Rows of cards.

use maud::{Markup, html};

use super::{Elements, Icon};
use crate::ui::setters;

/// What something is called, what it is, and what can be done with it.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct FactRow<'a> {
    /// What it is called.
    pub key: &'a str,
    /// What it is.
    pub value: Markup,
    /// Something more about it.
    pub note: Option<&'a str>,
    /// What can be done with it.
    pub action: Option<Markup>,
}

impl<'a> FactRow<'a> {
    /// A fact.
    pub fn new(key: &'a str, value: Markup) -> Self {
        Self {
            key,
            value,
            ..Self::default()
        }
    }

    setters! {
        /// Something more about the fact, below it.
        note: &'a str => Some(note);
        /// What can be done with it, at the end of the row.
        action: Markup => Some(action);
    }
}

/// A thing with its icon or picture, facts about it, and what can be done with it.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct IconRow<'a> {
    /// What kind of thing it is.
    pub icon: Option<Icon>,
    /// A picture in place of the icon.
    pub avatar: Option<Markup>,
    /// What it is called.
    pub title: &'a str,
    /// Words for states that matter.
    pub badges: Markup,
    /// Facts about it, one after the other.
    pub facts: &'a [String],
    /// What can be done with it.
    pub action: Option<Markup>,
}

impl<'a> IconRow<'a> {
    /// A thing.
    pub fn new(title: &'a str) -> Self {
        Self {
            title,
            ..Self::default()
        }
    }

    setters! {
        /// A drawing of what kind of thing it is.
        icon: Icon => Some(icon);
        /// A picture, which takes the place of the icon.
        avatar: Markup => Some(avatar);
        /// Words for states that matter, behind the title.
        badges: Markup;
        /// Facts about it, one after the other, below the title.
        facts: &'a [String];
        /// What can be done with it, at the end of the row.
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
                // Each direction of its own: names of things do not follow the page's language.
                div.wg-row-title { bdi { (row.title) } (row.badges) }
                @if !row.facts.is_empty() {
                    ul.wg-facts.wg-row-note { @for fact in row.facts { li { (fact) } } }
                }
            }
            @if let Some(action) = &row.action { div.wg-row-action { (action) } }
        }
    }
}
