//! Elements: the building blocks of every page, and the only place with class names and ARIA
//! attributes.
//!
//! Each is a struct of plain data and a method of [`Elements`] that writes it into the page. A host
//! replaces an element by implementing its method:
//!
//! ```
//! use maud::html;
//! use widgets_core::ui::{Buffer, Button, Elements};
//!
//! struct Mine;
//!
//! impl Elements for Mine {
//!     fn button(&self, button: &Button<'_>, out: &mut Buffer<'_>) {
//!         out.write(html! { button.btn type="submit" { (button.label) } });
//!     }
//! }
//! # let _ = Mine;
//! ```
//!
//! `.elements(Mine)` on the builder applies it to every page. [`DefaultElements`] renders the
//! default look, for elements that wrap the originals.

mod buffer;
mod button;
mod card;
mod codes;
mod field;
mod float;
mod form;
mod head;
mod icon;
mod ids;
mod list;
mod row;
mod small;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use buffer::lazy;
pub use buffer::{Buffer, Lazy, Slot};
pub use button::{Button, LinkButton, LinkRole, Weight};
pub use card::{Card, Empty};
pub use codes::{CodeList, QrCode};
pub use field::{
    Checkbox, Choice, ChoiceGroup, CodeInput, CopyField, Field, FieldKind, PasswordField, Select,
};
pub use float::{Dialog, Menu, MenuEntry};
pub use form::{Confirm, ErrorSummary, Form, FormShape, PasskeyScript};
pub use head::{AuthFoot, AuthHead, Head, Tab, Tabs};
pub use icon::Icon;
pub use ids::Ids;
pub use list::{Selection, Tools};
pub use row::{FactRow, IconRow};
pub use small::{Avatar, Badge, Mark, Notice, Tone};
pub use table::{Column, ColumnSort, Direction, Pager, Table, Ticks};

use std::borrow::Borrow;

/// Writes the trait, and the calls of its methods in views.
macro_rules! elements {
    (
        $(
            $(#[$doc:meta])+
            $name:ident<$life:lifetime>($element:ident: $type:ty) => $look:path $(, $ui:ident)?;
        )+
        plain:
        $($(#[$plain_doc:meta])+ $plain:ident($value:ident: $value_type:ty) => $plain_look:path;)+
    ) => {
        /// How elements look. Every method has a default that writes the default look.
        pub trait Elements: Send + Sync + 'static {
            $(
                $(#[$doc])+
                fn $name<$life>(&self, $element: &$type, out: &mut Buffer<'_>) {
                    $look($(elements!(@$ui self),)? $element, out);
                }
            )+
            $(
                $(#[$plain_doc])+
                fn $plain(&self, $value: $value_type, out: &mut Buffer<'_>) {
                    $plain_look($value, out);
                }
            )+
        }

        /// An element, or a reference to one, becomes one that is written where it stands:
        /// `html! { (ui.button(&Button::main("Save"))) }`.
        impl Ui<'_> {
            $(
                $(#[$doc])+
                pub fn $name<$life>(
                    self,
                    $element: impl Borrow<$type>,
                ) -> Lazy<impl Fn(&mut Buffer<'_>)> {
                    lazy(move |out| self.0.$name($element.borrow(), out))
                }
            )+
            $(
                $(#[$plain_doc])+
                pub fn $plain(self, $value: $value_type) -> Lazy<impl Fn(&mut Buffer<'_>)> {
                    lazy(move |out| self.0.$plain($value, out))
                }
            )+
        }
    };
    // What an element is given whose look contains others.
    (@ui $self:ident) => {
        $self
    };
}

elements! {
    /// A button that submits its form.
    button<'e>(button: Button<'e>) => button::button, ui;

    /// A link that looks like a button.
    link_button<'e>(link: LinkButton<'e>) => button::link_button;

    /// A labelled single-line field with its hint and error.
    field<'e>(field: Field<'e>) => field::field;

    /// A password field, never filled in with what was typed.
    password_field<'e>(field: PasswordField<'e>) => field::password_field, ui;

    /// A checkbox with its label and a hint.
    checkbox<'e>(checkbox: Checkbox<'e>) => field::checkbox;

    /// A field to choose one option from a list.
    select<'e>(select: Select<'e>) => field::select;

    /// A field for a one-time code, sent by mail or shown by an app.
    code_input<'e>(input: CodeInput<'e>) => field::code_input;

    /// A read-only text to copy, such as a key or a link.
    copy_field<'e>(field: CopyField<'e>) => field::copy_field;

    /// A QR code.
    qr_code<'e>(code: QrCode<'e>) => codes::qr_code;

    /// A list of codes to keep.
    code_list<'e>(list: CodeList<'e>) => codes::code_list;

    /// A POST form with its CSRF token.
    form<'e>(form: Form<'e>) => form::form;

    /// The errors of a form, announced when the page opens, with links to the fields.
    error_summary<'e>(summary: ErrorSummary<'e>) => form::error_summary, ui;

    /// The buttons of a confirmation: confirm and cancel.
    confirm<'e>(confirm: Confirm<'e>) => form::confirm, ui;

    /// A box of rows, or of anything else, with an optional head and foot.
    card<'e>(card: Card<'e>) => card::card;

    /// The empty state of a list.
    empty<'e>(empty: Empty<'e>) => card::empty, ui;

    /// A row of a card: label, value and action.
    fact_row<'e>(row: FactRow<'e>) => row::fact_row;

    /// A row of a card: icon, title, facts and action.
    icon_row<'e>(row: IconRow<'e>) => row::icon_row, ui;

    /// A table, which becomes a list on narrow screens.
    table<'e>(table: Table<'e>) => table::table;

    /// Search and filters above a list.
    tools<'e>(tools: Tools<'e>) => list::tools, ui;

    /// A form around rows with checkboxes.
    selection<'e>(selection: Selection<'e>) => list::selection;

    /// Links to the previous and the next page.
    pager<'e>(pager: Pager<'e>) => table::pager, ui;

    /// A short label for a state.
    badge<'e>(badge: Badge<'e>) => small::badge;

    /// A picture, or initials.
    avatar<'e>(avatar: Avatar<'e>) => small::avatar;

    /// The application's logo, or its initials.
    mark<'e>(mark: Mark<'e>) => small::mark, ui;

    /// A message about the whole page.
    notice<'e>(notice: Notice<'e>) => small::notice, ui;

    /// A confirmation dialog.
    dialog<'e>(dialog: Dialog<'e>) => float::dialog;

    /// Links behind a button.
    menu<'e>(menu: Menu<'e>) => float::menu;

    /// The top of a page: title, one sentence, main action.
    head<'e>(head: Head<'e>) => head::head;

    /// The top of a narrow page, such as sign-in.
    auth_head<'e>(head: AuthHead<'e>) => head::auth_head;

    /// A link to an alternative, below the card of a narrow page.
    auth_foot<'e>(foot: AuthFoot<'e>) => head::auth_foot;

    /// Tabs.
    tabs<'e>(tabs: Tabs<'e>) => head::tabs;

    plain:

    /// A code to be typed elsewhere.
    shown_code(code: &str) => field::shown_code;

    /// A sentence of help next to what it explains.
    hint(text: &str) => small::hint;

    /// A word between two alternatives, such as "or".
    divider(label: &str) => small::divider;

    /// A decorative icon: the text next to it says the same.
    icon(icon: Icon) => icon::icon;
}

/// The elements of a host, for views. See [`RequestCtx::elements`](crate::RequestCtx::elements).
#[derive(Clone, Copy)]
pub struct Ui<'a>(&'a dyn Elements);

impl<'a> Ui<'a> {
    /// These elements.
    #[must_use]
    pub const fn of(elements: &'a dyn Elements) -> Self {
        Self(elements)
    }
}

/// The default look.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::exhaustive_structs, reason = "a unit, made by its name")]
pub struct DefaultElements;

impl Elements for DefaultElements {}
