//! Pages.

use maud::{Markup, html};

use super::model::{AddForm, END_OTHERS, Shown};
use super::{ADD, PREPARE};
use crate::context::RequestCtx;
use crate::context::question::Question;
use crate::http::FieldErrors;
use crate::types::PasskeyId;
use crate::ui::{Button, Card, FormShape, Head, LinkButton, Page, PasskeyScript, Slot, Weight};

pub(super) fn add(ctx: &RequestCtx, shown: &AddForm, errors: &FieldErrors) -> Page {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let name = ctx
        .field("name", words.passkeys_name())
        .value(&shown.name)
        .hint(words.passkeys_name_hint())
        .errors(errors)
        .optional();
    let fields = html! {
        (ui.field(&name))
        (others(ctx, shown.end_others))
    };
    let (prepare, back) = (ctx.href(PREPARE), ctx.back("/security"));
    let cancel = LinkButton::new(words.form_cancel(), &back, Weight::Quiet);
    let buttons = html! {
        (ui.button(&Button::main(words.passkeys_add())))
        (ui.link_button(&cancel))
    };
    let form = ctx
        .form(ADD)
        .shape(FormShape::Body)
        .passkey(PasskeyScript::Make(&prepare))
        .hidden(END_OTHERS, "false")
        .fields(fields)
        .buttons(buttons);
    let (title, lead) = (words.passkeys_add(), words.passkeys_add_lead());
    let body = html! {
        (ui.head(&Head::new(title, lead).inside(ctx.is_fragment())))
        (ctx.error_summary(errors))
        (ui.card(&Card::of(Slot::of(&ui.form(&form)))))
    };
    Page::new(title, body).refused_if(errors)
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

pub(super) fn name(ctx: &RequestCtx, id: &PasskeyId, name: &str, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let field = ctx
        .field("name", words.passkeys_name())
        .value(name)
        .hint(words.passkeys_name_hint())
        .errors(errors)
        .focus_if(true);
    let path = format!("/security/passkeys/{id}/name");
    let form = ctx.form(&path).fields(ctx.elements().field(&field));
    let (title, lead) = (words.passkeys_rename_title(), words.passkeys_rename_lead());
    ctx.editing((title, lead), form, "/security", errors)
}

pub(super) fn ask_remove(ctx: &RequestCtx, own: &Shown) -> Page {
    let words = ctx.messages().words();
    let title = words.passkeys_remove_title(own.name.as_str());
    let text = if own.synced {
        words.passkeys_remove_synced()
    } else {
        words.passkeys_remove_text()
    };
    let question = Question::new(&title, text, words.passkeys_remove(), "/security");
    let path = format!("/security/passkeys/{}/remove", own.id);
    let form = ctx.form(&path).hidden(END_OTHERS, "false");
    ctx.question(question, form.fields(others(ctx, true)))
}
