//! The page of the room.

use maud::html;
use widgets_core::Visit;
use widgets_core::form::FieldErrors;
use widgets_core::ui::{Field, FieldKind, Page, card, form, head, text_row, wide_button};

pub fn list(visit: &Visit, greetings: &[String], typed: &str, errors: &FieldErrors) -> Page {
    let field = Field {
        name: "greeting",
        label: "Your greeting",
        kind: FieldKind::Text,
        value: typed,
        focus: false,
    };
    let fields = html! { (field.show(errors)) (wide_button("Greet")) };
    let rows = html! { @for greeting in greetings { (text_row(greeting)) } };
    let body = html! {
        (head("Hello", "What people said here.", None))
        (card(&rows))
        (form(visit, "/hello", &fields))
    };
    Page::new("Hello", body).refused_if(errors)
}
