//! Buttons, and links that look like buttons.

use super::{Buffer, Elements, Icon};
use crate::types::records::records;

/// Visual weight of a button or link.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Weight {
    /// The main action of a page.
    Main,
    /// Any other action.
    #[default]
    Outlined,
    /// An action on a single row.
    Quiet,
    /// A destructive action on a single row.
    QuietDanger,
    /// An action that cannot be undone.
    Danger,
}

records! {
    /// A button that submits its form.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct Button<'a> {
        /// Visible label.
        pub label: &'a str,
        /// Visual weight.
        pub weight: Weight,
        /// Whether it is as wide as its form.
        pub wide: bool = false => true,
        /// Icon before the label.
        pub icon: Option<Icon> as Icon = None,
        /// Id of the form that it submits, where it does not stand in it.
        pub form: Option<&'a str> as &'a str = None,
        /// Name and value submitted by this button, for forms with several buttons.
        pub sends: Option<(&'a str, &'a str)> = None => _,
        /// Accessible name that includes the subject of the row, for screen readers.
        pub about: Option<&'a str> as &'a str = None,
        /// Whether it leads to a confirmation page, in a form that is sent by GET. Script shows that in a
        /// dialog.
        pub asks: bool = false => true,
        /// Whether it represents the current one of several options (`aria-current`).
        pub current: bool = false => _,
        /// Seconds until the action is allowed again (rate limit). Script counts them down.
        pub wait: u64 = 0,
    }
}

impl<'a> Button<'a> {
    /// The main action.
    pub fn main(label: &'a str) -> Self {
        Self::new(label, Weight::Main)
    }

    /// Submits this name and value.
    pub const fn sends(mut self, name: &'a str, value: &'a str) -> Self {
        self.sends = Some((name, value));
        self
    }

    /// Marks it as the current option, if `current`.
    pub const fn current_if(mut self, current: bool) -> Self {
        self.current = current;
        self
    }
}

/// What a link leads to. Script enhances some kinds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkRole {
    /// Another page.
    #[default]
    Leads,
    /// A confirmation page. Script shows it in a dialog.
    Asks,
    /// A page with a form that changes what its row shows. Script shows that form in place of the rows
    /// that lead to it.
    Edits,
    /// Away from a confirmation page, without changing anything.
    Cancels,
}

records! {
    /// A link that looks like a button.
    #[derive(Debug, Clone, Default)]
    #[must_use]
    pub struct LinkButton<'a> {
        /// Visible label.
        pub label: &'a str,
        /// Target URL.
        pub href: &'a str,
        /// Visual weight.
        pub weight: Weight,
        /// Whether it is as wide as its container.
        pub wide: bool = false => true,
        /// What the link leads to.
        pub role: LinkRole = LinkRole::Leads,
        /// Accessible name that includes the subject of the row, for screen readers.
        pub about: Option<&'a str> = None => _,
    }
}

impl<'a> LinkButton<'a> {
    /// A link at the end of a row; `about` is its accessible name, including the subject of the
    /// row.
    pub fn quiet(label: &'a str, href: &'a str, about: &'a str) -> Self {
        Self {
            about: Some(about),
            ..Self::new(label, href, Weight::Quiet)
        }
    }
}

const fn class(weight: Weight, wide: bool) -> &'static str {
    match (weight, wide) {
        (Weight::Main, false) => "wg-button wg-button-main",
        (Weight::Main, true) => "wg-button wg-button-main wg-button-wide",
        (Weight::Outlined, false) => "wg-button",
        (Weight::Outlined, true) => "wg-button wg-button-wide",
        (Weight::Quiet, _) => "wg-button wg-button-quiet",
        (Weight::QuietDanger, _) => "wg-button wg-button-quiet wg-button-bad",
        (Weight::Danger, false) => "wg-button wg-button-danger",
        (Weight::Danger, true) => "wg-button wg-button-danger wg-button-wide",
    }
}

pub(super) fn button<E: Elements + ?Sized>(ui: &E, button: &Button<'_>, out: &mut Buffer<'_>) {
    let (name, value) = button.sends.unzip();
    out.raw("<button class=\"")
        .raw(class(button.weight, button.wide))
        .raw("\" type=\"submit\"")
        .attribute_if("form", button.form)
        .attribute_if("name", name)
        .attribute_if("value", value)
        .attribute_if("aria-label", button.about)
        .raw_if(" data-wg-confirm", button.asks)
        .raw_if(" aria-current=\"true\"", button.current);
    if button.wait > 0 {
        out.around(" data-wg-wait=\"", button.wait, "\"");
    }
    out.raw(">");
    if let Some(icon) = button.icon {
        ui.icon(icon, out);
    }
    out.text(button.label).raw("</button>");
}

pub(super) fn link_button(link: &LinkButton<'_>, out: &mut Buffer<'_>) {
    out.raw("<a class=\"")
        .raw(class(link.weight, link.wide))
        .raw("\"")
        .attribute("href", link.href)
        .attribute_if("aria-label", link.about)
        .raw_if(" data-wg-confirm", link.role == LinkRole::Asks)
        .raw_if(" data-wg-edit", link.role == LinkRole::Edits)
        .raw_if(" data-wg-cancel", link.role == LinkRole::Cancels)
        .raw(">")
        .text(link.label)
        .raw("</a>");
}
