//! What floats above the page.

use maud::{Markup, html};

/// A question above the page. Script opens it; without script the question is a page of its own.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Dialog<'a> {
    /// Its id, unique on the page.
    pub id: &'a str,
    /// The question.
    pub title: &'a str,
    /// What follows from it.
    pub text: &'a str,
    /// The buttons, the one that does it last.
    pub buttons: Markup,
}

/// One entry of a menu; menus are divided where an entry has no label.
#[derive(Debug, Clone, Copy, Default)]
pub struct MenuEntry<'a> {
    /// What it is called.
    pub label: &'a str,
    /// Where it leads.
    pub href: &'a str,
}

/// Links behind a button. It opens without script.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Menu<'a> {
    /// What the button is called, for those who do not see it.
    pub label: &'a str,
    /// What is seen of the button.
    pub face: Markup,
    /// Something above the entries.
    pub head: Option<Markup>,
    /// The entries.
    pub entries: &'a [MenuEntry<'a>],
}

pub(super) fn dialog(dialog: &Dialog<'_>) -> Markup {
    let title = format!("{}-title", dialog.id);
    html! {
        dialog.wg-dialog id=(dialog.id) aria-labelledby=(title) {
            div.wg-dialog-body {
                h2.wg-card-title id=(title) { (dialog.title) }
                p { (dialog.text) }
            }
            div.wg-dialog-acts { (dialog.buttons) }
        }
    }
}

pub(super) fn menu(menu: &Menu<'_>) -> Markup {
    html! {
        details.wg-menu data-wg-menu {
            summary { span.wg-hidden { (menu.label) } (menu.face) }
            div.wg-menu-box {
                @if let Some(head) = &menu.head { div.wg-menu-head { (head) } }
                ul {
                    @for entry in menu.entries {
                        li.wg-menu-line[entry.label.is_empty()] {
                            @if !entry.label.is_empty() { a href=(entry.href) { (entry.label) } }
                        }
                    }
                }
            }
        }
    }
}
