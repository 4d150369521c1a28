//! A page with everything around its body, ready for a layout.

use maud::{Markup, html};

use super::{LanguageSwitch, Navigation, NavigationGroup, SignOut};
use crate::ui::{Avatar, Button, Elements, LinkButton, Mark, PageShape, Weight};

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
    pub head: Markup,
    /// Application name.
    pub name: &'a str,
    /// URL of the first page.
    pub home: String,
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
    /// Banner shown on every page during impersonation; otherwise empty.
    pub acting: Markup,
    /// The page, with a notice about the last action.
    pub body: Markup,
    /// How the page is framed.
    pub shape: PageShape,
    /// The elements that render it.
    pub elements: &'a dyn Elements,
}

/// The signed-in user.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Person<'a> {
    /// Name, or email address if there is none.
    pub name: String,
    /// Email address.
    pub email: &'a str,
    /// How to sign out.
    pub sign_out: SignOut,
    /// Label of the sign-out button.
    pub sign_out_label: &'a str,
}

impl Frame<'_> {
    /// The page next to its navigation. Has the anchor `content`.
    #[must_use]
    pub fn main(&self) -> Markup {
        let wide = self.shape == PageShape::Wide;
        html! {
            @if self.shape == PageShape::Narrow {
                main.wg.wg-narrow id="content" {
                    div.wg-narrow-card { (self.acting) (self.body) (self.show_languages()) }
                }
            } @else {
                div.wg.wg-page.wg-page-wide[wide] {
                    (self.show_navigation())
                    main.wg-main id="content" tabindex="-1" {
                        (self.acting) (self.body) (self.show_languages())
                    }
                }
            }
        }
    }

    /// The skip link past the navigation, for keyboard users.
    #[must_use]
    pub fn skip_link(&self) -> Markup {
        html! {
            @if self.shape != PageShape::Narrow { a.wg-skip href="#content" { (self.skip) } }
        }
    }

    /// The top bar with brand and signed-in user.
    #[must_use]
    pub fn bar(&self) -> Markup {
        let mark = Mark {
            name: self.name,
            logo: self.logo,
            large: false,
        };
        html! {
            @if self.shape != PageShape::Narrow {
                header.wg.wg-bar {
                    a.wg-brand href=(self.home) {
                        (self.elements.mark(&mark)) span { (self.name) }
                    }
                    @if let Some(person) = &self.person { (self.show_person(person)) }
                }
            }
        }
    }

    /// The signed-in user. Script refreshes it after in-place actions, like the navigation, because
    /// they may change the user's name.
    fn show_person(&self, person: &Person<'_>) -> Markup {
        html! {
            div.wg-bar-end id="wg-person" data-wg-live {
                (self.elements.avatar(&Avatar::person(&person.name)))
                span.wg-bar-name { bdi { (person.name) } }
                (sign_out(self.elements, &person.sign_out, person.sign_out_label))
            }
        }
    }

    fn show_languages(&self) -> Markup {
        let switch = self.languages.as_ref();
        switch
            .map(|own| own.show(self.elements))
            .unwrap_or_default()
    }

    fn show_navigation(&self) -> Markup {
        html! {
            @if !self.navigation.groups.is_empty() {
                nav.wg-nav id="wg-navigation" aria-label=(self.navigation.label) data-wg-live {
                    @for group in &self.navigation.groups { (show_group(group)) }
                }
            }
        }
    }
}

/// Renders signing out: a link to a page, or a form of the host.
pub(crate) fn sign_out(ui: &dyn Elements, how: &SignOut, label: &str) -> Markup {
    match how {
        SignOut::Page(address) => {
            ui.link_button(&LinkButton::new(label, address, Weight::Outlined))
        }
        SignOut::Form { action, fields } => html! {
            form.wg-inline method="post" action=(action) data-wg-native {
                @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
                (ui.button(&Button::new(label, Weight::Outlined)))
            }
        },
    }
}

fn show_group(group: &NavigationGroup<'_>) -> Markup {
    html! {
        div.wg-nav-group {
            p.wg-nav-label { bdi { (group.label) } }
            ul {
                @for entry in &group.entries {
                    li {
                        a href=(entry.href) aria-current=[entry.current.then_some("page")] {
                            (entry.label)
                        }
                    }
                }
            }
        }
    }
}
