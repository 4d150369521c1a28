//! Single-line text fields.

use maud::html;

use super::{Around, Buffer, Ids};
use crate::http::fields::{FORM, FieldErrors};
use crate::ui::setters;

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
        }
    }
}

/// A labelled single-line field. Made by [`RequestCtx::field`](crate::RequestCtx::field).
#[derive(Debug, Clone)]
#[must_use]
#[non_exhaustive]
pub struct Field<'a> {
    /// Field name.
    pub name: &'a str,
    /// Scope of the element ids.
    pub ids: Ids<'a>,
    /// Visible label.
    pub label: &'a str,
    /// The kind of text.
    pub kind: FieldKind,
    /// Initial value.
    pub value: &'a str,
    /// A sentence of help.
    pub hint: Option<&'a str>,
    /// Error message.
    pub error: Option<&'a str>,
    /// Whether it may be left empty.
    pub optional: bool,
    /// Whether it is read-only. Shows an earlier answer to users and to password managers.
    pub fixed: bool,
    /// Whether it has the initial focus.
    pub focus: bool,
    /// Whether the form as a whole has an error, which the focused field then refers to for screen
    /// readers.
    pub form_refused: bool,
}

impl<'a> Field<'a> {
    setters! {
        /// The kind of text, which determines keyboard and autofill.
        kind: FieldKind;
        /// Initial value.
        value: &'a str;
        /// A sentence of help.
        hint: &'a str => Some(hint);
    }

    /// Takes its error from those of the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self.form_refused = errors.of(FORM).is_some();
        self
    }

    setters! {
        /// Makes it read-only.
        fixed => true;
        /// Allows it to be left empty.
        optional => true;
    }

    /// Sets the initial focus, if `focus` and not within a host page.
    pub const fn focus_if(mut self, focus: bool) -> Self {
        self.focus = focus && self.ids.focuses();
        self
    }
}

pub(in crate::ui::elements) fn field(field: &Field<'_>, out: &mut Buffer<'_>) {
    let (kind, autocomplete, mode) = field.kind.attributes();
    let verbatim = kind == "email";
    let around = Around::of(field.ids, field.name, field.label)
        .hint(field.hint)
        .error(field.error)
        .hearing(field.focus && field.form_refused);
    let input = html! {
        input.wg-input id=(around.id) name=(field.name) type=(kind) value=(field.value)
            autocomplete=[autocomplete] inputmode=[mode] required[!field.optional]
            autocapitalize=[verbatim.then_some("none")] spellcheck=[verbatim.then_some("false")]
            dir=[verbatim.then_some("ltr")] autofocus[field.focus] readonly[field.fixed]
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    };
    around.show(out, &input);
}
