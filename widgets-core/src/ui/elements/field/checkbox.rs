//! Things to tick.

use maud::{Markup, html};

/// A checkbox, which sends `true`.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Checkbox<'a> {
    /// Its name in the form; also its id.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// A sentence about what it means.
    pub hint: Option<&'a str>,
    /// Whether it is ticked.
    pub ticked: bool,
}

pub(in super::super) fn checkbox(checkbox: &Checkbox<'_>) -> Markup {
    let hint_id = format!("{}-hint", checkbox.name);
    html! {
        div.wg-check {
            input id=(checkbox.name) type="checkbox" name=(checkbox.name) value="true"
                checked[checkbox.ticked] aria-describedby=[checkbox.hint.map(|_| &hint_id)];
            label.wg-label for=(checkbox.name) { (checkbox.label) }
            @if let Some(hint) = checkbox.hint { p.wg-hint id=(hint_id) { (hint) } }
        }
    }
}
