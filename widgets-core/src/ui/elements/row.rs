//! Rows of cards.

use maud::{Markup, html};

use super::{Elements, Icon};

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

    /// With something more about it.
    pub const fn note(mut self, note: &'a str) -> Self {
        self.note = Some(note);
        self
    }

    /// With what can be done with it.
    pub fn action(mut self, action: Markup) -> Self {
        self.action = Some(action);
        self
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

    /// Of this kind.
    pub const fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// With a picture in place of an icon.
    pub fn avatar(mut self, avatar: Markup) -> Self {
        self.avatar = Some(avatar);
        self
    }

    /// With words for states that matter.
    pub fn badges(mut self, badges: Markup) -> Self {
        self.badges = badges;
        self
    }

    /// With facts, one after the other.
    pub const fn facts(mut self, facts: &'a [String]) -> Self {
        self.facts = facts;
        self
    }

    /// With what can be done with it.
    pub fn action(mut self, action: Markup) -> Self {
        self.action = Some(action);
        self
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
