//! Elements: what every page is made of, and the only place with class names and accessibility
//! attributes.
//!
//! Each is a small struct of plain data and a method of [`Elements`] that shows it. A host replaces
//! one by writing its method, and leaves the others as they are:
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
//! `.elements(Mine)` on the builder makes every page of every widget use it. [`DefaultElements`] is our look,
//! for those who want to put something around an element and keep it.

mod button;
mod card;
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

/// Shows elements. Every method has a body that renders our look.
pub trait Elements: Send + Sync + 'static {
    /// A button that submits its form.
    fn button(&self, button: &Button<'_>) -> Markup {
        button::button(self, button)
    }

    /// A link that looks like a button.
    fn link_button(&self, link: &LinkButton<'_>) -> Markup {
        button::link_button(link)
    }

    /// A labelled field of one line, with its hint and its error.
    fn field(&self, field: &Field<'_>) -> Markup {
        field::field(field)
    }

    /// A field for a password, which is never shown again.
    fn password_field(&self, field: &PasswordField<'_>) -> Markup {
        field::password_field(field)
    }

    /// A checkbox with its label and a hint.
    fn checkbox(&self, checkbox: &Checkbox<'_>) -> Markup {
        field::checkbox(checkbox)
    }

    /// A choice of one from a list.
    fn select(&self, select: &Select<'_>) -> Markup {
        field::select(select)
    }

    /// A field for a code that was sent or is shown by an app.
    fn code_input(&self, input: &CodeInput<'_>) -> Markup {
        field::code_input(input)
    }

    /// A code that is to be typed elsewhere.
    fn shown_code(&self, code: &str) -> Markup {
        field::shown_code(code)
    }

    /// A text to take away, such as a key or a link.
    fn copy_field(&self, field: &CopyField<'_>) -> Markup {
        field::copy_field(field)
    }

    /// A form that posts, with its token.
    fn form(&self, form: &Form<'_>) -> Markup {
        form::form(form)
    }

    /// What is wrong with a form, read out when the page opens, with links to the fields.
    fn error_summary(&self, summary: &ErrorSummary<'_>) -> Markup {
        form::error_summary(self, summary)
    }

    /// The two ways on from a question before something is done.
    fn confirm(&self, confirm: &Confirm<'_>) -> Markup {
        form::confirm(self, confirm)
    }

    /// A box of rows, or of anything else, with an optional head and foot.
    fn card(&self, card: &Card<'_>) -> Markup {
        card::card(card)
    }

    /// What stands in a list that has nothing to show.
    fn empty(&self, empty: &Empty<'_>) -> Markup {
        card::empty(self, empty)
    }

    /// A row of a card: what it is called, what it is, and what can be done with it.
    fn fact_row(&self, row: &FactRow<'_>) -> Markup {
        row::fact_row(row)
    }

    /// A row of a card: a thing with its icon, facts about it, and what can be done with it.
    fn icon_row(&self, row: &IconRow<'_>) -> Markup {
        row::icon_row(self, row)
    }

    /// A table, which becomes a list on narrow screens.
    fn table(&self, table: &Table<'_>) -> Markup {
        table::table(table)
    }

    /// The ways to the pages before and after this one.
    fn pager(&self, pager: &Pager<'_>) -> Markup {
        table::pager(self, pager)
    }

    /// A word for a state that matters.
    fn badge(&self, badge: &Badge<'_>) -> Markup {
        small::badge(badge)
    }

    /// A picture of somebody or something, or initials.
    fn avatar(&self, avatar: &Avatar<'_>) -> Markup {
        small::avatar(avatar)
    }

    /// The mark of the application: its logo, or its initials.
    fn mark(&self, mark: &Mark<'_>) -> Markup {
        small::mark(self, mark)
    }

    /// A message about the whole page.
    fn notice(&self, notice: &Notice<'_>) -> Markup {
        small::notice(self, notice)
    }

    /// A sentence beside what it explains.
    fn hint(&self, text: &str) -> Markup {
        small::hint(text)
    }

    /// A word between two ways of doing the same.
    fn divider(&self, label: &str) -> Markup {
        small::divider(label)
    }

    /// A line drawing, which says nothing that the text beside it does not.
    fn icon(&self, icon: Icon) -> Markup {
        icon::icon(icon)
    }

    /// A question above the page.
    fn dialog(&self, dialog: &Dialog<'_>) -> Markup {
        float::dialog(dialog)
    }

    /// Links behind a button.
    fn menu(&self, menu: &Menu<'_>) -> Markup {
        float::menu(menu)
    }

    /// The top of a page: what it is, one plain sentence, and its main action.
    fn head(&self, head: &Head<'_>) -> Markup {
        head::head(head)
    }

    /// The top of a narrow page in front of the widgets.
    fn auth_head(&self, head: &AuthHead<'_>) -> Markup {
        head::auth_head(head)
    }

    /// What stands below the card of a narrow page.
    fn auth_foot(&self, foot: &AuthFoot<'_>) -> Markup {
        head::auth_foot(foot)
    }

    /// Links to the parts of a page that has several.
    fn tabs(&self, tabs: &Tabs<'_>) -> Markup {
        head::tabs(tabs)
    }
}

/// Our look.
#[derive(Debug, Clone, Copy, Default)]
pub struct DefaultElements;

impl Elements for DefaultElements {}
