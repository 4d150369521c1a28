//! Pages.

use maud::{Markup, html};

use super::model::{END_OTHERS, PasswordForm, ProofGoal};
use super::{CHANGE, REMOVE, SET};
use crate::context::RequestCtx;
use crate::context::question::Question;
use crate::http::FieldErrors;
use crate::http::fields::FORM;
use crate::http::query::with_query;
use crate::stores::ReplaceReason;
use crate::ui::{AuthFoot, Card, Head, LinkButton, Page, PasswordField, Weight};

/// The form, or a link to the one that applies.
pub(super) fn form(ctx: &RequestCtx, form: &PasswordForm, errors: &FieldErrors) -> Page {
    match (form.goal, form.has_password) {
        (ProofGoal::Change, true) => change(ctx, form, errors),
        (ProofGoal::Set, false) => set(ctx, form, errors),
        (_, has_password) => elsewhere(ctx, has_password, errors).refused_if(errors),
    }
}

fn change(ctx: &RequestCtx, form: &PasswordForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let label = words.security_current();
    let current = ctx
        .current_password("current_password", label)
        .errors(errors)
        .focus_if(errors.is_empty() || errors.of("current_password").is_some());
    let fields = html! {
        (ui.field(&ctx.whose(&form.email).unseen()))
        (ui.password_field(&current))
        (forgotten(ctx, form))
        (new_password(ctx, form.least, errors, false))
        (others(ctx, form))
    };
    let (title, lead) = match form.replace {
        None => (words.security_change_title(), words.security_change_lead()),
        Some(ReplaceReason::Expired) => (
            words.security_replace_title(),
            words.security_replace_expired(),
        ),
        Some(ReplaceReason::Compromised) => (
            words.security_replace_title(),
            words.security_replace_compromised(),
        ),
    };
    let changing = ctx.form(CHANGE).hidden(END_OTHERS, "false").fields(fields);
    ctx.editing((title, lead), changing, "/security", errors)
}

fn set(ctx: &RequestCtx, form: &PasswordForm, errors: &FieldErrors) -> Page {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let fields = html! {
        (ui.field(&ctx.whose(&form.email).unseen()))
        (new_password(ctx, form.least, errors, true))
        (others(ctx, form))
    };
    let (title, lead) = (words.security_set_title(), words.security_set_lead());
    let setting = ctx.form(SET).hidden(END_OTHERS, "false").fields(fields);
    ctx.editing((title, lead), setting, "/security", errors)
}

/// A link for users who have forgotten their password, below its field.
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

fn new_password(ctx: &RequestCtx, least: usize, errors: &FieldErrors, first: bool) -> Markup {
    let label = ctx.messages().words().security_new();
    let hint = ctx.password_hint_of(least);
    let begins = match errors.iter().next() {
        Some(wrong) => wrong.field == "new_password",
        None => first,
    };
    let field = PasswordField {
        least,
        ..ctx.new_password("new_password", label)
    };
    let field = field.hint(&hint).errors(errors).focus_if(begins);
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

pub(super) fn ask_remove(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let (title, text) = (words.security_remove_title(), words.security_remove_text());
    let question = Question::new(title, text, words.security_remove(), "/security");
    let (label, hint) = (
        words.security_end_others(),
        words.security_end_others_hint(),
    );
    let others = ctx.checkbox(END_OTHERS, label).hint(hint).ticked_if(true);
    let form = ctx.form(REMOVE).hidden(END_OTHERS, "false");
    ctx.question(question, form.fields(ctx.elements().checkbox(&others)))
}

/// Why it was refused, and a link to the form that applies: change an existing password, or set the first one.
pub(super) fn elsewhere(ctx: &RequestCtx, has_password: bool, errors: &FieldErrors) -> Page {
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
    let text = errors.of(FORM).unwrap_or(text);
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
