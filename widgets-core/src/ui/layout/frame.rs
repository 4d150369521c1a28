//! All that stands around a page's body, ready to be laid out.

use maud::{Markup, html};

use super::{LanguageSwitch, Navigation, NavigationGroup, SignOut};
use crate::ui::{Avatar, Button, Elements, LinkButton, Mark, PageShape, Weight};

/// A page and all that may stand around it. A layout shows what it wants of it; [`Frame::main`]
/// holds everything a page cannot do without.
pub struct Frame<'a> {
    /// The document's title.
    pub title: String,
    /// The language's code.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'a str,
    /// The links our pages need in the head of the document.
    pub head: Markup,
    /// The application's name.
    pub name: &'a str,
    /// The address of the first page.
    pub home: String,
    /// The address of the logo, if there is one.
    pub logo: Option<&'a str>,
    /// The pages there are.
    pub navigation: Navigation,
    /// Who is signed in; nobody on pages in front of the widgets.
    pub person: Option<Person>,
    /// The languages to choose from, for whoever is signed out.
    pub languages: Option<LanguageSwitch>,
    /// The words of the link past the navigation.
    pub skip: String,
    /// What stands above every page while somebody acts in a person's place; else nothing.
    pub acting: Markup,
    /// The page, with what the last action left to say.
    pub body: Markup,
    /// What stands around the page.
    pub shape: PageShape,
    /// The elements to show it with.
    pub elements: &'a dyn Elements,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their name, or their address when they gave none.
    pub name: String,
    /// Their address.
    pub email: String,
    /// How they sign out.
    pub sign_out: SignOut,
    /// The words for that.
    pub sign_out_label: String,
}

impl Frame<'_> {
    /// The page beside the navigation; it begins at the anchor `content`.
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

    /// The link past the navigation, for those who go by keyboard.
    #[must_use]
    pub fn skip_link(&self) -> Markup {
        html! {
            @if self.shape != PageShape::Narrow { a.wg-skip href="#content" { (self.skip) } }
        }
    }

    /// The bar with the brand and whoever is signed in.
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

    /// Who is signed in. What is done in place may change how they are called, so script exchanges
    /// it with the widget, as it does the navigation.
    fn show_person(&self, person: &Person) -> Markup {
        html! {
            div.wg-bar-end id="wg-person" data-wg-live {
                (self.elements.avatar(&Avatar::person(&person.name)))
                span.wg-bar-name { bdi { (person.name) } }
                (sign_out(self.elements, &person.sign_out, &person.sign_out_label))
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

/// Signs out, by a link to a page that does or by a form of the host's.
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

fn show_group(group: &NavigationGroup) -> Markup {
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
