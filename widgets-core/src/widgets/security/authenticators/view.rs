//! Pages.

use maud::{Markup, html};

use super::ADD;
use super::model::{END_OTHERS, SETUP, SetupForm, Shown};
use crate::context::RequestCtx;
use crate::context::question::Question;
use crate::crypto::AuthenticatorCode;
use crate::http::FieldErrors;
use crate::types::AuthenticatorId;
use crate::ui::{CopyField, Page, QrCode};

pub(super) fn add(ctx: &RequestCtx, shown: &SetupForm, errors: &FieldErrors) -> Page {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let key = CopyField {
        hint: Some(words.authenticators_key_hint()),
        copy: words.authenticators_copy(),
        copied: words.authenticators_copied(),
        ..ctx.copy_field("key", words.authenticators_key(), &shown.key)
    };
    let name = ctx
        .field("name", words.authenticators_name_optional())
        .value(&shown.name)
        .hint(words.authenticators_name_hint())
        .errors(errors)
        .optional();
    let code = ctx
        .code_input(
            "code",
            words.authenticators_code(),
            AuthenticatorCode::DIGITS,
        )
        .hint(words.authenticators_code_hint())
        .errors(errors)
        .focus_if(!errors.is_empty());
    let fields = html! {
        (ui.qr_code(&QrCode::new(&shown.address, words.authenticators_qr()).open(words.authenticators_open())))
        (ui.copy_field(&key))
        (ui.field(&name))
        (ui.code_input(&code))
        (others(ctx, shown.end_others))
    };
    let (title, lead) = (words.authenticators_add(), words.authenticators_add_lead());
    let adding = ctx
        .form(ADD)
        .hidden(SETUP, shown.setup.as_str())
        .hidden(END_OTHERS, "false")
        .fields(fields);
    ctx.editing((title, lead), adding, "/security", errors)
}

fn others(ctx: &RequestCtx, ticked: bool) -> Markup {
    let words = ctx.messages().words();
    let (label, hint) = (
        words.security_end_others(),
        words.security_end_others_hint(),
    );
    let others = ctx.checkbox(END_OTHERS, label).hint(hint);
    ctx.elements().checkbox(&others.ticked_if(ticked)).into()
}

pub(super) fn name(
    ctx: &RequestCtx,
    id: &AuthenticatorId,
    name: &str,
    errors: &FieldErrors,
) -> Page {
    let words = ctx.messages().words();
    let field = ctx
        .field("name", words.authenticators_name())
        .value(name)
        .hint(words.authenticators_name_hint())
        .errors(errors)
        .focus_if(true);
    let path = format!("/security/authenticators/{id}/name");
    let form = ctx.form(&path).fields(ctx.elements().field(&field));
    let (title, lead) = (
        words.authenticators_rename_title(),
        words.authenticators_rename_lead(),
    );
    ctx.editing((title, lead), form, "/security", errors)
}

pub(super) fn ask_remove(ctx: &RequestCtx, own: &Shown) -> Page {
    let words = ctx.messages().words();
    let title = words.authenticators_remove_title(own.name.as_str());
    let text = if own.last {
        words.authenticators_remove_last()
    } else {
        words.authenticators_remove_text()
    };
    let question = Question::new(&title, text, words.authenticators_remove(), "/security");
    let path = format!("/security/authenticators/{}/remove", own.id);
    let form = ctx.form(&path).hidden(END_OTHERS, "false");
    ctx.question(question, form.fields(others(ctx, true)))
}
