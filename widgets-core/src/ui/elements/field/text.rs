//! Fields of one line.

use maud::{Markup, html};

use super::{Around, Ids};
use crate::http::fields::{FORM, FieldErrors};
use crate::ui::setters;

/// What kind of text a field takes, which decides its keyboard and what fills it in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Plain text.
    #[default]
    Text,
    /// The address somebody signs in with.
    Username,
    /// Another email address.
    Email,
    /// A telephone number.
    Phone,
    /// Something to look for.
    Search,
    /// Somebody's whole name.
    Name,
    /// A given name.
    GivenName,
    /// A middle name.
    MiddleName,
    /// A family name.
    FamilyName,
    /// What somebody wants to be called.
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

/// A labelled field of one line. [`RequestCtx::field`](crate::RequestCtx::field)
/// makes one.
#[derive(Debug, Clone)]
#[must_use]
pub struct Field<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// Where it stands.
    pub ids: Ids<'a>,
    /// Its label.
    pub label: &'a str,
    /// What it takes.
    pub kind: FieldKind,
    /// What stands in it.
    pub value: &'a str,
    /// A sentence that helps to fill it in.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub error: Option<&'a str>,
    /// Whether it may stay empty.
    pub optional: bool,
    /// Whether it only shows what was said before, for those who read the page and for what keeps
    /// their passwords.
    pub fixed: bool,
    /// Whether the cursor begins here.
    pub focus: bool,
    /// Whether something is wrong with the form as a whole. Whoever lands in the field hears it.
    pub form_refused: bool,
}

impl<'a> Field<'a> {
    setters! {
        /// What kind of text it takes, which decides its keyboard and what fills it in.
        kind: FieldKind;
        /// What stands in it at first.
        value: &'a str;
        /// A sentence that helps to fill it in.
        hint: &'a str => Some(hint);
    }

    /// With its part of what is wrong with the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self.form_refused = errors.of(FORM).is_some();
        self
    }

    setters! {
        /// Makes it only show what was said before, so that nobody types into it.
        fixed => true;
        /// Lets it stay empty.
        optional => true;
    }

    /// Where the cursor begins, if `focus` and unless the page is the host's.
    pub const fn focus_if(mut self, focus: bool) -> Self {
        self.focus = focus && self.ids.focuses();
        self
    }
}

pub(in crate::ui::elements) fn field(field: &Field<'_>) -> Markup {
    let (kind, autocomplete, mode) = field.kind.attributes();
    let verbatim = kind == "email";
    let around = Around::of(field.ids, field.name, field.label)
        .hint(field.hint)
        .error(field.error)
        .hearing(field.focus && field.form_refused);
    around.show(&html! {
        input.wg-input id=(around.id) name=(field.name) type=(kind) value=(field.value)
            autocomplete=[autocomplete] inputmode=[mode] required[!field.optional]
            autocapitalize=[verbatim.then_some("none")] spellcheck=[verbatim.then_some("false")]
            dir=[verbatim.then_some("ltr")] autofocus[field.focus] readonly[field.fixed]
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    })
}
