//! Single-line text fields.

use maud::html;

use super::super::Slot;
use super::{Around, Buffer, Ids};
use crate::types::records::records;

/// The kind of text, which determines `type`, `autocomplete` and `inputmode`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldKind {
    /// Plain text.
    #[default]
    Text,
    /// The email address used to sign in.
    Username,
    /// Another email address.
    Email,
    /// A telephone number.
    Phone,
    /// A search term.
    Search,
    /// A full name.
    Name,
    /// A given name.
    GivenName,
    /// A middle name.
    MiddleName,
    /// A family name.
    FamilyName,
    /// A nickname.
    Nickname,
    /// The name of an organization.
    Organization,
    /// A code of letters and digits that is kept on paper. Nothing corrects, suggests or keeps what is typed.
    Code,
}

impl FieldKind {
    /// The `type`, `autocomplete` and `inputmode` of the input.
    const fn attributes(self) -> (&'static str, Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Text => ("text", None, None),
            Self::Username => ("email", Some("username"), Some("email")),
            Self::Email => ("email", Some("email"), Some("email")),
            Self::Phone => ("tel", Some("tel"), Some("tel")),
            Self::Search => ("search", Some("off"), Some("search")),
            Self::Name => ("text", Some("name"), None),
            Self::GivenName => ("text", Some("given-name"), None),
            Self::MiddleName => ("text", Some("additional-name"), None),
            Self::FamilyName => ("text", Some("family-name"), None),
            Self::Nickname => ("text", Some("nickname"), None),
            Self::Organization => ("text", Some("organization"), None),
            Self::Code => ("text", Some("off"), None),
        }
    }
}

records! {
    /// A labelled single-line field. Made by [`RequestCtx::field`](crate::RequestCtx::field).
    #[derive(Debug, Clone)]
    #[must_use]
    pub struct Field<'a> {
        /// Field name.
        pub name: &'a str,
        /// Scope of the element ids.
        pub ids: Ids<'a>,
        /// Visible label.
        pub label: &'a str,
        /// The kind of text.
        pub kind: FieldKind = FieldKind::Text,
        /// Initial value.
        pub value: &'a str = "",
        /// A sentence of help.
        pub hint: Option<&'a str> as &'a str = None,
        /// What stands at the end of its label's line, such as a link.
        pub beside: Option<Slot<'a>> as impl Into<Slot<'a>> = None => Some(beside.into()),
        /// Error message.
        pub error: Option<&'a str> = None => _,
        /// Whether it may be left empty.
        pub optional: bool = false => true,
        /// Whether it is read-only. Shows an earlier answer to users and to password managers.
        pub fixed: bool = false => true,
        /// Whether it is there for password managers alone: not seen, and not reached by keyboard.
        pub unseen: bool = false => true,
        /// Whether the browser may offer passkeys in it, in place of what is typed.
        pub offers_passkeys: bool = false => _,
        /// Whether it has the initial focus.
        pub focus: bool = false => _,
        /// Whether the form as a whole has an error, which the focused field then refers to for screen
        /// readers.
        pub form_refused: bool = false => _,
    }
}

impl Field<'_> {
    /// Lets the browser offer passkeys in it, if so.
    pub const fn offers_passkeys_if(mut self, offers: bool) -> Self {
        self.offers_passkeys = offers;
        self
    }
}

pub(in crate::ui::elements) fn field(field: &Field<'_>, out: &mut Buffer<'_>) {
    let (kind, mut autocomplete, mode) = field.kind.attributes();
    if field.offers_passkeys && field.kind == FieldKind::Username {
        autocomplete = Some("username webauthn");
    }
    if field.unseen {
        out.write(html! {
            input.wg-hidden id=(field.ids.of(field.name)) name=(field.name) type=(kind)
                value=(field.value) autocomplete=[autocomplete] readonly[field.fixed]
                tabindex="-1" aria-hidden="true";
        });
        return;
    }
    let code = field.kind == FieldKind::Code;
    let verbatim = kind == "email" || code;
    let around = Around::of(field.ids, field.name, field.label)
        .hint(field.hint)
        .error(field.error)
        .beside(field.beside.as_ref())
        .hearing(field.focus && field.form_refused);
    let input = html! {
        input.wg-input id=(around.id) name=(field.name) type=(kind) value=(field.value)
            autocomplete=[autocomplete] inputmode=[mode] required[!field.optional]
            spellcheck=[verbatim.then_some("false")] autocapitalize=[code.then_some("none")]
            data-wg-secret[code]
            dir=[verbatim.then_some("ltr")] enterkeyhint=(if kind == "search" { "search" } else { "go" })
            autofocus[field.focus] readonly[field.fixed]
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    };
    around.show(out, &input);
}
