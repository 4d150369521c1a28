//! The page of the room.

use maud::html;
use widgets_core::Visit;
use widgets_core::form::FieldErrors;
use widgets_core::ui::{Button, Card, Head, IconRow, Page};

pub fn list(visit: &Visit, greetings: &[String], typed: &str, errors: &FieldErrors) -> Page {
    let ui = visit.elements();
    let field = visit
        .field("greeting", "Your greeting")
        .value(typed)
        .errors(errors);
    let form = visit
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
