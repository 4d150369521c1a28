//! Constructors of elements that are plain data.

use maud::Markup;

use super::{
    AuthFoot, AuthHead, Choice, ChoiceGroup, Column, Confirm, Dialog, Empty, ErrorSummary, Form,
    Icon, Ids, Mark, Menu, MenuEntry, Pager, Slot, Tab, Table, Tabs,
};
use crate::types::constructor::constructors;

constructors! {
    /// A dialog with its buttons.
    Dialog<'a>(id: &'a str, title: &'a str, text: &'a str, buttons: Slot<'a>);

    /// A link in a menu.
    MenuEntry<'a>(label: &'a str, href: &'a str);

    /// A menu without a head.
    Menu<'a>(label: &'a str, face: Slot<'a>, entries: &'a [MenuEntry<'a>]) {
        head: Option<Slot<'a>> = None,
    };

    /// A choice of a select.
    Choice<'a>(value: &'a str, label: &'a str);

    /// A group of choices.
    ChoiceGroup<'a>(label: &'a str, choices: &'a [Choice<'a>]);

    /// A question with its form, the label of its button, and label and address of the way back.
    Confirm<'a>(form: Form<'a>, act: &'a str, back: (&'a str, &'a str));

    /// A summary without errors.
    ErrorSummary<'a>(ids: Ids<'a>, title: &'a str) {
        whole: Option<&'a str> = None,
        fields: Vec<(&'a str, &'a str)> = Vec::new(),
    };
}

constructors! {
    /// The head of a narrow page, without a lead.
    AuthHead<'a>(mark: Slot<'a>, title: &'a str) {
        lead: Option<&'a str> = None,
        inside: bool = false,
    };

    /// The foot of a narrow page: a text, and label and address of a link.
    AuthFoot<'a>(text: &'a str, link: (&'a str, &'a str));

    /// The application's mark: the first letter of its name, unless there is a logo.
    Mark<'a>(name: &'a str) { logo: Option<&'a str> = None, large: bool = false };

    /// Tabs.
    Tabs<'a>(label: &'a str, tabs: &'a [Tab<'a>]);

    /// A tab that is not the current one.
    Tab<'a>(label: &'a str, href: &'a str) { current: bool = false };

    /// What is shown in place of an empty list.
    Empty<'a>(title: &'a str, text: &'a str) {
        icon: Option<Icon> = None,
        action: Option<Slot<'a>> = None,
    };

    /// A table with its rows.
    Table<'a>(caption: &'a str, columns: &'a [Column<'a>], rows: Vec<Vec<Markup>>);

    /// A column with a visible title.
    Column<'a>(title: &'a str) { silent: bool = false };

    /// A pager of a list with a single page.
    Pager<'a>(label: &'a str) {
        back: Option<(&'a str, &'a str)> = None,
        on: Option<(&'a str, &'a str)> = None,
    };
}
