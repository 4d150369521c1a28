//! Elements: the only place with class names and accessibility attributes.

use maud::{Markup, html};

use crate::ctx::Visit;
use crate::form::FieldErrors;
use crate::guard::FORM_TOKEN_FIELD;
use crate::place::RETURN_TO;

/// How much a button or link stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here.
    Main,
    /// Something else to do.
    Outlined,
    /// Something to do with one row.
    Quiet,
    /// Something that cannot be undone.
    Danger,
}

impl Weight {
    const fn class(self) -> &'static str {
        match self {
            Self::Main => "wg-button wg-button-main",
            Self::Outlined => "wg-button",
            Self::Quiet => "wg-button wg-button-quiet",
            Self::Danger => "wg-button wg-button-danger",
        }
    }
}

/// A button that submits its form.
#[must_use]
pub fn button(label: &str, weight: Weight) -> Markup {
    html! { button class=(weight.class()) type="submit" { (label) } }
}

/// The one button of a narrow form, as wide as the form.
#[must_use]
pub fn wide_button(label: &str) -> Markup {
    html! { button.wg-button.wg-button-main.wg-button-wide type="submit" { (label) } }
}

/// A link that looks like a button.
#[must_use]
pub fn link_button(label: &str, href: &str, weight: Weight) -> Markup {
    html! { a class=(weight.class()) href=(href) { (label) } }
}

/// A link at the end of a row; `about` names the row for those who do not see it.
#[must_use]
pub fn row_link(label: &str, about: &str, href: &str) -> Markup {
    html! { a class=(Weight::Quiet.class()) href=(href) aria-label=(about) { (label) } }
}

/// A link to the page that asks before something is done; with script it asks in a dialog.
#[must_use]
pub fn ask_link(label: &str, href: &str, weight: Weight) -> Markup {
    html! { a class=(weight.class()) href=(href) data-wg-confirm { (label) } }
}

/// The same at the end of a row; `about` names the row for those who do not see it.
#[must_use]
pub fn row_ask_link(label: &str, about: &str, href: &str) -> Markup {
    html! {
        a class=(Weight::Quiet.class()) href=(href) aria-label=(about) data-wg-confirm { (label) }
    }
}

/// A form that posts to a path below the mount path, with its form token.
#[must_use]
pub fn form(visit: &Visit, path: &str, body: &Markup) -> Markup {
    posting(visit, path, "wg-form", body)
}

/// The one form of a narrow page, in its box.
#[must_use]
pub fn door_form(visit: &Visit, path: &str, body: &Markup) -> Markup {
    posting(visit, path, "wg-card wg-door-box", body)
}

/// Two forms of a narrow page in one box, what most people want first.
#[must_use]
pub fn door_forms(visit: &Visit, path: &str, first: &Markup, second: &Markup) -> Markup {
    html! {
        div.wg-card {
            (posting(visit, path, "wg-door-box", first))
            (posting(visit, path, "wg-door-box wg-door-second", second))
        }
    }
}

fn posting(visit: &Visit, path: &str, class: &str, body: &Markup) -> Markup {
    html! {
        form class=(class) method="post" action=(visit.href(path)) novalidate
            data-wg-native[visit.leads_out()] {
            input type="hidden" name=(FORM_TOKEN_FIELD) value=(visit.form_token());
            @if let Some(page) = &visit.place().back {
                input type="hidden" name=(RETURN_TO) value=(page.as_str());
            }
            (body)
        }
    }
}

/// A hidden field, left out when it has nothing to say.
#[must_use]
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { @if !value.is_empty() { input type="hidden" name=(name) value=(value); } }
}

/// What kind of text a field takes, which decides its keyboard and what fills it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// The address somebody signs in with.
    Username,
    /// A password that exists already.
    CurrentPassword,
    /// Plain text.
    Text,
}

/// A labelled field.
#[derive(Debug)]
pub struct Field<'a> {
    /// Its name in the form; also its id, so it is unique on the page.
    pub name: &'a str,
    /// Its label.
    pub label: &'a str,
    /// What it takes.
    pub kind: FieldKind,
    /// What stands in it; never a password.
    pub value: &'a str,
    /// Whether the cursor begins here.
    pub focus: bool,
}

impl Field<'_> {
    /// The field with its label and, if there is one, its error.
    #[must_use]
    pub fn show(&self, errors: &FieldErrors) -> Markup {
        let error = errors.of(self.name);
        let error_id = format!("{}-error", self.name);
        // Whoever lands in this field hears what is wrong with the form, too.
        let whole = self.focus && errors.of(FORM).is_some();
        let described_by = match error {
            Some(_) => Some(error_id.as_str()),
            None => whole.then_some(FORM_ERROR),
        };
        let (kind, autocomplete, mode) = match self.kind {
            FieldKind::Username => ("email", Some("username"), Some("email")),
            FieldKind::CurrentPassword => ("password", Some("current-password"), None),
            FieldKind::Text => ("text", None, None),
        };
        html! {
            div.wg-field {
                label.wg-label for=(self.name) { (self.label) }
                input.wg-input id=(self.name) name=(self.name) type=(kind) value=(self.value)
                    autocomplete=[autocomplete] inputmode=[mode] required
                    autocapitalize=[(kind == "email").then_some("none")]
                    spellcheck=[(kind == "email").then_some("false")]
                    autofocus[self.focus]
                    aria-invalid=[error.map(|_| "true")]
                    aria-describedby=[described_by];
                @if let Some(error) = error { p.wg-error id=(error_id) { (error) } }
            }
        }
    }
}

/// A checkbox with its label and a hint.
#[must_use]
pub fn checkbox(name: &str, label: &str, hint: &str, ticked: bool) -> Markup {
    let hint_id = format!("{name}-hint");
    html! {
        div.wg-check {
            input id=(name) type="checkbox" name=(name) value="true" checked[ticked]
                aria-describedby=(hint_id);
            label.wg-label for=(name) { (label) }
            p.wg-hint id=(hint_id) { (hint) }
        }
    }
}

/// What is wrong with a form as a whole, read out when the page opens.
#[must_use]
pub fn form_error(errors: &FieldErrors) -> Markup {
    html! {
        @if let Some(error) = errors.of(FORM) {
            div.wg-notice.wg-notice-bad id=(FORM_ERROR) role="alert" { p { (error) } }
        }
    }
}

/// The name under which [`FieldErrors`] hold what is wrong with a form as a whole.
pub const FORM: &str = "form";

/// The id of what is wrong with a form as a whole.
const FORM_ERROR: &str = "form-error";

/// The top of a page: what it is, one plain sentence, and its main action.
#[must_use]
pub fn head(title: &str, lead: &str, action: Option<Markup>) -> Markup {
    html! {
        div.wg-head {
            div { h1.wg-title { (title) } p.wg-lead { (lead) } }
            @if let Some(action) = action { (action) }
        }
    }
}

/// The top of a narrow page.
#[must_use]
pub fn door_head(title: &str, lead: Option<&str>) -> Markup {
    html! {
        div.wg-door-head {
            h1.wg-title { (title) }
            @if let Some(lead) = lead { p.wg-lead { (lead) } }
        }
    }
}

/// The box of a narrow page that asks for nothing.
#[must_use]
pub fn door_box(body: &Markup) -> Markup {
    html! { div.wg-card.wg-door-box { (body) } }
}

/// A box of rows.
#[must_use]
pub fn card(rows: &Markup) -> Markup {
    html! { section.wg-card { ul.wg-rows { (rows) } } }
}

/// One row: an icon, what it is, facts about it, and what can be done with it.
#[must_use]
pub fn row(icon: &Markup, title: &Markup, facts: &[String], action: &Markup) -> Markup {
    html! {
        li.wg-row.wg-row-icon {
            span.wg-icon-box { (icon) }
            div.wg-row-main {
                div.wg-row-title { (title) }
                @for fact in facts { div.wg-row-note { (fact) } }
            }
            (action)
        }
    }
}

/// One row that is only a text.
#[must_use]
pub fn text_row(text: &str) -> Markup {
    html! { li.wg-row { (text) } }
}

/// The ways to the other pages of a list, each a label and an address; nothing without any.
#[must_use]
pub fn pager(ways: &[(String, String)]) -> Markup {
    html! {
        @if !ways.is_empty() {
            div.wg-pager {
                @for (label, href) in ways { (link_button(label, href, Weight::Outlined)) }
            }
        }
    }
}

/// A badge for a state that matters.
#[must_use]
pub fn good_badge(text: &str) -> Markup {
    html! { span.wg-badge.wg-badge-good { (text) } }
}

/// A sentence under a card.
#[must_use]
pub fn hint(text: &str) -> Markup {
    html! { p.wg-hint { (text) } }
}

/// The two ways on from a question before something is done, on a page of its own.
#[must_use]
pub fn confirm(visit: &Visit, path: &str, act: &str, back: (&str, &str)) -> Markup {
    let (back_label, back_path) = back;
    let buttons = html! {
        div.wg-acts {
            (button(act, Weight::Danger))
            a class=(Weight::Outlined.class()) href=(visit.back(back_path)) data-wg-cancel {
                (back_label)
            }
        }
    };
    posting(visit, path, "wg-confirm", &buttons)
}

/// Line drawings for devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A computer.
    Computer,
    /// A phone or tablet.
    Phone,
}

impl Icon {
    /// The drawing; it says nothing that the text beside it does not.
    #[must_use]
    pub fn show(self) -> Markup {
        html! {
            svg.wg-icon viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5"
                stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {
                @match self {
                    Self::Computer => {
                        rect x="4" y="5" width="12" height="8" rx="1.2" {}
                        path d="M2.5 15.5h15" {}
                    }
                    Self::Phone => {
                        rect x="6.5" y="3" width="7" height="14" rx="1.6" {}
                        path d="M9.3 14.6h1.4" {}
                    }
                }
            }
        }
    }
}
