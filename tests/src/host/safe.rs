//! A widget whose form asks for a fresh sign-in: what somebody puts into a safe. It remembers what
//! reached its actions.

use std::sync::{Arc, Mutex};

use maud::html;
use serde_json::json;
use widgets_core::form::FieldErrors;
use widgets_core::ui::{Button, Page};
use widgets_core::{
    Access, Answer, Context, Input, NoticeKind, OrgCtx, Problem, Row, UserCtx, Visit, Widget,
};

use crate::host::probe::BREW;

const PUT: NoticeKind = NoticeKind::new("safe.put", |_| "It is in the safe.".to_owned());

/// The fields of the form, beside those that are ours.
pub const FIELDS: [&str; 5] = [
    "thing",
    "pin",
    "new_password",
    "Secret_word",
    "one_time_code",
];

/// What reached the actions: the fields that were there, `name=value` and in order.
#[derive(Debug, Clone, Default)]
pub struct Safe(Arc<Mutex<Vec<String>>>);

impl Safe {
    /// Everything so far.
    pub fn put(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// The widget: one form for whoever is signed in, one for members who may brew.
    pub fn widget(&self) -> Widget {
        let (own, shared) = (self.clone(), self.clone());
        Widget::new("safe")
            .get("form", "/safe", Access::user(), |ctx: UserCtx, _| {
                form(Visit::clone(&ctx), "/safe".to_owned(), "put")
            })
            .row(
                Row::post(
                    "put",
                    "/safe",
                    Access::user().fresh(),
                    move |ctx: UserCtx, input| put(own.clone(), ctx, input),
                )
                .secret_fields(&["pin"]),
            )
            .get(
                "shared_form",
                "/safe/o/{organization}",
                Access::member(),
                |ctx: OrgCtx, _| {
                    let slug = ctx.membership().organization.slug.clone();
                    form(Visit::clone(&ctx), format!("/safe/o/{slug}"), "put_shared")
                },
            )
            .post(
                "put_shared",
                "/safe/o/{organization}",
                Access::member().permission(BREW).fresh(),
                move |ctx: OrgCtx, input| put(shared.clone(), ctx, input),
            )
            .notice(PUT)
    }
}

async fn form(visit: Visit, path: String, row: &str) -> Result<Answer, Problem> {
    let kept = visit.kept_form(row).await;
    let thing = kept.map(|own| own.get("thing").to_owned());
    let data = json!({ "kept": thing });
    Ok(Answer::page(data, move |visit, _| {
        let thing = thing.unwrap_or_default();
        page(visit, &path, &thing, &FieldErrors::default())
    }))
}

async fn put<C: Context>(safe: Safe, _: C, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let slug = input.param("organization").to_owned();
    let there = FIELDS
        .iter()
        .flat_map(|name| fields.all(name).map(move |value| format!("{name}={value}")));
    let there: Vec<String> = there.collect();
    let path = if slug.is_empty() {
        "/safe".to_owned()
    } else {
        format!("/safe/o/{slug}")
    };
    if fields.get("thing") == "panic" {
        panic!("the safe fell over");
    }
    if fields.get("thing").is_empty() || fields.is_set("needs_pin") && !fields.is_set("pin") {
        let thing = fields.get("thing").to_owned();
        let missing = FieldErrors::one("thing", "Something is missing.");
        return Err(Problem::invalid(missing, move |visit, errors| {
            page(visit, &path, &thing, errors)
        }));
    }
    safe.0.lock().unwrap().push(there.join("&"));
    Ok(Answer::done(json!({ "put": true }), path.as_str()).notice(PUT))
}

fn page(visit: &Visit, path: &str, thing: &str, errors: &FieldErrors) -> Page {
    let ui = visit.elements();
    let field = visit.field("thing", "Thing").value(thing).errors(errors);
    let form = visit
        .form(path)
        .fields(ui.field(&field))
        .buttons(ui.button(&Button::main("Put")));
    Page::new("Safe", html! { h1 { "Safe" } (ui.form(&form)) }).refused_if(errors)
}
