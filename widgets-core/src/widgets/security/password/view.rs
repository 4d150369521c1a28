//! Pages.

use maud::{Markup, html};

use super::model::{END_OTHERS, PasswordForm, ProofGoal};
use super::{CHANGE, SET};
use crate::context::RequestCtx;
use crate::http::fields::FieldErrors;
use crate::http::query::with_query;
use crate::ui::{
    AuthFoot, Button, Card, FieldKind, FormShape, Head, LinkButton, Page, Slot, Weight,
};

/// The form, or a link to the one that applies.
pub(super) fn form(ctx: &RequestCtx, form: &PasswordForm, errors: &FieldErrors) -> Page {
    match (form.goal, form.has_password) {
        (ProofGoal::Change, true) => change(ctx, form, errors),
        (ProofGoal::Set, false) => set(ctx, form, errors),
        (_, has_password) => elsewhere(ctx, has_password).refused_if(errors),
    }
}

fn change(ctx: &RequestCtx, form: &PasswordForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let label = words.security_current();
    let current = ctx
        .current_password("current_password", label)
        .errors(errors)
        .focus_if(errors.of("current_password").is_some());
    let fields = html! {
        (whose(ctx, form))
        (ui.password_field(&current))
        (new_password(ctx, errors))
        (others(ctx, form))
    };
    let (title, lead) = (words.security_change_title(), words.security_change_lead());
    let below = forgotten(ctx, form);
    editing(ctx, (title, lead), CHANGE, (fields, Some(below)), errors)
}

fn set(ctx: &RequestCtx, form: &PasswordForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let fields = html! {
        (whose(ctx, form))
        (new_password(ctx, errors))
        (others(ctx, form))
    };
    let (title, lead) = (words.security_set_title(), words.security_set_lead());
    editing(ctx, (title, lead), SET, (fields, None), errors)
}

/// A link for users who have forgotten their password.
fn forgotten(ctx: &RequestCtx, form: &PasswordForm) -> Markup {
    let words = ctx.messages().words();
    let (label, hint) = (words.security_forgot(), ("login_hint", form.email.as_str()));
    let reset = with_query(&ctx.link("/reset"), &[], Some(hint));
    ctx.elements()
        .auth_foot(&AuthFoot {
            text: "",
            link: (label, &reset),
        })
        .into()
}

/// The email address, for password managers.
fn whose(ctx: &RequestCtx, form: &PasswordForm) -> Markup {
    let label = ctx.messages().words().security_email();
    let whose = ctx
        .field("email", label)
        .kind(FieldKind::Username)
        .value(&form.email)
        .fixed();
    ctx.elements().field(&whose).into()
}

fn new_password(ctx: &RequestCtx, errors: &FieldErrors) -> Markup {
    let label = ctx.messages().words().security_new();
    let hint = ctx.password_hint();
    let mut wrong = errors.iter().map(|error| error.field);
    let field = ctx
        .new_password("new_password", label)
        .hint(&hint)
        .errors(errors)
        .focus_if(wrong.next() == Some("new_password"));
    ctx.elements().password_field(&field).into()
}

fn others(ctx: &RequestCtx, form: &PasswordForm) -> Markup {
    let words = ctx.messages().words();
    let (label, hint) = (
        words.security_end_others(),
        words.security_end_others_hint(),
    );
    let others = ctx.checkbox(END_OTHERS, label).hint(hint);
    ctx.elements()
        .checkbox(&others.ticked_if(form.end_others))
        .into()
}

/// A page with one form to save, a link to cancel, and optional content below.
fn editing(
    ctx: &RequestCtx,
    (title, lead): (&str, &str),
    path: &str,
    (fields, below): (Markup, Option<Markup>),
    errors: &FieldErrors,
) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (save, cancel) = (words.security_save(), words.security_cancel());
    let buttons = html! {
        (ui.link_button(&LinkButton::new(cancel, &ctx.back("/security"), Weight::Quiet)))
        (ui.button(&Button::main(save)))
    };
    let form = ctx
        .form(path)
        .hidden(END_OTHERS, "false")
        .shape(FormShape::Body)
        .fields(fields)
        .buttons(buttons);
    let body = html! {
        (ui.head(&Head::new(title, lead).inside(ctx.is_fragment())))
        (ctx.error_summary(errors))
        (ui.card(&Card::of(Slot::of(&ui.form(&form)))))
        @if let Some(below) = below { (below) }
    };
    Page::new(title, body).refused_if(errors)
}

/// A link to the form that applies: change an existing password, or set the first one.
pub(super) fn elsewhere(ctx: &RequestCtx, has_password: bool) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (text, label, path) = if has_password {
        (
            words.security_has_password(),
            words.security_change(),
            CHANGE,
        )
    } else {
        (words.security_has_none(), words.security_set(), SET)
    };
    let href = ctx.link(path);
    let card = html! {
        p { (text) }
        (ui.link_button(&LinkButton::new(label, &href, Weight::Main)))
    };
    let title = words.security_password();
    let body = html! {
        (ui.head(&Head::new(title, words.security_lead()).inside(ctx.is_fragment())))
        (ui.card(&Card::roomy(card)))
    };
    Page::new(title, body)
}
