//! Pages.

use std::borrow::Cow;

use maud::{Markup, html};

use super::model::{FormState, Invitation};
use crate::context::RequestCtx;
use crate::http::fields::FieldErrors;
use crate::http::query::with_query;
use crate::ui::{
    AuthFoot, Button, Card, Checkbox, Field, FieldKind, FormShape, LinkButton, Page, Weight,
};

pub(super) fn form(ctx: &RequestCtx, state: &FormState, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.sign_up_title(ctx.app().name());
    let hint = state
        .domains
        .as_deref()
        .map(|own| words.sign_up_domain(own));
    let email = Field {
        hint: hint.as_deref(),
        ..ctx
            .email_field(&state.email)
            .errors(errors)
            .focus_if(focus(errors, "email"))
    };
    let mut form = ctx
        .form("/sign-up")
        .shape(FormShape::Card)
        .fields(html! {
            (ctx.error_summary(errors))
            (name(ctx, state, errors))
            (ui.field(&email))
            (details(ctx, state, errors))
            (ctx.captcha_field())
        })
        .buttons(ui.button(&Button::main(words.sign_up_button()).wide()));
    if let Some(terms) = &state.terms {
        form = form.hidden("terms_edition", terms.edition.as_str());
    }
    let form = ctx.with_captcha(form);
    let body = html! {
        (ctx.auth_head(&title, Some(words.sign_up_lead())))
        (ui.form(&form))
        (have_account(ctx, &state.email))
    };
    Page::narrow(title, body)
        .refused_if(errors)
        .loading(ctx.captcha_policy())
}

/// Focus on the first field with an error, else on the first field.
fn focus(errors: &FieldErrors, name: &str) -> bool {
    let first = errors.iter().next().map_or("display_name", |own| own.field);
    first == name
}

fn name(ctx: &RequestCtx, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let field = ctx
        .field("display_name", words.sign_up_name())
        .kind(FieldKind::Name)
        .value(&state.display_name)
        .errors(errors)
        .optional()
        .focus_if(focus(errors, "display_name"));
    ctx.elements().field(&field).into()
}

/// The fields for password, staying signed in, and terms.
fn details(ctx: &RequestCtx, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (label, hint) = (words.sign_up_password(), ctx.password_hint());
    let password = ctx
        .new_password("password", label)
        .hint(&hint)
        .errors(errors)
        .focus_if(focus(errors, "password"));
    html! {
        @if state.password { (ui.password_field(&password)) }
        (ctx.keep_field(state.keep))
        (terms(ctx, state, errors))
    }
}

fn terms(ctx: &RequestCtx, state: &FormState, errors: &FieldErrors) -> Markup {
    let words = ctx.messages().words();
    let Some(terms) = &state.terms else {
        return html! {};
    };
    let (label, read) = (
        words.sign_up_terms(ctx.app().name()),
        words.sign_up_terms_read(),
    );
    let terms = Checkbox {
        ticked: state.accepted && errors.of("terms").is_none(),
        link: Some((read, &terms.url)),
        error: errors.of("terms"),
        required: true,
        ..ctx.checkbox("terms", &label)
    };
    ctx.elements().checkbox(&terms).into()
}

/// A link to sign-in with the typed address.
fn have_account(ctx: &RequestCtx, email: &str) -> Markup {
    let words = ctx.messages().words();
    let (text, link) = (words.sign_up_have_account(), words.sign_up_sign_in());
    let hint = Some(("login_hint", email)).filter(|_| !email.is_empty());
    let sign_in = with_query(&ctx.link("/sign-in"), &[], hint);
    ctx.elements()
        .auth_foot(&AuthFoot {
            text,
            link: (link, &sign_in),
        })
        .into()
}

/// Sign-up is closed, or by invitation only.
pub(super) fn closed(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.sign_up_closed_title();
    let text = if ctx.app().sign_up().takes_invited() {
        words.sign_up_invited_text(ctx.app().name()).into()
    } else {
        Cow::from(words.sign_up_closed_text())
    };
    let (go, sign_in) = (words.sign_up_sign_in(), ctx.link("/sign-in"));
    let card = html! {
        p { (text) }
        (ui.link_button(&LinkButton::new(go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}

/// The address got an account in the meantime.
pub(super) fn taken(ctx: &RequestCtx, email: &str) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.sign_up_taken_title();
    let hint = Some(("login_hint", email));
    let sign_in = with_query(&ctx.link("/sign-in"), &[], hint);
    let go = words.sign_up_sign_in();
    let card = html! {
        p { (words.sign_up_taken_text()) }
        (ui.link_button(&LinkButton::new(go, &sign_in, Weight::Main).wide()))
    };
    let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
    Page::narrow(title, body)
}

/// The form for invited users. The address is fixed, because the link was sent to it.
pub(super) fn invitation(ctx: &RequestCtx, shown: &Invitation, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let app = ctx.app().name();
    let title = words.sign_up_invitation_title(app);
    let lead = match &shown.by {
        Some(by) => words.sign_up_invitation_by(by).into(),
        None => Cow::from(words.sign_up_invitation_lead()),
    };
    let hint = words.sign_up_invitation_email();
    let email = ctx.whose(&shown.form.email).hint(hint).errors(errors);
    let mut form = ctx
        .form(&shown.path)
        .shape(FormShape::Card)
        .fields(html! {
            (ctx.error_summary(errors))
            (name(ctx, &shown.form, errors))
            (ui.field(&email))
            (details(ctx, &shown.form, errors))
        })
        .buttons(ui.button(&Button::main(words.sign_up_button()).wide()));
    if let Some(terms) = &shown.form.terms {
        form = form.hidden("terms_edition", terms.edition.as_str());
    }
    let body = html! { (ctx.auth_head(&title, Some(&lead))) (ui.form(&form)) };
    Page::narrow(title, body).refused_if(errors)
}
