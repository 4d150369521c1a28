//! Dialogs and menus.

use maud::html;

use super::{Buffer, Slot};
use crate::types::records::records;

records! {
    /// A confirmation dialog. Script opens it; without script, a page of its own takes its place.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Dialog<'a> {
        /// Id, unique on the page.
        pub id: &'a str,
        /// The question.
        pub title: &'a str,
        /// Consequences of confirming.
        pub text: &'a str,
        /// The buttons; the confirming one last.
        pub buttons: Slot<'a>,
    }

    /// A menu entry, or a divider if the label is empty.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct MenuEntry<'a> {
        /// Visible label.
        pub label: &'a str,
        /// Target URL.
        pub href: &'a str,
    }

    /// Links behind a button. Works without script.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Menu<'a> {
        /// Accessible name of the button.
        pub label: &'a str,
        /// Visible content of the button.
        pub face: Slot<'a>,
        /// Content above the entries.
        pub head: Option<Slot<'a>> = None,
        /// The entries.
        pub entries: &'a [MenuEntry<'a>],
        /// Content below the entries, such as a form with a button.
        pub foot: Option<Slot<'a>> = None,
    }
}

pub(super) fn dialog(dialog: &Dialog<'_>, out: &mut Buffer<'_>) {
    let title = format!("{}-title", dialog.id);
    out.write(html! {
        dialog.wg-dialog id=(dialog.id) closedby="any" aria-labelledby=(title) {
            div.wg-dialog-body {
                h2.wg-card-title id=(title) { (dialog.title) }
                p { (dialog.text) }
            }
            div.wg-dialog-acts { (dialog.buttons) }
        }
    });
}

pub(super) fn menu(menu: &Menu<'_>, out: &mut Buffer<'_>) {
    out.write(html! {
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
                @if let Some(foot) = &menu.foot { div.wg-menu-foot { (foot) } }
            }
        }
    });
}
