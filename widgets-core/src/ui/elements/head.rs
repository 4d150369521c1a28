//! The tops of pages, and tabs below them.

use maud::{Markup, html};

use crate::ui::setters;

/// The top of a page.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Head<'a> {
    /// What the page is.
    pub title: &'a str,
    /// That in one plain sentence.
    pub lead: &'a str,
    /// Its main action.
    pub action: Option<Markup>,
    /// Whether it stands in a page of the host's, which has a first heading of its own.
    pub inside: bool,
}

impl<'a> Head<'a> {
    /// A title and one plain sentence.
    pub fn new(title: &'a str, lead: &'a str) -> Self {
        Self {
            title,
            lead,
            ..Self::default()
        }
    }

    setters! {
        /// Whether it stands in a page of the host's, where it is a second heading.
        inside: bool;
        /// Its main action, if there is one.
        action: Option<Markup>;
    }
}

/// The top of a narrow page in front of the widgets.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct AuthHead<'a> {
    /// The mark of the application.
    pub mark: Markup,
    /// What the page is.
    pub title: &'a str,
    /// That in one plain sentence.
    pub lead: Option<&'a str>,
    /// Whether it stands in a page of the host's, which has a first heading of its own.
    pub inside: bool,
}

/// What stands below the card of a narrow page: another way on.
#[derive(Debug, Clone, Copy, Default)]
pub struct AuthFoot<'a> {
    /// For whom it is; may be empty.
    pub text: &'a str,
    /// Its label and where it leads.
    pub link: (&'a str, &'a str),
}

/// One part of a page that has several.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tab<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Where it is.
    pub href: &'a str,
    /// Whether it is shown.
    pub current: bool,
}

/// Links to the parts of a page that has several. Each part is a page of its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tabs<'a> {
    /// What they are parts of, for those who do not see it.
    pub label: &'a str,
    /// The parts.
    pub tabs: &'a [Tab<'a>],
}

pub(super) fn head(head: &Head<'_>) -> Markup {
    html! {
        div.wg-head {
            div.wg-head-text {
                @if head.inside { h2.wg-title { (head.title) } }
                @else { h1.wg-title { (head.title) } }
                @if !head.lead.is_empty() { p.wg-lead { (head.lead) } }
            }
            @if let Some(action) = &head.action { (action) }
        }
    }
}

pub(super) fn auth_head(head: &AuthHead<'_>) -> Markup {
    html! {
        div.wg-auth-head {
            (head.mark)
            div {
                @if head.inside { h2.wg-title { (head.title) } }
                @else { h1.wg-title { (head.title) } }
                @if let Some(lead) = head.lead { p.wg-lead { (lead) } }
            }
        }
    }
}

pub(super) fn auth_foot(foot: &AuthFoot<'_>) -> Markup {
    let (label, href) = foot.link;
    html! {
        p.wg-auth-foot {
            @if !foot.text.is_empty() { (foot.text) " " }
            a href=(href) { (label) }
        }
    }
}

pub(super) fn tabs(tabs: &Tabs<'_>) -> Markup {
    html! {
        nav.wg-tabs aria-label=(tabs.label) {
            @for tab in tabs.tabs {
                a href=(tab.href) aria-current=[tab.current.then_some("page")] { (tab.label) }
            }
        }
    }
}
