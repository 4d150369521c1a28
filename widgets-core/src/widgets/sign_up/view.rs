//! The pages of the room.

use maud::{Markup, html};

use super::invited::Invitation;
use super::model::FormState;
use crate::context::Visit;
use crate::http::fields::FieldErrors;
use crate::http::query::with_query;
use crate::ui::{
    Button, Card, Checkbox, DoorFoot, Field, FieldKind, FormShape, LinkButton, Page, Weight,
};

pub(super) fn form(visit: &Visit, state: &FormState, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.sign_up_title(visit.app().name());
    let label = words.sign_up_email();
    let hint = state
        .domains
        .as_deref()
        .map(|own| words.sign_up_domain(own));
    let email = Field {
        hint: hint.as_deref(),
        ..visit
            .field("email", &label)
            .kind(FieldKind::Username)
            .value(&state.email)
            .errors(errors)
            .focus_if(focus(errors, "email"))
    };
    let mut form = visit
        .form("/sign-up")
        .shape(FormShape::Card)
        .fields(html! {
            (visit.error_summary(errors))
            (name(visit, state, errors))
            (ui.field(&email))
            (details(visit, state, errors))
            (visit.captcha_field())
        })
        .buttons(ui.button(&Button::main(&words.sign_up_button()).wide()));
    if let Some(terms) = &state.terms {
        form = form.hidden("terms_edition", terms.edition.as_str());
    }
    let form = visit.with_captcha(form);
    let body = html! {
        (visit.door_head(&title, Some(&words.sign_up_lead())))
        (ui.form(&form))
        (have_account(visit, &state.email))
    };
    Page::door(title, body)
        .refused_if(errors)
        .loading(visit.captcha_policy())
}

/// The cursor begins where something is wrong, or at the first field.
fn focus(errors: &FieldErrors, name: &str) -> bool {
    let first = errors.iter().next().map_or("display_name", |own| own.field);
    first == name
}

fn name(visit: &Visit, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = visit.messages().words();
    let (label, hint) = (words.sign_up_name(), words.sign_up_name_hint());
    let field = visit
        .field("display_name", &label)
        .kind(FieldKind::Name)
        .value(&state.display_name)
        .hint(&hint)
        .errors(errors)
        .optional()
        .focus_if(focus(errors, "display_name"));
    visit.elements().field(&field)
}

/// The password, staying signed in, the terms.
fn details(visit: &Visit, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = visit.messages().words();
    let ui = visit.elements();
    let (label, hint) = (words.sign_up_password(), visit.password_hint());
    let password = visit
        .new_password("password", &label)
        .hint(&hint)
        .errors(errors)
        .focus_if(focus(errors, "password"));
    html! {
        @if state.password { (ui.password_field(&password)) }
        (visit.keep_field(state.keep))
        (terms(visit, state, errors))
    }
}

fn terms(visit: &Visit, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = visit.messages().words();
    let Some(terms) = &state.terms else {
        return html! {};
    };
    let (label, read) = (
        words.sign_up_terms(visit.app().name()),
        words.sign_up_terms_read(),
    );
    let terms = Checkbox {
        ticked: state.accepted && errors.of("terms").is_none(),
        link: Some((&read, &terms.url)),
        error: errors.of("terms"),
        required: true,
        ..visit.checkbox("terms", &label)
    };
    visit.elements().checkbox(&terms)
}

/// The way to signing in, which keeps what is known.
fn have_account(visit: &Visit, email: &str) -> Markup {
    let words = visit.messages().words();
    let (text, link) = (words.sign_up_have_account(), words.sign_up_sign_in());
    let hint = Some(("login_hint", email)).filter(|_| !email.is_empty());
    let sign_in = with_query(&visit.link("/sign-in"), &[], hint);
    visit.elements().door_foot(&DoorFoot {
        text: &text,
        link: (&link, &sign_in),
    })
}

/// Nobody signs up here by themselves.
pub(super) fn closed(visit: &Visit) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.sign_up_closed_title();
    let text = if visit.app().sign_up().takes_invited() {
        words.sign_up_invited_text(visit.app().name())
    } else {
        words.sign_up_closed_text()
    };
    let (go, sign_in) = (words.sign_up_sign_in(), visit.link("/sign-in"));
    let card = html! {
        p { (text) }
        (ui.link_button(&LinkButton::new(&go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (visit.door_head(&title, None)) (ui.card(&Card::roomy(card))) };
    Page::door(title, body)
}

/// An account was made for the address in the meantime.
pub(super) fn taken(visit: &Visit, email: &str) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.sign_up_taken_title();
    let hint = Some(("login_hint", email));
    let sign_in = with_query(&visit.link("/sign-in"), &[], hint);
    let go = words.sign_up_sign_in();
    let card = html! {
        p { (words.sign_up_taken_text()) }
        (ui.link_button(&LinkButton::new(&go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (visit.door_head(&title, None)) (ui.card(&Card::roomy(card))) };
    Page::door(title, body)
}

/// The form of whoever is invited. The address cannot be changed: the link was sent to it.
pub(super) fn invitation(visit: &Visit, shown: &Invitation, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let app = visit.app().name();
    let title = words.sign_up_invitation_title(app);
    let lead = match &shown.by {
        Some(by) => words.sign_up_invitation_by(by),
        None => words.sign_up_invitation_lead(),
    };
    let (label, hint) = (words.sign_up_email(), words.sign_up_invitation_email());
    let email = visit
        .field("email", &label)
        .kind(FieldKind::Username)
        .value(&shown.form.email)
        .hint(&hint)
        .errors(errors)
        .fixed();
    let mut form = visit
        .form(&shown.path)
        .shape(FormShape::Card)
        .fields(html! {
            (visit.error_summary(errors))
            (name(visit, &shown.form, errors))
            (ui.field(&email))
            (details(visit, &shown.form, errors))
        })
        .buttons(ui.button(&Button::main(&words.sign_up_button()).wide()));
    if let Some(terms) = &shown.form.terms {
        form = form.hidden("terms_edition", terms.edition.as_str());
    }
    let body = html! { (visit.door_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::door(title, body).refused_if(errors)
}
