//! Cards, and their empty state.

use maud::{Markup, html};

use super::{Elements, Icon};
use crate::ui::setters;

/// A box with an optional head and foot.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct Card<'a> {
    /// Title in the head.
    pub title: Option<&'a str>,
    /// One sentence under the title.
    pub note: Option<&'a str>,
    /// Action on everything in the card, at the end of the head.
    pub action: Option<Markup>,
    /// Rows: `li` elements of a list.
    pub rows: Option<Markup>,
    /// A form, a table or text, below the rows.
    pub body: Option<Markup>,
    /// Whether the body gets padding.
    pub roomy: bool,
    /// Content below a line at the bottom, such as a hint or a pager.
    pub foot: Option<Markup>,
}

impl<'a> Card<'a> {
    /// A card with rows.
    pub fn rows(rows: Markup) -> Self {
        Self {
            rows: Some(rows),
            ..Self::default()
        }
    }

    /// A card with a form or a table, without padding.
    pub fn of(body: Markup) -> Self {
        Self {
            body: Some(body),
            ..Self::default()
        }
    }

    /// A card with padding around its body.
    pub fn roomy(body: Markup) -> Self {
        Self {
            roomy: true,
            ..Self::of(body)
        }
    }

    setters! {
        /// Title in the head.
        title: &'a str => Some(title);
        /// One sentence under the title.
        note: &'a str => Some(note);
        /// Action on everything in the card, at the end of the head.
        action: Markup => Some(action);
        /// Content below a line at the bottom, such as a hint or a pager.
        foot: Markup => Some(foot);
    }
}

/// The empty state of a list.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct Empty<'a> {
    /// Icon of the missing thing.
    pub icon: Option<Icon>,
    /// States that there is nothing.
    pub title: &'a str,
    /// What to do about it, or why it is fine.
    pub text: &'a str,
    /// An action that adds something.
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
