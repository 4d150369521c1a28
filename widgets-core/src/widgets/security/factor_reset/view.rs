//! Pages.

use maud::html;

use super::{OWN, Waiting};
use crate::context::RequestCtx;
use crate::context::question::Question;
use crate::ui::{Button, Card, FormShape, LinkButton, Page, Weight};

pub(super) fn ask(ctx: &RequestCtx, waiting: &Waiting) -> Page {
    let words = ctx.messages().words();
    let (title, act) = (words.factor_reset_title(), words.factor_reset_call_off());
    let text = text(ctx, waiting);
    let question = Question::new(title, &text, act, "/security");
    ctx.question(question, ctx.form(OWN))
}

fn text(ctx: &RequestCtx, waiting: &Waiting) -> String {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    let due = waiting.due_at.map(|at| messages.date_time(at));
    due.map_or_else(
        || words.factor_reset_none_text().to_owned(),
        |due| words.factor_reset_text(due),
    )
}

/// The page of the mailed link.
pub(super) fn by_link(ctx: &RequestCtx, waiting: &Waiting, path: &str) -> Page {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let text = text(ctx, waiting);
    if waiting.due_at.is_none() {
        let title = words.factor_reset_none_title();
        let (go, address) = ctx.way_on();
        let card = html! {
            p { (text) }
            (ui.link_button(&LinkButton::new(go, &address, Weight::Outlined).wide()))
        };
        let body = html! { (ctx.auth_head(title, None)) (ui.card(&Card::roomy(card))) };
        return Page::narrow(title, body);
    }
    let title = words.factor_reset_title();
    let form = ctx
        .form(path)
        .shape(FormShape::Card)
        .buttons(ui.button(&Button::main(words.factor_reset_call_off()).wide()));
    let body = html! { (ctx.auth_head(title, Some(&text))) (ui.form(&form)) };
    Page::narrow(title, body)
}
