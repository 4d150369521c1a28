//! Pages.

use maud::{Markup, html};

use super::model::FormState;
use crate::context::RequestCtx;
use crate::http::fields::FieldErrors;
use crate::ui::{AuthFoot, Button, FormShape, Page};

pub(super) fn form(ctx: &RequestCtx, state: &FormState, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.reset_title();
    let lead = words.reset_lead();
    let email = ctx.email_field(&state.email).errors(errors).focus_if(true);
    let form = ctx
        .form("/reset")
        .shape(FormShape::Card)
        .fields(html! {
            (ctx.error_summary(errors))
            (ui.field(&email))
            (ctx.captcha_field())
        })
        .buttons(ui.button(&Button::main(words.reset_button()).wide()));
    let form = ctx.with_captcha(form);
    let (text, link) = (words.reset_remembered(), words.reset_sign_in());
    let sign_in = ctx.link("/sign-in");
    let body = html! {
        (ctx.auth_head(title, Some(lead)))
        (ui.form(&form))
        (ui.auth_foot(&AuthFoot { text, link: (link, &sign_in) }))
    };
    Page::narrow(title, body)
        .refused_if(errors)
        .loading(ctx.captcha_policy())
}

/// The field for the new password, with the email address for password managers. Readers see it in the sentence
/// above the form.
pub(crate) fn password_field(ctx: &RequestCtx, email: &str, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (label, hint) = (words.reset_new_password(), ctx.password_hint());
    let whose = ctx.whose(email).unseen();
    let field = ctx
        .new_password("new_password", label)
        .hint(&hint)
        .errors(errors);
    html! { (ui.field(&whose)) (ui.password_field(&field)) }
}
