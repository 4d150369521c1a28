//! The pages of the subject.

use maud::{Markup, html};

use super::model::{About, END_OTHERS, PasswordForm};
use super::{CHANGE, SET};
use crate::context::Visit;
use crate::http::fields::FieldErrors;
use crate::http::query::with_query;
use crate::ui::{Button, Card, DoorFoot, FieldKind, FormShape, Head, LinkButton, Page, Weight};

/// The form, or where the right one is.
pub(super) fn form(visit: &Visit, form: &PasswordForm, errors: &FieldErrors) -> Page {
    match (form.about, form.has_password) {
        (About::Change, true) => change(visit, form, errors),
        (About::Set, false) => set(visit, form, errors),
        (_, has_password) => elsewhere(visit, has_password).refused_if(errors),
    }
}

fn change(visit: &Visit, form: &PasswordForm, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let label = words.security_current();
    let current = visit
        .current_password("current_password", &label)
        .errors(errors)
        .focus_if(errors.of("current_password").is_some());
    let fields = html! {
        (whose(visit, form))
        (ui.password_field(&current))
        (new_password(visit, errors))
        (others(visit, form))
    };
    let (title, lead) = (words.security_change_title(), words.security_change_lead());
    let below = forgotten(visit, form);
    editing(visit, (title, &lead), CHANGE, (fields, Some(below)), errors)
}

fn set(visit: &Visit, form: &PasswordForm, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let fields = html! {
        (whose(visit, form))
        (new_password(visit, errors))
        (others(visit, form))
    };
    let (title, lead) = (words.security_set_title(), words.security_set_lead());
    editing(visit, (title, &lead), SET, (fields, None), errors)
}

/// Another way on for whoever does not know the password.
fn forgotten(visit: &Visit, form: &PasswordForm) -> Markup {
    let words = visit.messages().words();
    let (label, hint) = (words.security_forgot(), ("login_hint", form.email.as_str()));
    let reset = with_query(&visit.link("/reset"), &[], Some(hint));
    visit.elements().door_foot(&DoorFoot {
        text: "",
        link: (&label, &reset),
    })
}

/// Whose password it is, for those who keep passwords for people.
fn whose(visit: &Visit, form: &PasswordForm) -> Markup {
    let label = visit.messages().words().security_email();
    let whose = visit
        .field("email", &label)
        .kind(FieldKind::Username)
        .value(&form.email)
        .fixed();
    visit.elements().field(&whose)
}

fn new_password(visit: &Visit, errors: &FieldErrors) -> Markup {
    let label = visit.messages().words().security_new();
    let hint = visit.password_hint();
    let mut wrong = errors.iter().map(|error| error.field);
    let field = visit
        .new_password("new_password", &label)
        .hint(&hint)
        .errors(errors)
        .focus_if(wrong.next() == Some("new_password"));
    visit.elements().password_field(&field)
}

fn others(visit: &Visit, form: &PasswordForm) -> Markup {
    let words = visit.messages().words();
    let (label, hint) = (
        words.security_end_others(),
        words.security_end_others_hint(),
    );
    let others = visit.checkbox(END_OTHERS, &label).hint(&hint);
    visit
        .elements()
        .checkbox(&others.ticked_if(form.end_others))
}

/// A page with one form that saves, a way back without, and what stands below.
fn editing(
    visit: &Visit,
    (title, lead): (String, &str),
    path: &str,
    (fields, below): (Markup, Option<Markup>),
    errors: &FieldErrors,
) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let (save, cancel) = (words.security_save(), words.security_cancel());
    let buttons = html! {
        (ui.link_button(&LinkButton::new(&cancel, &visit.back("/security"), Weight::Quiet)))
        (ui.button(&Button::main(&save)))
    };
    let form = visit
        .form(path)
        .hidden(END_OTHERS, "false")
        .shape(FormShape::Body)
        .fields(fields)
        .buttons(buttons);
    let body = html! {
        (ui.head(&Head::new(&title, lead).inside(visit.is_fragment())))
        (visit.error_summary(errors))
        (ui.card(&Card::of(ui.form(&form))))
        @if let Some(below) = below { (below) }
    };
    Page::new(title, body).refused_if(errors)
}

/// Where the form is that fits: whoever has a password changes it, whoever has none sets one.
pub(super) fn elsewhere(visit: &Visit, has_password: bool) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let (text, label, path) = if has_password {
        (
            words.security_has_password(),
            words.security_change(),
            CHANGE,
        )
    } else {
        (words.security_has_none(), words.security_set(), SET)
    };
    let href = visit.link(path);
    let card = html! {
        p { (text) }
        (ui.link_button(&LinkButton::new(&label, &href, Weight::Main)))
    };
    let title = words.security_password();
    let body = html! {
        (ui.head(&Head::new(&title, &words.security_lead()).inside(visit.is_fragment())))
        (ui.card(&Card::roomy(card)))
    };
    Page::new(title, body)
}
