//! Cards, and what stands in an empty one.

use maud::{Markup, html};

use super::{Elements, Icon};
use crate::ui::setters;

/// A box with an optional head and foot.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Card<'a> {
    /// What it is about.
    pub title: Option<&'a str>,
    /// One plain sentence under the title.
    pub note: Option<&'a str>,
    /// What can be done with all of it.
    pub action: Option<Markup>,
    /// Rows, which are items of a list.
    pub rows: Option<Markup>,
    /// A form, a table, or text with room around it, below the rows.
    pub body: Option<Markup>,
    /// Whether the body is text that needs room around it.
    pub roomy: bool,
    /// What stands below a line at the bottom: a hint, a pager.
    pub foot: Option<Markup>,
}

impl<'a> Card<'a> {
    /// A card of rows.
    pub fn rows(rows: Markup) -> Self {
        Self {
            rows: Some(rows),
            ..Self::default()
        }
    }

    /// A card of a form or a table, which reach its edges.
    pub fn of(body: Markup) -> Self {
        Self {
            body: Some(body),
            ..Self::default()
        }
    }

    /// A card of text, with room around it.
    pub fn roomy(body: Markup) -> Self {
        Self {
            roomy: true,
            ..Self::of(body)
        }
    }

    setters! {
        /// Puts a title into the head of the card.
        title: &'a str => Some(title);
        /// Puts one plain sentence under the title.
        note: &'a str => Some(note);
        /// What can be done with all of it, at the end of the head.
        action: Markup => Some(action);
        /// Something below a line at the bottom: a hint, a pager.
        foot: Markup => Some(foot);
    }
}

/// What stands in a list that has nothing to show.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Empty<'a> {
    /// A drawing of what is missing.
    pub icon: Option<Icon>,
    /// That there is nothing.
    pub title: &'a str,
    /// What to do about it, or why that is fine.
    pub text: &'a str,
    /// Doing it.
    pub action: Option<Markup>,
}

pub(super) fn card(card: &Card<'_>) -> Markup {
    html! {
        section.wg-card {
            @if let Some(title) = card.title {
                div.wg-card-head {
                    h2.wg-card-title { (title) }
                    @if let Some(note) = card.note { p.wg-card-note { (note) } }
                    @if let Some(action) = &card.action { div.wg-card-action { (action) } }
                }
            }
            @if let Some(rows) = &card.rows { ul.wg-rows { (rows) } }
            @if let Some(body) = &card.body {
                @if card.roomy { div.wg-box.wg-form { (body) } } @else { (body) }
            }
            @if let Some(foot) = &card.foot { div.wg-card-foot { (foot) } }
        }
    }
}

pub(super) fn empty<E: Elements + ?Sized>(ui: &E, empty: &Empty<'_>) -> Markup {
    html! {
        div.wg-empty {
            @if let Some(icon) = empty.icon { span.wg-icon-box { (ui.icon(icon)) } }
            p.wg-card-title { (empty.title) }
            p.wg-row-note { (empty.text) }
            @if let Some(action) = &empty.action { (action) }
        }
    }
}
