//! Buttons, and links that look like them.

use maud::{Markup, PreEscaped, html};

use super::{Elements, Icon};
use crate::ui::setters;

/// How much a button or link stands out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here.
    Main,
    /// Something else to do.
    #[default]
    Outlined,
    /// Something to do with one row.
    Quiet,
    /// Something to do with one row that takes it away.
    QuietDanger,
    /// Something that cannot be undone.
    Danger,
}

/// A button that submits its form.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Button<'a> {
    /// What it does, in words.
    pub label: &'a str,
    /// How much it stands out.
    pub weight: Weight,
    /// Whether it is as wide as its form.
    pub wide: bool,
    /// A drawing before the label.
    pub icon: Option<Icon>,
    /// Name and value it sends, where a form has several buttons.
    pub sends: Option<(&'a str, &'a str)>,
    /// What it acts on, for those who do not see the row it stands in.
    pub about: Option<&'a str>,
    /// Whether it stands for what is shown now, of several.
    pub current: bool,
    /// For how many more seconds pressing it leads to a refusal. Script counts them down.
    pub wait: u64,
}

impl<'a> Button<'a> {
    setters! {
        /// For how many more seconds pressing it leads to a refusal. Script counts them down.
        wait: u64;
    }

    /// A button of this weight.
    pub fn new(label: &'a str, weight: Weight) -> Self {
        Self {
            label,
            weight,
            ..Self::default()
        }
    }

    /// The one thing to do here.
    pub fn main(label: &'a str) -> Self {
        Self::new(label, Weight::Main)
    }

    setters! {
        /// Makes it as wide as its form.
        wide => true;
        /// Puts a drawing before the label.
        icon: Icon => Some(icon);
    }

    /// Sending this name and value.
    pub const fn sends(mut self, name: &'a str, value: &'a str) -> Self {
        self.sends = Some((name, value));
        self
    }

    /// Standing for what is shown now, if `current`.
    pub const fn current_if(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    setters! {
        /// Names it in full for those who do not see the row it stands in.
        about: &'a str => Some(about);
    }
}

/// What following a link comes to, which script makes quicker.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LinkRole {
    /// Another page.
    #[default]
    Leads,
    /// A page that asks before something is done. With script it asks in a dialog.
    Asks,
    /// Away from such a page, leaving things as they are.
    Cancels,
}

/// A link that looks like a button.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct LinkButton<'a> {
    /// Where it leads, in words.
    pub label: &'a str,
    /// Where it leads.
    pub href: &'a str,
    /// How much it stands out.
    pub weight: Weight,
    /// Whether it is as wide as its box.
    pub wide: bool,
    /// What following it comes to.
    pub role: LinkRole,
    /// What it is about, for those who do not see the row it stands in.
    pub about: Option<&'a str>,
}

impl<'a> LinkButton<'a> {
    /// A link of this weight.
    pub fn new(label: &'a str, href: &'a str, weight: Weight) -> Self {
        Self {
            label,
            href,
            weight,
            ..Self::default()
        }
    }

    /// A link at the end of a row; `about` names it in full for those who do not see the row.
    pub fn quiet(label: &'a str, href: &'a str, about: &'a str) -> Self {
        Self {
            about: Some(about),
            ..Self::new(label, href, Weight::Quiet)
        }
    }

    setters! {
        /// What following the link comes to. [`LinkRole::Leads`] unless it is set.
        role: LinkRole;
        /// Makes it as wide as its box.
        wide => true;
    }
}

const fn class(weight: Weight, wide: bool) -> PreEscaped<&'static str> {
    PreEscaped(match (weight, wide) {
        (Weight::Main, false) => "wg-button wg-button-main",
        (Weight::Main, true) => "wg-button wg-button-main wg-button-wide",
        (Weight::Outlined, false) => "wg-button",
        (Weight::Outlined, true) => "wg-button wg-button-wide",
        (Weight::Quiet, _) => "wg-button wg-button-quiet",
        (Weight::QuietDanger, _) => "wg-button wg-button-quiet wg-button-bad",
        (Weight::Danger, false) => "wg-button wg-button-danger",
        (Weight::Danger, true) => "wg-button wg-button-danger wg-button-wide",
    })
}

pub(super) fn button<E: Elements + ?Sized>(ui: &E, button: &Button<'_>) -> Markup {
    html! {
        button class=(class(button.weight, button.wide)) type="submit"
            name=[button.sends.map(|(name, _)| name)] value=[button.sends.map(|(_, value)| value)]
            aria-label=[button.about] aria-current=[button.current.then_some("true")]
            data-wg-wait=[(button.wait > 0).then_some(button.wait)] {
            @if let Some(icon) = button.icon { (ui.icon(icon)) }
            (button.label)
        }
    }
}

pub(super) fn link_button(link: &LinkButton<'_>) -> Markup {
    html! {
        a class=(class(link.weight, link.wide)) href=(link.href) aria-label=[link.about]
            data-wg-confirm[link.role == LinkRole::Asks]
            data-wg-cancel[link.role == LinkRole::Cancels] {
            (link.label)
        }
    }
}
