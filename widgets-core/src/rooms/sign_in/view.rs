//! The pages of signing in and out.

use maud::html;

use super::model::FormState;
use crate::ctx::Visit;
use crate::form::FieldErrors;
use crate::ui::{
    Field, FieldKind, Page, Weight, button, checkbox, door_box, door_form, door_forms, door_head,
    form_error, hidden, hint, link_button, wide_button,
};

pub(super) fn form(visit: &Visit, state: &FormState, errors: &FieldErrors) -> Page {
    let words = visit.messages().words();
    let title = words.sign_in_title(visit.widgets().name());
    let lead = if state.again {
        words.sign_in_again_lead()
    } else {
        words.sign_in_lead()
    };
    // The cursor begins where there is something to do: at what is wrong or empty first.
    let at_email = state.email.is_empty() || errors.of("email").is_some();
    let email = Field {
        name: "email",
        label: &words.sign_in_email(),
        kind: FieldKind::Username,
        value: &state.email,
        focus: at_email,
    };
    let password = Field {
        name: "password",
        label: &words.sign_in_password(),
        kind: FieldKind::CurrentPassword,
        value: "",
        focus: !at_email,
    };
    let fields = html! {
        (form_error(errors))
        (email.show(errors))
        (password.show(errors))
        (checkbox("keep", &words.sign_in_keep(), &words.sign_in_keep_hint(), state.keep))
        (wide_button(&words.sign_in_button()))
    };
    let body = html! {
        (door_head(&title, Some(&lead)))
        (door_form(visit, "/sign-in", &fields))
    };
    Page::door(title, body).refused_if(errors)
}

pub(super) fn link(visit: &Visit, path: &str) -> Page {
    let words = visit.messages().words();
    let title = words.sign_in_link_title();
    let lead = words.sign_in_link_lead(visit.widgets().name());
    let go = wide_button(&words.sign_in_link_button());
    let body = html! {
        (door_head(&title, Some(&lead)))
        (door_form(visit, path, &go))
    };
    Page::door(title, body)
}

pub(super) fn spent_link(visit: &Visit) -> Page {
    let words = visit.messages().words();
    let title = words.sign_in_link_spent_title();
    let body = html! {
        (door_head(&title, None))
        (door_box(&html! {
            p { (words.sign_in_link_spent_text()) }
            (link_button(&words.sign_in_link_spent_button(), &visit.href("/sign-in"), Weight::Main))
        }))
    };
    Page::door(title, body)
}

pub(super) fn leave(visit: &Visit) -> Page {
    let words = visit.messages().words();
    let title = words.sign_out_title();
    let everywhere = html! {
        (hidden("everywhere", "true"))
        (hint(&words.sign_out_everywhere_hint()))
        (button(&words.sign_out_everywhere(), Weight::Outlined))
    };
    let here = html! {
        (wide_button(&words.sign_out_button()))
        (link_button(&words.sign_out_cancel(), &visit.href("/"), Weight::Outlined))
    };
    let body = html! {
        (door_head(&title, Some(&words.sign_out_text())))
        (door_forms(visit, "/sign-out", &here, &everywhere))
    };
    Page::door(title, body)
}
