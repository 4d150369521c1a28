//! The pages of signing in and out.

use maud::html;

use super::model::FormState;
use crate::ctx::Visit;
use crate::form::FieldErrors;
use crate::ui::{
    Button, Card, Checkbox, Field, FieldKind, FormShape, LinkButton, Page, PasswordField, Weight,
};

pub(super) fn form(visit: &Visit, state: &FormState, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.sign_in_title(visit.widgets().name());
    let lead = if state.again {
        words.sign_in_again_lead()
    } else {
        words.sign_in_lead()
    };
    let (email, password) = (words.sign_in_email(), words.sign_in_password());
    let (keep, keep_hint) = (words.sign_in_keep(), words.sign_in_keep_hint());
    // The cursor begins where there is something to do: at what is wrong or empty first.
    let at_email = state.email.is_empty() || errors.of("email").is_some();
    let email = Field::new("email", &email)
        .kind(FieldKind::Username)
        .value(&state.email)
        .errors(errors)
        .focus_if(at_email);
    let password = PasswordField::current("password", &password)
        .errors(errors)
        .focus_if(!at_email);
    let keep = Checkbox {
        name: "keep",
        label: &keep,
        hint: Some(&keep_hint),
        ticked: state.keep,
        ..Checkbox::default()
    };
    let fields = html! {
        (visit.error_summary(errors))
        (ui.field(&email))
        (ui.password_field(&password))
        (ui.checkbox(&keep))
    };
    let form = visit
        .form("/sign-in")
        .shape(FormShape::Card)
        .fields(fields)
        .buttons(ui.button(&Button::main(&words.sign_in_button()).wide()));
    let body = html! { (visit.door_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::door(title, body).refused_if(errors)
}

pub(super) fn link(visit: &Visit, path: &str) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.sign_in_link_title();
    let lead = words.sign_in_link_lead(visit.widgets().name());
    let form = visit
        .form(path)
        .shape(FormShape::Card)
        .buttons(ui.button(&Button::main(&words.sign_in_link_button()).wide()));
    let body = html! { (visit.door_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::door(title, body)
}

pub(super) fn spent_link(visit: &Visit) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.sign_in_link_spent_title();
    let (go, sign_in) = (words.sign_in_link_spent_button(), visit.href("/sign-in"));
    let card = html! {
        p { (words.sign_in_link_spent_text()) }
        (ui.link_button(&LinkButton::new(&go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (visit.door_head(&title, None)) (ui.card(&Card::roomy(card))) };
    Page::door(title, body)
}

pub(super) fn leave(visit: &Visit) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.sign_out_title();
    let (everywhere, hint) = (
        words.sign_out_everywhere(),
        words.sign_out_everywhere_hint(),
    );
    let (cancel, home) = (words.sign_out_cancel(), visit.href("/"));
    let here = html! {
        (ui.button(&Button::main(&words.sign_out_button()).wide()))
        (ui.link_button(&LinkButton::new(&cancel, &home, Weight::Outlined).wide()))
    };
    let here = visit.form("/sign-out").shape(FormShape::Box).buttons(here);
    let everywhere = visit
        .form("/sign-out")
        .shape(FormShape::Box)
        .hidden("everywhere", "true")
        .hint(&hint)
        .buttons(ui.button(&Button::new(&everywhere, Weight::Outlined).wide()));
    let forms = html! { (ui.form(&here)) (ui.form(&everywhere)) };
    let body = html! {
        (visit.door_head(&title, Some(&words.sign_out_text())))
        (ui.card(&Card::of(forms)))
    };
    Page::door(title, body)
}
