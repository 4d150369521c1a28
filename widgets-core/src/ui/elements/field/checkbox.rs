//! Things to tick.

use maud::{Markup, html};

use super::Ids;

/// A checkbox, which sends `true`.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Checkbox<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// Where it stands.
    pub ids: Ids<'a>,
    /// Its label.
    pub label: &'a str,
    /// A sentence about what it means.
    pub hint: Option<&'a str>,
    /// Whether it is ticked.
    pub ticked: bool,
}

pub(in super::super) fn checkbox(checkbox: &Checkbox<'_>) -> Markup {
    let id = checkbox.ids.of(checkbox.name);
    let hint_id = format!("{id}-hint");
    html! {
        div.wg-check {
            input id=(id) type="checkbox" name=(checkbox.name) value="true"
                checked[checkbox.ticked] aria-describedby=[checkbox.hint.map(|_| &hint_id)];
            label.wg-label for=(id) { (checkbox.label) }
            @if let Some(hint) = checkbox.hint { p.wg-hint id=(hint_id) { (hint) } }
        }
    }
}
