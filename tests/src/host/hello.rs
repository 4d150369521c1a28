//! A widget of the host's own with one list and one action, made of nothing but what core exports:
//! the measure of how little a new widget touches.

use std::sync::{Arc, Mutex};

use maud::html;
use widgets_core::form::{FieldErrors, Text};
use widgets_core::problem::ErrorPage;
use widgets_core::ui::{Button, Card, Head, IconRow, Page};
use widgets_core::{
    Access, Action, Answer, AnswerResult, Call, Done, Endpoint, Input, NoticeKind, Problem,
    RequestCtx, UserCtx, Widget,
};

const GREETED: NoticeKind = NoticeKind::new("hello.greeted", |_| {
    "Your greeting is on the list.".to_owned()
});

/// The widget.
pub fn widget() -> Widget {
    let greetings = Greetings::default();
    let listed = greetings.clone();
    let list = Endpoint::get("list", "/hello", Access::user(), move |ctx, _: Input| {
        list(ctx, listed.clone())
    });
    Widget::new("hello")
        .endpoint(list.navigation(|_| "Hello".to_owned()))
        .post("greet", "/hello", Access::user(), Greet(greetings))
        .notice(GREETED)
}

/// The greetings so far.
#[derive(Debug, Clone, Default)]
struct Greetings(Arc<Mutex<Vec<String>>>);

impl Greetings {
    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

widgets_core::fields! {
    /// What to put on the list.
    struct GreetingFields {
        /// 1 to 80 characters.
        greeting: Text,
    }
}

/// A greeting of 1 to 80 characters.
#[derive(Debug, Clone)]
pub struct Greeting(pub String);

impl Greeting {
    fn parse(ctx: &RequestCtx, fields: &GreetingFields) -> Result<Self, FieldErrors> {
        let mut form = ctx.read_form();
        let greeting = form.read(&fields.greeting, |typed| {
            match typed.trim().chars().count() {
                1..=80 => Ok(Self(typed.trim().to_owned())),
                _ => Err("Write 1 to 80 characters.".to_owned()),
            }
        });
        greeting.ok_or_else(|| form.into_errors())
    }
}

async fn list(ctx: UserCtx, greetings: Greetings) -> AnswerResult<Vec<String>> {
    // What the user had typed when their session ended.
    let kept = ctx.pending_form("greet").await.unwrap_or_default();
    Ok(Answer::page(greetings.all(), move |ctx, greetings| {
        page(
            ctx,
            greetings,
            kept.get("greeting"),
            &FieldErrors::default(),
        )
    }))
}

/// Puts a greeting on the list.
struct Greet(Greetings);

impl Action for Greet {
    type Ctx = UserCtx;
    type Path = ();
    type Fields = GreetingFields;
    type Command = Greeting;
    type Data = Done;

    async fn parse(&self, call: &Call<Self>) -> Result<Greeting, Problem> {
        Ok(Greeting::parse(&call.ctx, &call.input.fields)?)
    }

    async fn run(&self, _: &Call<Self>, greeting: &Greeting) -> AnswerResult<Done> {
        self.0.0.lock().unwrap().push(greeting.0.clone());
        Ok(Answer::done(Done {}, "/hello").notice(GREETED))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let (shown, typed) = (self.0.all(), call.input.fields.greeting.to_string());
        Ok(Some(Box::new(move |ctx, errors| {
            page(ctx, &shown, &typed, errors)
        })))
    }
}

fn page(ctx: &RequestCtx, greetings: &[String], typed: &str, errors: &FieldErrors) -> Page {
    let ui = ctx.elements();
    let field = ctx.field("greeting", "Your greeting");
    let form = ctx
        .form("/hello")
        .buttons(ui.button(&Button::main("Greet")));
    let rows = html! { @for greeting in greetings { (ui.icon_row(&IconRow::new(greeting))) } };
    let body = html! {
        (ui.head(&Head::new("Hello", "What people said here.")))
        (ui.card(&Card::rows(rows)))
        (ui.form(&form.fields(ui.field(&field.value(typed).errors(errors)))))
    };
    Page::new("Hello", body).refused_if(errors)
}
