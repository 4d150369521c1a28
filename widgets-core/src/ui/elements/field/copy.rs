//! Read-only fields with a copy button.

use maud::html;

use super::{Around, Buffer, Ids};
use crate::types::records::records;

records! {
    /// A read-only text to copy. Without script, users select it by hand. Made by
    /// [`RequestCtx::copy_field`](crate::RequestCtx::copy_field).
    #[derive(Debug, Clone)]
    #[must_use]
    pub struct CopyField<'a> {
        /// Name, unique within the widget, from which the element id is derived.
        pub id: &'a str,
        /// Scope of the element ids.
        pub ids: Ids<'a>,
        /// Visible label.
        pub label: &'a str,
        /// The text to copy.
        pub value: &'a str,
        /// A sentence that says what to do with it.
        pub hint: Option<&'a str> = None => _,
        /// Label of the copy button, which is shown only with script.
        pub copy: &'a str = "" => _,
        /// Confirmation shown after copying.
        pub copied: &'a str = "" => _,
    }
}

pub(in crate::ui::elements) fn copy_field(field: &CopyField<'_>, out: &mut Buffer<'_>) {
    let around = Around::of(field.ids, field.id, field.label).hint(field.hint);
    let input = html! {
        div.wg-copy {
            // Of as many lines as it takes: whoever cannot copy it types it from here.
            textarea.wg-input id=(around.id) dir="ltr" rows="2" spellcheck="false" readonly
                aria-describedby=[around.described_by()] { (field.value) }
            button.wg-button type="button" data-wg-copy=(around.id) data-wg-done=(field.copied)
                hidden { span { (field.copy) } }
        }
    };
    around.show(out, &input);
}
