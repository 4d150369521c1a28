//! Checkboxes.

use maud::html;

use super::{Buffer, Ids};
use crate::ui::setters;

/// A checkbox that submits `true`. Made by [`RequestCtx::checkbox`](crate::RequestCtx::checkbox).
#[derive(Debug, Clone)]
#[must_use]
#[non_exhaustive]
pub struct Checkbox<'a> {
    /// Field name.
    pub name: &'a str,
    /// Scope of the element ids.
    pub ids: Ids<'a>,
    /// Visible label.
    pub label: &'a str,
    /// A sentence that explains it.
    pub hint: Option<&'a str>,
    /// Whether it is ticked.
    pub ticked: bool,
    /// Label and URL of a text to read before ticking. Opens in a new tab, so that typed values are
    /// not lost.
    pub link: Option<(&'a str, &'a str)>,
    /// Error message.
    pub error: Option<&'a str>,
    /// Whether it must be ticked.
    pub required: bool,
}

impl<'a> Checkbox<'a> {
    setters! {
        /// A sentence that explains it.
        hint: &'a str => Some(hint);
    }

    /// Ticks it, if `ticked`.
    pub const fn ticked_if(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }
}

pub(in crate::ui::elements) fn checkbox(checkbox: &Checkbox<'_>, out: &mut Buffer<'_>) {
    let id = checkbox.ids.of(checkbox.name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described: Vec<&str> = [
        checkbox.error.map(|_| error_id.as_str()),
        checkbox.hint.map(|_| hint_id.as_str()),
    ]
    .into_iter()
    .flatten()
    .collect();
    let described = Some(described.join(" ")).filter(|ids| !ids.is_empty());
    out.write(html! {
        div.wg-check {
            input id=(id) type="checkbox" name=(checkbox.name) value="true"
                checked[checkbox.ticked] required[checkbox.required]
                aria-invalid=[checkbox.error.map(|_| "true")] aria-describedby=[described];
            label.wg-label for=(id) { (checkbox.label) }
            @if let Some(error) = checkbox.error { p.wg-error id=(error_id) { (error) } }
            @if let Some((text, href)) = checkbox.link {
                p.wg-hint { a.wg-link href=(href) target="_blank" rel="noopener" { (text) } }
            }
            @if let Some(hint) = checkbox.hint { p.wg-hint id=(hint_id) { (hint) } }
        }
    });
}
