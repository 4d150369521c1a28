//! Pages, and the text file.

use maud::html;

use super::model::{Left, MadeCodes};
use super::{FILE, MAKE};
use crate::context::question::Question;
use crate::context::{RequestCtx, UserCtx};
use crate::ui::{Card, CodeList, Head, LinkButton, Notice, Page, Slot, Tone, Weight};

pub(super) fn ask_make(ctx: &RequestCtx, own: &Left) -> Page {
    let words = ctx.messages().words();
    let (title, text) = if own.left == 0 {
        (words.recovery_make_title(), words.recovery_make_text())
    } else {
        (words.recovery_again_title(), words.recovery_again_text())
    };
    let question = Question::new(title, text, words.recovery_make(), "/security");
    let question = Question {
        harmless: own.left == 0,
        ..question
    };
    ctx.question(question, ctx.form(MAKE))
}

pub(super) fn show(ctx: &RequestCtx, made: &MadeCodes) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (title, file, done) = (
        words.recovery_title(),
        ctx.href(FILE),
        ctx.back("/security"),
    );
    let file = ui.link_button(LinkButton::new(
        words.recovery_download(),
        &file,
        Weight::Outlined,
    ));
    let codes = CodeList::new(ctx.ids(), title, &made.codes)
        .copying(words.authenticators_copy(), words.authenticators_copied())
        .beside(Slot::of(&file));
    // On paper, it says whose they are.
    let whose = ctx.user().map_or("", |own| own.account.address());
    let codes = html! { (ui.code_list(&codes)) };
    let codes = Card::roomy(codes).title(ctx.app().name()).note(whose);
    let body = html! {
        (ui.head(&Head::new(title, words.recovery_show_lead()).inside(ctx.is_fragment())))
        (ui.notice(&Notice::new(words.recovery_show_once(), Tone::Warn)))
        (ui.card(&codes))
        p { (ui.link_button(&LinkButton::new(words.recovery_done(), &done, Weight::Main))) }
    };
    Page::new(title, body)
}

/// The codes as a text, with what they are for.
pub(super) fn file(ctx: &UserCtx, codes: &[String]) -> String {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    let mut text = String::new();
    let head = [
        words.recovery_file_title(ctx.app().name()),
        ctx.admission().account.address().to_owned(),
        messages.date_time(ctx.now()),
        String::new(),
    ];
    for line in head.iter().chain(codes) {
        text.push_str(&crate::i18n::plain(line));
        text.push_str("\r\n");
    }
    text
}
