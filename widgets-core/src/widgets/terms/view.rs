//! The page.

use maud::html;

use super::PATH;
use super::model::{ACCEPTED, EDITION, Shown};
use crate::context::RequestCtx;
use crate::http::FieldErrors;
use crate::ui::{Button, Card, Checkbox, FormShape, Page, Slot};

pub(super) fn show(ctx: &RequestCtx, shown: &Shown, errors: &FieldErrors) -> Page {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let name = ctx.app().name();
    let (title, lead) = if shown.changed {
        (words.terms_title(), words.terms_lead_changed(name))
    } else {
        (words.terms_title(), words.terms_lead(name))
    };
    let (label, read) = (words.sign_up_terms(name), words.sign_up_terms_read());
    let accepting = Checkbox {
        link: Some((read, &shown.terms.url)),
        error: errors.of(ACCEPTED),
        ..ctx.checkbox(ACCEPTED, &label)
    };
    let form = ctx
        .form(PATH)
        .shape(FormShape::Box)
        .hidden(EDITION, shown.terms.edition.as_str())
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.checkbox(&accepting))
        })
        .buttons(ui.button(&Button::main(words.terms_accept()).wide()));
    let body = html! {
        (ctx.auth_head(title, Some(&lead)))
        (ui.card(&Card::of(Slot::of(&ui.form(&form)))))
    };
    Page::narrow(title, body).refused_if(errors)
}
