//! Pages.

use std::borrow::Cow;

use maud::{Markup, html};

use super::actions::WAITING;
use super::model::{Asking, Way};
use crate::context::RequestCtx;
use crate::flows::pending_form;
use crate::http::fields::FieldErrors;
use crate::ui::{Button, Card, FieldKind, Form, FormShape, LinkButton, Page, Weight};

pub(super) fn form(ctx: &RequestCtx, asking: &Asking, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.step_up_title();
    let lead = if asking.waiting.is_some() {
        words
            .step_up_lead_waiting(ctx.messages().wait(pending_form::LASTS))
            .into()
    } else {
        Cow::from(words.step_up_lead())
    };
    let ways = html! {
        @for (at, way) in asking.methods.iter().enumerate() {
            @match way {
                Way::Password => (password(ctx, asking, errors)),
                Way::Email => (email(ctx, asking, at == 0)),
            }
        }
    };
    let (leave, back) = (words.step_up_leave(), ctx.back("/"));
    let body = html! {
        (ctx.auth_head(title, Some(&lead)))
        (ui.card(&Card::of(ways)))
        (ui.link_button(&LinkButton::new(leave, &back, Weight::Quiet).wide()))
    };
    Page::narrow(title, body).refused_if(errors)
}

fn password(ctx: &RequestCtx, asking: &Asking, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (email, label) = (words.sign_in_email(), words.sign_in_password());
    let email = ctx
        .field("email", email)
        .kind(FieldKind::Username)
        .value(&asking.email)
        .fixed();
    let password = ctx
        .current_password("password", label)
        .errors(errors)
        .focus_if(true);
    let form = ctx.form("/step-up");
    // Native, because the response may be that of any pending form.
    let form = Form {
        native: true,
        ..form
    };
    let form = form
        .hidden(WAITING, asking.waiting.as_deref().unwrap_or_default())
        .shape(FormShape::Box)
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.field(&email))
            (ui.password_field(&password))
        })
        .buttons(ui.button(&Button::main(words.step_up_button()).wide()));
    ui.form(&form).into()
}

/// `first`: it is the only method.
fn email(ctx: &RequestCtx, asking: &Asking, first: bool) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let hint = words.step_up_email_hint(asking.email.as_str());
    let (label, weight) = if first {
        (words.step_up_email(), Weight::Main)
    } else {
        (words.sign_in_by_code(), Weight::Outlined)
    };
    let form = ctx
        .form("/step-up/email")
        .shape(FormShape::Box)
        .hint(&hint)
        .buttons(ui.button(&Button::new(label, weight).wide()));
    ui.form(&form).into()
}
