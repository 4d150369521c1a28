//! Password fields.

use maud::html;

use super::super::{Elements, Icon, Slot, lazy};
use super::{Around, Buffer, Ids};
use crate::types::records::records;

records! {
    /// A password field. It is never filled in again with what was typed. Made by
    /// [`RequestCtx::new_password`](crate::RequestCtx::new_password).
    #[derive(Debug, Clone)]
    #[must_use]
    pub struct PasswordField<'a> {
        /// Field name.
        pub name: &'a str,
        /// Scope of the element ids.
        pub ids: Ids<'a>,
        /// Visible label.
        pub label: &'a str,
        /// Whether it takes a new password rather than the current one (`autocomplete`).
        pub new: bool = false => _,
        /// Accessible name of the button that shows what was typed; without one there is no button. It
        /// needs script.
        pub show: &'a str = "",
        /// How many characters a new password needs, counted as they are typed; 0 for the current one.
        pub least: usize = 0 => _,
        /// Where script asks how hard a new password is to guess.
        pub meter: Option<String> as impl Into<String> = None => Some(meter.into()),
        /// A sentence of help.
        pub hint: Option<&'a str> as &'a str = None,
        /// What stands at the end of its label's line, such as a link.
        pub beside: Option<Slot<'a>> as impl Into<Slot<'a>> = None => Some(beside.into()),
        /// Error message.
        pub error: Option<&'a str> = None => _,
        /// Whether it has the initial focus.
        pub focus: bool = false => _,
        /// Whether it is there for password managers alone, which fill in address and password together:
        /// not seen, not reached by keyboard, and not required.
        pub unseen: bool = false => true,
        /// Whether the form as a whole has an error, which the focused field then refers to for screen
        /// readers.
        pub form_refused: bool = false => _,
    }
}

pub(in crate::ui::elements) fn password_field<E: Elements + ?Sized>(
    ui: &E,
    field: &PasswordField<'_>,
    out: &mut Buffer<'_>,
) {
    let autocomplete = if field.new {
        "new-password"
    } else {
        "current-password"
    };
    if field.unseen {
        let id = field.ids.of(field.name);
        out.write(html! {
            input.wg-hidden id=(id) name=(field.name) type="password"
                autocomplete=(autocomplete) tabindex="-1" aria-hidden="true";
        });
        return;
    }
    let around = Around::of(field.ids, field.name, field.label)
        .hint(field.hint)
        .error(field.error)
        .beside(field.beside.as_ref())
        .hearing(field.focus && field.form_refused);
    let least = Some(field.least).filter(|least| field.new && *least > 0);
    let input = html! {
        div.wg-secret {
            input.wg-input id=(around.id) name=(field.name) type="password"
                autocomplete=(autocomplete) minlength=[least]
                passwordrules=[least.map(|least| format!("minlength: {least};"))]
                spellcheck="false" enterkeyhint="go" required
                autofocus[field.focus]
                aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
            @if !field.show.is_empty() {
                button.wg-show type="button" data-wg-show=(around.id) aria-label=(field.show)
                    title=(field.show) aria-pressed="false" hidden {
                    (lazy(|out| ui.icon(Icon::Eye, out)))
                }
            }
            @if let Some(least) = least {
                div.wg-meter {
                    @if let Some(meter) = &field.meter {
                        span.wg-strength data-wg-strength=(meter) role="status" {}
                    }
                    span.wg-count data-wg-count=(least) aria-hidden="true" hidden {}
                }
            }
        }
    };
    around.show(out, &input);
}
