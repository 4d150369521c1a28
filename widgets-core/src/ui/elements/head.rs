//! Page headings, and tabs below them.

use maud::{Markup, html};

use crate::ui::setters;

/// The top of a page.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct Head<'a> {
    /// Title.
    pub title: &'a str,
    /// The page's purpose in one sentence.
    pub lead: &'a str,
    /// Main action.
    pub action: Option<Markup>,
    /// Whether it is within a host page, which has an `h1` of its own.
    pub inside: bool,
}

impl<'a> Head<'a> {
    /// A title and one sentence.
    pub fn new(title: &'a str, lead: &'a str) -> Self {
        Self {
            title,
            lead,
            ..Self::default()
        }
    }

    setters! {
        /// Whether it is within a host page, where the title is an `h2`.
        inside: bool;
        /// Main action, if there is one.
        action: Option<Markup>;
    }
}

/// The top of a narrow page, such as sign-in.
#[derive(Debug, Clone, Default)]
#[must_use]
#[non_exhaustive]
pub struct AuthHead<'a> {
    /// The application's logo or initials.
    pub mark: Markup,
    /// Title.
    pub title: &'a str,
    /// The page's purpose in one sentence.
    pub lead: Option<&'a str>,
    /// Whether it is within a host page, which has an `h1` of its own.
    pub inside: bool,
}

/// A link to an alternative, below the card of a narrow page.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct AuthFoot<'a> {
    /// Whom the alternative is for; may be empty.
    pub text: &'a str,
    /// Label and URL.
    pub link: (&'a str, &'a str),
}

/// One tab.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Tab<'a> {
    /// Visible label.
    pub label: &'a str,
    /// Target URL.
    pub href: &'a str,
    /// Whether it is the current page.
    pub current: bool,
}

/// Tabs. Each leads to a page of its own.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Tabs<'a> {
    /// Accessible name.
    pub label: &'a str,
    /// The tabs.
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
