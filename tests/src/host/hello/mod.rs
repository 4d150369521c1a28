//! A widget of the host's own with one list and one action, made of nothing but what core exports:
//! the measure of how little a new widget touches.

mod actions;
mod model;
mod store;
mod view;

use widgets_core::{Access, Endpoint, Input, NoticeKind, Widget};

const GREETED: NoticeKind = NoticeKind::new("hello.greeted", |_| {
    "Your greeting is on the list.".to_owned()
});

/// The widget.
pub fn widget() -> Widget {
    let greetings = store::Greetings::default();
    let (list, greet) = (greetings.clone(), greetings);
    Widget::new("hello")
        .endpoint(
            Endpoint::get("list", "/hello", Access::user(), move |ctx, _: Input| {
                actions::list(ctx, list.clone())
            })
            .navigation(|_| "Hello".to_owned()),
        )
        .post("greet", "/hello", Access::user(), actions::Greet(greet))
        .notice(GREETED)
}
