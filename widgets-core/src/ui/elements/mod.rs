//! Elements: the building blocks of every page, and the only place with class names and ARIA
//! attributes.
//!
//! Each is a struct of plain data and a method of [`Elements`] that renders it. A host replaces an
//! element by implementing its method:
//!
//! ```
//! use maud::{Markup, html};
//! use widgets_core::ui::{Button, Elements};
//!
//! struct Mine;
//!
//! impl Elements for Mine {
//!     fn button(&self, button: &Button<'_>) -> Markup {
//!         html! { button.btn type="submit" { (button.label) } }
//!     }
//! }
//! # let _ = Mine;
//! ```
//!
//! `.elements(Mine)` on the builder applies it to every page. [`DefaultElements`] renders the
//! default look, for elements that wrap the originals.

mod button;
mod card;
mod constructors;
mod field;
mod float;
mod form;
mod head;
mod icon;
mod ids;
mod row;
mod small;
mod table;

pub use button::{Button, LinkButton, LinkRole, Weight};
pub use card::{Card, Empty};
pub use field::{
    Checkbox, Choice, ChoiceGroup, CodeInput, CopyField, Field, FieldKind, PasswordField, Select,
};
pub use float::{Dialog, Menu, MenuEntry};
pub use form::{Confirm, ErrorSummary, Form, FormShape};
pub use head::{AuthFoot, AuthHead, Head, Tab, Tabs};
pub use icon::Icon;
pub use ids::Ids;

use maud::Markup;
pub use row::{FactRow, IconRow};
pub use small::{Avatar, Badge, Mark, Notice, Tone};
pub use table::{Column, Pager, Table};

/// Renders elements. Every method has a default that renders the default look.
pub trait Elements: Send + Sync + 'static {
    /// A button that submits its form.
    fn button(&self, button: &Button<'_>) -> Markup {
        button::button(self, button)
    }

    /// A link that looks like a button.
    fn link_button(&self, link: &LinkButton<'_>) -> Markup {
        button::link_button(link)
    }

    /// A labelled single-line field with its hint and error.
    fn field(&self, field: &Field<'_>) -> Markup {
        field::field(field)
    }

    /// A password field, never filled in with what was typed.
    fn password_field(&self, field: &PasswordField<'_>) -> Markup {
        field::password_field(field)
    }

    /// A checkbox with its label and a hint.
    fn checkbox(&self, checkbox: &Checkbox<'_>) -> Markup {
        field::checkbox(checkbox)
    }

    /// A field to choose one option from a list.
    fn select(&self, select: &Select<'_>) -> Markup {
        field::select(select)
    }

    /// A field for a one-time code, sent by mail or shown by an app.
    fn code_input(&self, input: &CodeInput<'_>) -> Markup {
        field::code_input(input)
    }

    /// A code to be typed elsewhere.
    fn shown_code(&self, code: &str) -> Markup {
        field::shown_code(code)
    }

    /// A read-only text to copy, such as a key or a link.
    fn copy_field(&self, field: &CopyField<'_>) -> Markup {
        field::copy_field(field)
    }

    /// A POST form with its CSRF token.
    fn form(&self, form: &Form<'_>) -> Markup {
        form::form(form)
    }

    /// The errors of a form, announced when the page opens, with links to the fields.
    fn error_summary(&self, summary: &ErrorSummary<'_>) -> Markup {
        form::error_summary(self, summary)
    }

    /// The buttons of a confirmation: confirm and cancel.
    fn confirm(&self, confirm: &Confirm<'_>) -> Markup {
        form::confirm(self, confirm)
    }

    /// A box of rows, or of anything else, with an optional head and foot.
    fn card(&self, card: &Card<'_>) -> Markup {
        card::card(card)
    }

    /// The empty state of a list.
    fn empty(&self, empty: &Empty<'_>) -> Markup {
        card::empty(self, empty)
    }

    /// A row of a card: label, value and action.
    fn fact_row(&self, row: &FactRow<'_>) -> Markup {
        row::fact_row(row)
    }

    /// A row of a card: icon, title, facts and action.
    fn icon_row(&self, row: &IconRow<'_>) -> Markup {
        row::icon_row(self, row)
    }

    /// A table, which becomes a list on narrow screens.
    fn table(&self, table: &Table<'_>) -> Markup {
        table::table(table)
    }

    /// Links to the previous and the next page.
    fn pager(&self, pager: &Pager<'_>) -> Markup {
        table::pager(self, pager)
    }

    /// A short label for a state.
    fn badge(&self, badge: &Badge<'_>) -> Markup {
        small::badge(badge)
    }

    /// A picture, or initials.
    fn avatar(&self, avatar: &Avatar<'_>) -> Markup {
        small::avatar(avatar)
    }

    /// The application's logo, or its initials.
    fn mark(&self, mark: &Mark<'_>) -> Markup {
        small::mark(self, mark)
    }

    /// A message about the whole page.
    fn notice(&self, notice: &Notice<'_>) -> Markup {
        small::notice(self, notice)
    }

    /// A sentence of help next to what it explains.
    fn hint(&self, text: &str) -> Markup {
        small::hint(text)
    }

    /// A word between two alternatives, such as "or".
    fn divider(&self, label: &str) -> Markup {
        small::divider(label)
    }

    /// A decorative icon: the text next to it says the same.
    fn icon(&self, icon: Icon) -> Markup {
        icon::icon(icon)
    }

    /// A confirmation dialog.
    fn dialog(&self, dialog: &Dialog<'_>) -> Markup {
        float::dialog(dialog)
    }

    /// Links behind a button.
    fn menu(&self, menu: &Menu<'_>) -> Markup {
        float::menu(menu)
    }

    /// The top of a page: title, one sentence, main action.
    fn head(&self, head: &Head<'_>) -> Markup {
        head::head(head)
    }

    /// The top of a narrow page, such as sign-in.
    fn auth_head(&self, head: &AuthHead<'_>) -> Markup {
        head::auth_head(head)
    }

    /// A link to an alternative, below the card of a narrow page.
    fn auth_foot(&self, foot: &AuthFoot<'_>) -> Markup {
        head::auth_foot(foot)
    }

    /// Tabs.
    fn tabs(&self, tabs: &Tabs<'_>) -> Markup {
        head::tabs(tabs)
    }
}

/// The default look.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::exhaustive_structs, reason = "a unit, made by its name")]
pub struct DefaultElements;

impl Elements for DefaultElements {}
