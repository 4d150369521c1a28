//! Checkboxes.

use maud::html;

use super::{Buffer, Ids};
use crate::types::records::records;

records! {
    /// A checkbox that submits `true`. Made by [`RequestCtx::checkbox`](crate::RequestCtx::checkbox).
    #[derive(Debug, Clone)]
    #[must_use]
    pub struct Checkbox<'a> {
        /// Field name.
        pub name: &'a str,
        /// Scope of the element ids.
        pub ids: Ids<'a>,
        /// Visible label.
        pub label: &'a str,
        /// A sentence that explains it.
        pub hint: Option<&'a str> as &'a str = None,
        /// Whether it is ticked.
        pub ticked: bool = false => _,
        /// Label and URL of a text to read before ticking. Opens in a new tab, so that typed values are
        /// not lost.
        pub link: Option<(&'a str, &'a str)> = None => _,
        /// Error message.
        pub error: Option<&'a str> = None => _,
        /// Whether it must be ticked.
        pub required: bool = false => _,
    }
}

impl<'a> Checkbox<'a> {
    /// Ticks it, if `ticked`.
    pub const fn ticked_if(mut self, ticked: bool) -> Self {
        self.ticked = ticked;
        self
    }
}

pub(in crate::ui::elements) fn checkbox(checkbox: &Checkbox<'_>, out: &mut Buffer<'_>) {
    let id = checkbox.ids.of(checkbox.name);
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let hint = checkbox.hint.filter(|_| checkbox.error.is_none());
    let described = checkbox.error.map(|_| error_id.as_str());
    let described = described.or(hint.map(|_| hint_id.as_str()));
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
            @if let Some(hint) = hint { p.wg-hint id=(hint_id) { (hint) } }
        }
    });
}
