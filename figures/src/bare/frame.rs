//! What stands around the bare handlers' pages.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::server::NAME;

/// The navigation: labels and addresses.
const ENTRIES: [(&str, &str); 3] = [
    ("Profile", "/account/profile"),
    ("Security", "/account/security"),
    ("Sessions", "/account/sessions"),
];

pub(super) struct Frame<'a> {
    pub(super) loads: &'static str,
    pub(super) person: &'a str,
    pub(super) title: &'static str,
    pub(super) path: &'static str,
    pub(super) widget: &'static str,
}

pub(super) fn show(frame: &Frame<'_>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html.wg-root lang="en" dir="ltr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (frame.title) " · " (NAME) }
                (PreEscaped(frame.loads))
            }
            body.wg {
                a.wg-skip href="#content" { "Skip to the content" }
                header.wg.wg-bar {
                    a.wg-brand href="/account" {
                        span.wg-avatar.wg-avatar-square aria-hidden="true" { (initials(NAME)) }
                        span { (NAME) }
                    }
                    div.wg-bar-end id="wg-person" data-wg-live {
                        span.wg-avatar aria-hidden="true" { (initials(frame.person)) }
                        span.wg-bar-name { bdi { (frame.person) } }
                        a.wg-button href="/account/sign-out" { "Sign out" }
                    }
                }
                div.wg.wg-page {
                    nav.wg-nav id="wg-navigation" aria-label="Account" data-wg-live {
                        div.wg-nav-group {
                            p.wg-nav-label { bdi { "You" } }
                            ul { @for (label, path) in ENTRIES { (entry(frame, label, path)) } }
                        }
                    }
                    main.wg-main id="content" tabindex="-1" {
                        div.wg-widget id={ "wg-" (frame.widget) } data-wg-widget=(frame.widget) {
                            (body)
                        }
                    }
                }
            }
        }
    }
}

fn entry(frame: &Frame<'_>, label: &str, path: &str) -> Markup {
    let current = (path == frame.path).then_some("page");
    html! { li { a href=(path) aria-current=[current] { (label) } } }
}

/// What stands in a sentence without changing its direction of writing.
pub(super) fn isolated(text: &str) -> Markup {
    html! { "\u{2068}" (text) "\u{2069}" }
}

/// The first letters of the first and the last word.
pub(super) fn initials(name: &str) -> String {
    let mut letters = name
        .split([' ', '@'])
        .filter_map(|word| word.chars().next());
    let (first, last) = (letters.next(), letters.next_back());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}
