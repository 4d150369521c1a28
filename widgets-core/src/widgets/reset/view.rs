//! The pages of the room.

use maud::{Markup, html};

use super::model::FormState;
use crate::context::Visit;
use crate::http::fields::FieldErrors;
use crate::ui::{Button, DoorFoot, FieldKind, FormShape, Page};

pub(super) fn form(visit: &Visit, state: &FormState, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let ui = visit.elements();
    let title = words.reset_title();
    let lead = words.reset_lead();
    let email = words.reset_email();
    let email = visit
        .field("email", &email)
        .kind(FieldKind::Username)
        .value(&state.email)
        .errors(errors)
        .focus_if(true);
    let form = visit
        .form("/reset")
        .shape(FormShape::Card)
        .fields(html! {
            (visit.error_summary(errors))
            (ui.field(&email))
            (visit.captcha_field())
        })
        .buttons(ui.button(&Button::main(&words.reset_button()).wide()));
    let form = visit.with_captcha(form);
    let (text, link) = (words.reset_remembered(), words.reset_sign_in());
    let sign_in = visit.link("/sign-in");
    let body = html! {
        (visit.door_head(&title, Some(&lead)))
        (ui.form(&form))
        (ui.door_foot(&DoorFoot { text: &text, link: (&link, &sign_in) }))
    };
    Page::door(title, body)
        .refused_if(errors)
        .loading(visit.captcha_policy())
}

/// The field for the new password, and beside it, for those who keep passwords for people, whose
/// it is.
pub(crate) fn password_field(visit: &Visit, email: &str, errors: &FieldErrors) -> Markup {
    let words = visit.messages().words();
    let ui = visit.elements();
    let (label, hint) = (words.reset_new_password(), visit.password_hint());
    let whose = words.reset_email();
    let whose = visit
        .field("email", &whose)
        .kind(FieldKind::Username)
        .value(email)
        .fixed();
    let field = visit
        .new_password("new_password", &label)
        .hint(&hint)
        .errors(errors);
    html! { (ui.field(&whose)) (ui.password_field(&field)) }
}
