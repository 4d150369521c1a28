//! Texts to take away.

use maud::{Markup, html};

use super::{Around, Ids};

/// A text to take away. Without script it is selected by hand.
/// [`RequestCtx::copy_field`](crate::RequestCtx::copy_field)
/// makes one.
#[derive(Debug, Clone)]
#[must_use]
pub struct CopyField<'a> {
    /// What tells it from the other texts of its widget; its id is made of it.
    pub id: &'a str,
    /// Where it stands.
    pub ids: Ids<'a>,
    /// Its label.
    pub label: &'a str,
    /// The text.
    pub value: &'a str,
    /// A sentence about what to do with it.
    pub hint: Option<&'a str>,
    /// The words of the button that copies it, which is there only with script.
    pub copy: &'a str,
    /// What is said once it was copied.
    pub copied: &'a str,
}

pub(in crate::ui::elements) fn copy_field(field: &CopyField<'_>) -> Markup {
    let around = Around::of(field.ids, field.id, field.label).hint(field.hint);
    around.show(&html! {
        div.wg-copy {
            input.wg-input id=(around.id) type="text" value=(field.value) dir="ltr" readonly
                aria-describedby=[around.described_by()];
            button.wg-button type="button" data-wg-copy=(around.id) data-wg-done=(field.copied)
                hidden { (field.copy) }
        }
    })
}
