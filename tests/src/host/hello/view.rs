//! The page of the widget.

use maud::html;
use widgets_core::RequestCtx;
use widgets_core::form::FieldErrors;
use widgets_core::ui::{Button, Card, Head, IconRow, Page};

pub fn list(ctx: &RequestCtx, greetings: &[String], typed: &str, errors: &FieldErrors) -> Page {
    let ui = ctx.elements();
    let field = ctx
        .field("greeting", "Your greeting")
        .value(typed)
        .errors(errors);
    let form = ctx
        .form("/hello")
        .fields(ui.field(&field))
        .buttons(ui.button(&Button::main("Greet")));
    let rows = html! { @for greeting in greetings { (ui.icon_row(&IconRow::new(greeting))) } };
    let body = html! {
        (ui.head(&Head::new("Hello", "What people said here.")))
        (ui.card(&Card::rows(rows)))
        (ui.form(&form))
    };
    Page::new("Hello", body).refused_if(errors)
}
