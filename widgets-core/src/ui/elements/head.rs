//! Page headings, and tabs below them.

use maud::html;

use super::{Buffer, Slot};
use crate::types::records::records;

records! {
    /// The top of a page.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Head<'a> {
        /// Title.
        pub title: &'a str,
        /// The page's purpose in one sentence.
        pub lead: &'a str,
        /// Main action.
        pub action: Option<Slot<'a>> = None,
        /// Whether it is within a host page, which has an `h1` of its own.
        pub inside: bool = false,
    }

    /// The top of a narrow page, such as sign-in.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct AuthHead<'a> {
        /// The application's logo or initials.
        pub mark: Slot<'a>,
        /// Name and URL of the host's first page, which the mark links to.
        pub home: Option<(&'a str, &'a str)> = None,
        /// Title.
        pub title: &'a str,
        /// The page's purpose in one sentence.
        pub lead: Option<&'a str> = None,
        /// Whether it is within a host page, which has an `h1` of its own.
        pub inside: bool = false,
    }

    /// A link to an alternative, below the card of a narrow page.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct AuthFoot<'a> {
        /// Whom the alternative is for; may be empty.
        pub text: &'a str,
        /// Label and URL.
        pub link: (&'a str, &'a str),
    }

    /// One tab.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Tab<'a> {
        /// Visible label.
        pub label: &'a str,
        /// Target URL.
        pub href: &'a str,
        /// Whether it is the current page.
        pub current: bool = false,
    }

    /// Tabs. Each leads to a page of its own.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Tabs<'a> {
        /// Accessible name.
        pub label: &'a str,
        /// The tabs.
        pub tabs: &'a [Tab<'a>],
    }
}

pub(super) fn head(head: &Head<'_>, out: &mut Buffer<'_>) {
    out.raw("<div class=\"wg-head\"><div class=\"wg-head-text\">");
    title(head.title, head.inside, out);
    lead(Some(head.lead).filter(|lead| !lead.is_empty()), out);
    out.raw("</div>");
    if let Some(action) = &head.action {
        out.write(action);
    }
    out.raw("</div>");
}

pub(super) fn auth_head(head: &AuthHead<'_>, out: &mut Buffer<'_>) {
    out.raw("<div class=\"wg-auth-head\">");
    match head.home {
        Some((name, href)) => out
            .raw("<a class=\"wg-auth-home\"")
            .attribute("href", href)
            .attribute("aria-label", name)
            .around(">", &head.mark, "</a>"),
        None => out.write(&head.mark),
    };
    out.raw("<div>");
    title(head.title, head.inside, out);
    lead(head.lead, out);
    out.raw("</div></div>");
}

fn title(title: &str, inside: bool, out: &mut Buffer<'_>) {
    let (start, end) = if inside {
        ("<h2 class=\"wg-title\">", "</h2>")
    } else {
        ("<h1 class=\"wg-title\">", "</h1>")
    };
    out.raw(start).text(title).raw(end);
}

fn lead(lead: Option<&str>, out: &mut Buffer<'_>) {
    if let Some(lead) = lead {
        out.tagged("<p class=\"wg-lead\">", lead, "</p>");
    }
}

pub(super) fn auth_foot(foot: &AuthFoot<'_>, out: &mut Buffer<'_>) {
    let (label, href) = foot.link;
    out.write(html! {
        p.wg-auth-foot {
            @if !foot.text.is_empty() { (foot.text) " " }
            a href=(href) { (label) }
        }
    });
}

pub(super) fn tabs(tabs: &Tabs<'_>, out: &mut Buffer<'_>) {
    out.write(html! {
        nav.wg-tabs aria-label=(tabs.label) {
            @for tab in tabs.tabs {
                a href=(tab.href) aria-current=[tab.current.then_some("page")] { (tab.label) }
            }
        }
    });
}
