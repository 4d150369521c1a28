//! A page with everything around its body, ready for a layout.

use http::Extensions;
use maud::{Markup, html};

use super::{LanguageSwitch, Navigation, NavigationEntry, NavigationGroup, SignOut};
use crate::ui::{
    Avatar, Buffer, Button, Icon, Lazy, LinkButton, Mark, Menu, MenuEntry, PageShape, Slot, Ui,
    Weight, lazy,
};

/// A page with everything that may surround it. A layout picks what it needs; [`Frame::main`]
/// contains all that is indispensable.
#[non_exhaustive]
pub struct Frame<'a> {
    /// Title of the document.
    pub title: String,
    /// Language tag.
    pub language: &'a str,
    /// `ltr` or `rtl`.
    pub direction: &'a str,
    /// Elements for the `head` of the document: style sheets and script.
    pub head: Slot<'a>,
    /// Application name.
    pub name: &'a str,
    /// URL that the brand links to: the host's first page, or else the first of the account pages.
    pub home: String,
    /// Link back to the host, if it has named its first page.
    pub leave: Option<NavigationEntry>,
    /// URL of the logo, if there is one.
    pub logo: Option<&'a str>,
    /// The navigation.
    pub navigation: Navigation<'a>,
    /// The signed-in user; `None` on narrow pages such as sign-in.
    pub person: Option<Person<'a>>,
    /// Language switch, on pages shown while signed out.
    pub languages: Option<LanguageSwitch<'a>>,
    /// Label of the skip link past the navigation.
    pub skip: &'a str,
    /// Label of the button that opens a long navigation on narrow screens.
    pub open: &'a str,
    /// Banner shown on every page during impersonation; otherwise empty.
    pub acting: Slot<'a>,
    /// The page, with a notice about the last action.
    pub body: Slot<'a>,
    /// How the page is framed.
    pub shape: PageShape,
    /// The elements that render it.
    pub elements: Ui<'a>,
    /// What the host attached to the request, such as its session or the name of its user: the request's
    /// extensions in axum and other tower hosts, what `widgets_rocket::attach` was given in Rocket.
    pub extensions: &'a Extensions,
}

/// The signed-in user.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Person<'a> {
    /// What to call them, as [`UserCtx::display_name`](crate::UserCtx::display_name) says.
    pub name: String,
    /// Email address, if there is one.
    pub email: Option<&'a str>,
    /// Accessible name of the menu.
    pub menu: &'a str,
    /// The pages in the menu.
    pub links: Vec<NavigationEntry>,
    /// How to sign out.
    pub sign_out: SignOut,
    /// Label of the sign-out button.
    pub sign_out_label: &'a str,
}

impl Frame<'_> {
    /// The page next to its navigation. Has the anchor `content`.
    #[must_use]
    pub fn main(&self) -> Lazy<impl Fn(&mut Buffer<'_>)> {
        lazy(|out| {
            if self.shape == PageShape::Narrow {
                out.raw(
                    "<main class=\"wg wg-narrow\" id=\"content\"><div class=\"wg-narrow-card\">",
                );
                self.content(out);
                out.raw("</div></main>");
            } else {
                out.raw("<div class=\"wg wg-page")
                    .raw_if(" wg-page-wide", self.shape == PageShape::Wide)
                    .raw("\">");
                self.show_navigation(out);
                out.raw("<main class=\"wg-main\" id=\"content\" tabindex=\"-1\">");
                self.content(out);
                out.raw("</main></div>");
            }
        })
    }

    fn content(&self, out: &mut Buffer<'_>) {
        out.write(&self.acting).write(&self.body);
        if let Some(languages) = &self.languages {
            languages.show(self.elements, out);
        }
    }

    /// The skip link past the navigation, for keyboard users.
    #[must_use]
    pub fn skip_link(&self) -> Lazy<impl Fn(&mut Buffer<'_>)> {
        lazy(|out| {
            if self.shape != PageShape::Narrow {
                out.tagged("<a class=\"wg-skip\" href=\"#content\">", self.skip, "</a>");
            }
        })
    }

    /// The top bar with brand and signed-in user.
    #[must_use]
    pub fn bar(&self) -> Lazy<impl Fn(&mut Buffer<'_>)> {
        lazy(|out| {
            if self.shape == PageShape::Narrow {
                return;
            }
            let mark = Mark {
                name: self.name,
                logo: self.logo,
                large: false,
            };
            out.raw("<header class=\"wg wg-bar\"><a class=\"wg-brand\"")
                .attribute("href", &self.home)
                .raw(">")
                .write(self.elements.mark(&mark))
                .raw("<span>")
                .text(self.name)
                .raw("</span></a>");
            if let Some(person) = &self.person {
                out.write(self.show_person(person));
            }
            out.raw("</header>");
        })
    }

    /// The menu of the signed-in user. Script refreshes it after in-place actions, like the
    /// navigation, because they may change the user's name.
    fn show_person(&self, person: &Person<'_>) -> Markup {
        let ui = self.elements;
        let face = html! {
            (ui.avatar(&Avatar::person(&person.name)))
            span.wg-bar-name { bdi { (person.name) } }
        };
        let head = html! {
            p.wg-strong { bdi { (person.name) } }
            @if let Some(email) = person.email.filter(|own| *own != person.name) {
                p.wg-row-note { bdi { (email) } }
            }
        };
        let line = self.leave.as_ref().filter(|_| !person.links.is_empty());
        let line = line.map(|_| MenuEntry::new("", ""));
        let back = self.leave.iter().map(entry).chain(line);
        let entries: Vec<_> = back.chain(person.links.iter().map(entry)).collect();
        let mut menu = Menu::new(person.menu, face.into(), &entries);
        menu.head = Some(head.into());
        menu.foot = Some(sign_out(ui, &person.sign_out, person.sign_out_label).into());
        html! { div.wg-bar-end id="wg-person" data-wg-live { (ui.menu(&menu)) } }
    }

    fn show_navigation(&self, out: &mut Buffer<'_>) {
        let navigation = &self.navigation;
        if navigation.groups.is_empty() {
            return;
        }
        out.raw("<nav class=\"wg-nav\" id=\"wg-navigation\"")
            .attribute("aria-label", navigation.label)
            .raw(" data-wg-live>");
        let long = navigation.is_long();
        if long {
            out.raw("<button class=\"wg-button wg-nav-open\" type=\"button\" popovertarget=\"wg-places\">")
                .write(self.elements.icon(Icon::List))
                .text(self.open)
                .raw("</button><div class=\"wg-places\" id=\"wg-places\" popover>");
        }
        for group in &navigation.groups {
            show_group(group, out);
        }
        out.raw_if("</div>", long).raw("</nav>");
    }
}

/// An entry of the menu that leads to a page.
fn entry(link: &NavigationEntry) -> MenuEntry<'_> {
    MenuEntry::new(&link.label, &link.href)
}

/// Renders signing out: a link to a page, or a form of the host.
pub(crate) fn sign_out(ui: Ui<'_>, how: &SignOut, label: &str) -> Markup {
    match how {
        SignOut::Page(address) => {
            let link = LinkButton::new(label, address, Weight::Outlined);
            ui.link_button(&link).into()
        }
        SignOut::Form { action, fields } => html! {
            form.wg-inline method="post" accept-charset="utf-8" action=(action) data-wg-native {
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                (ui.button(&Button::new(label, Weight::Outlined)))
            }
        },
    }
}

fn show_group(group: &NavigationGroup<'_>, out: &mut Buffer<'_>) {
    out.tagged(
        "<div class=\"wg-nav-group\"><p class=\"wg-nav-label\"><bdi>",
        group.label,
        "</bdi></p><ul>",
    );
    for entry in &group.entries {
        out.raw("<li><a")
            .attribute("href", &entry.href)
            .raw_if(" aria-current=\"page\"", entry.current)
            .raw(">")
            .text(&entry.label)
            .raw("</a></li>");
    }
    out.raw("</ul></div>");
}
