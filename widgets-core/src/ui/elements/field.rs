//! Fields: what people type, tick and choose.

use maud::{Markup, html};

use super::form::FORM_ERROR;
use crate::form::FieldErrors;
use crate::ui::FORM;

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

/// A labelled field of one line.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Field<'a> {
    /// Its name in the form; also its id, so it is unique on the page.
    pub name: &'a str,
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
    /// Whether the cursor begins here.
    pub focus: bool,
    /// Whether something is wrong with the form as a whole. Whoever lands in the field hears it.
    pub form_refused: bool,
}

impl<'a> Field<'a> {
    /// An empty field of plain text.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            ..Self::default()
        }
    }

    /// Taking this.
    pub const fn kind(mut self, kind: FieldKind) -> Self {
        self.kind = kind;
        self
    }

    /// With this in it.
    pub const fn value(mut self, value: &'a str) -> Self {
        self.value = value;
        self
    }

    /// With a sentence that helps to fill it in.
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// With its part of what is wrong with the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self.form_refused = errors.of(FORM).is_some();
        self
    }

    /// Which may stay empty.
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Where the cursor begins, if `focus`.
    pub const fn focus_if(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }
}

/// A field for a password. What was typed is never shown again.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct PasswordField<'a> {
    /// Its name in the form; also its id.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// Whether it takes a new password rather than the one somebody has.
    pub new: bool,
    /// A sentence that helps to fill it in.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub error: Option<&'a str>,
    /// Whether the cursor begins here.
    pub focus: bool,
    /// Whether something is wrong with the form as a whole. Whoever lands in the field hears it.
    pub form_refused: bool,
}

impl<'a> PasswordField<'a> {
    /// A field for the password somebody has.
    pub fn current(name: &'a str, label: &'a str) -> Self {
        Self {
            name,
            label,
            ..Self::default()
        }
    }

    /// A field for a new password.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self {
            new: true,
            ..Self::current(name, label)
        }
    }

    /// With a sentence that helps to fill it in.
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// With its part of what is wrong with the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self.form_refused = errors.of(FORM).is_some();
        self
    }

    /// Where the cursor begins, if `focus`.
    pub const fn focus_if(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }
}

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

/// One thing to choose.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is read.
    pub label: &'a str,
}

/// Things to choose that belong together.
#[derive(Debug, Clone, Copy, Default)]
pub struct ChoiceGroup<'a> {
    /// What they have in common.
    pub label: &'a str,
    /// The things.
    pub choices: &'a [Choice<'a>],
}

/// A choice of one from a list.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct Select<'a> {
    /// Its name in the form; also its id.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// What there is to choose.
    pub choices: &'a [Choice<'a>],
    /// What else there is to choose, group by group.
    pub groups: &'a [ChoiceGroup<'a>],
    /// The value that is chosen.
    pub chosen: &'a str,
    /// A sentence that helps to choose.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub error: Option<&'a str>,
}

impl<'a> Select<'a> {
    /// A choice of these.
    pub fn new(name: &'a str, label: &'a str, choices: &'a [Choice<'a>]) -> Self {
        Self {
            name,
            label,
            choices,
            ..Self::default()
        }
    }

    /// And of these, group by group.
    pub const fn groups(mut self, groups: &'a [ChoiceGroup<'a>]) -> Self {
        self.groups = groups;
        self
    }

    /// With this one chosen.
    pub const fn chosen(mut self, value: &'a str) -> Self {
        self.chosen = value;
        self
    }

    /// With a sentence that helps to choose.
    pub const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// With its part of what is wrong with the form.
    pub fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.of(self.name);
        self
    }
}

/// A field for a code of digits.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct CodeInput<'a> {
    /// Its name in the form; also its id.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// How many digits it takes.
    pub digits: usize,
    /// A sentence about where the code is.
    pub hint: Option<&'a str>,
    /// What is wrong with it.
    pub error: Option<&'a str>,
    /// Whether the cursor begins here.
    pub focus: bool,
}

/// A text to take away. Without script it is selected by hand.
#[derive(Debug, Clone, Default)]
#[must_use]
pub struct CopyField<'a> {
    /// Its id, unique on the page.
    pub id: &'a str,
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

pub(super) fn field(field: &Field<'_>) -> Markup {
    let (kind, autocomplete, mode) = field.kind.attributes();
    let verbatim = kind == "email";
    let around = Around::of(field.name, field.label, field.hint, field.error);
    let around = around.hearing(field.focus && field.form_refused);
    around.show(&html! {
        input.wg-input id=(field.name) name=(field.name) type=(kind) value=(field.value)
            autocomplete=[autocomplete] inputmode=[mode] required[!field.optional]
            autocapitalize=[verbatim.then_some("none")] spellcheck=[verbatim.then_some("false")]
            autofocus[field.focus]
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    })
}

pub(super) fn password_field(field: &PasswordField<'_>) -> Markup {
    let autocomplete = if field.new {
        "new-password"
    } else {
        "current-password"
    };
    let around = Around::of(field.name, field.label, field.hint, field.error);
    let around = around.hearing(field.focus && field.form_refused);
    around.show(&html! {
        input.wg-input id=(field.name) name=(field.name) type="password"
            autocomplete=(autocomplete) required autofocus[field.focus]
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    })
}

pub(super) fn checkbox(checkbox: &Checkbox<'_>) -> Markup {
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

pub(super) fn select(select: &Select<'_>) -> Markup {
    let around = Around::of(select.name, select.label, select.hint, select.error);
    let options = |choices: &[Choice<'_>]| {
        html! {
            @for choice in choices {
                option value=(choice.value) selected[choice.value == select.chosen] {
                    (choice.label)
                }
            }
        }
    };
    around.show(&html! {
        select.wg-input id=(select.name) name=(select.name)
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()] {
            (options(select.choices))
            @for group in select.groups { optgroup label=(group.label) { (options(group.choices)) } }
        }
    })
}

pub(super) fn code_input(input: &CodeInput<'_>) -> Markup {
    let around = Around::of(input.name, input.label, input.hint, input.error);
    // Room for the spaces that people type or paste between the digits.
    let longest = input.digits * 2;
    around.show(&html! {
        input.wg-input.wg-code id=(input.name) name=(input.name) type="text" inputmode="numeric"
            autocomplete="one-time-code" maxlength=(longest) dir="ltr" required
            autofocus[input.focus] data-wg-code=(input.digits)
            aria-invalid=[around.invalid()] aria-describedby=[around.described_by()];
    })
}

pub(super) fn copy_field(field: &CopyField<'_>) -> Markup {
    let around = Around::of(field.id, field.label, field.hint, None);
    around.show(&html! {
        div.wg-copy {
            input.wg-input id=(field.id) type="text" value=(field.value) dir="ltr" readonly
                aria-describedby=[around.described_by()];
            button.wg-button type="button" data-wg-copy=(field.id) data-wg-done=(field.copied)
                hidden { (field.copy) }
        }
    })
}

/// What stands around an input: its label, its hint, its error.
struct Around<'a> {
    id: &'a str,
    label: &'a str,
    hint: Option<(&'a str, String)>,
    error: Option<(&'a str, String)>,
    /// Whether what is wrong with the form as a whole is heard here too.
    form_refused: bool,
}

impl<'a> Around<'a> {
    fn of(id: &'a str, label: &'a str, hint: Option<&'a str>, error: Option<&'a str>) -> Self {
        Self {
            id,
            label,
            hint: hint.map(|text| (text, format!("{id}-hint"))),
            error: error.map(|text| (text, format!("{id}-error"))),
            form_refused: false,
        }
    }

    const fn hearing(mut self, form_refused: bool) -> Self {
        self.form_refused = form_refused;
        self
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    /// What is wrong first: it is what to hear.
    fn described_by(&self) -> Option<String> {
        let own = [&self.error, &self.hint].into_iter().flatten();
        let own = own.map(|(_, id)| id.as_str());
        let whole = self.form_refused.then_some(FORM_ERROR);
        let ids: Vec<&str> = whole.into_iter().chain(own).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn show(&self, input: &Markup) -> Markup {
        html! {
            div.wg-field {
                label.wg-label for=(self.id) { (self.label) }
                (input)
                @if let Some((text, id)) = &self.error { p.wg-error id=(id) { (text) } }
                @if let Some((text, id)) = &self.hint { p.wg-hint id=(id) { (text) } }
            }
        }
    }
}
