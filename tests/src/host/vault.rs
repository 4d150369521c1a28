//! A widget whose form asks for a fresh sign-in: what somebody puts into a vault. It remembers what
//! reached its actions.

use std::sync::{Arc, Mutex};

use maud::html;
use serde_json::json;
use widgets_core::form::FieldErrors;
use widgets_core::ui::{Button, Page};
use widgets_core::{
    Access, Answer, Context, Endpoint, Input, NoticeKind, OrgCtx, Problem, RequestCtx, UserCtx,
    Widget,
};

use crate::host::probe::BREW;

const PUT: NoticeKind = NoticeKind::new("vault.put", |_| "It is in the vault.".to_owned());

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
pub struct VaultWidget(Arc<Mutex<Vec<String>>>);

impl VaultWidget {
    /// Everything so far.
    pub fn put(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// The widget: one form for whoever is signed in, one for members who may brew.
    pub fn widget(&self) -> Widget {
        let (own, shared) = (self.clone(), self.clone());
        Widget::new("vault")
            .get("form", "/vault", Access::user(), |ctx: UserCtx, _| {
                form(RequestCtx::clone(&ctx), "/vault".to_owned(), "put")
            })
            .endpoint(
                Endpoint::post(
                    "put",
                    "/vault",
                    Access::user().fresh(),
                    move |ctx: UserCtx, input| put(own.clone(), ctx, input),
                )
                .secret_fields(&["pin"]),
            )
            .get(
                "shared_form",
                "/vault/o/{organization}",
                Access::member(),
                |ctx: OrgCtx, _| {
                    let slug = ctx.membership().organization.slug.clone();
                    form(
                        RequestCtx::clone(&ctx),
                        format!("/vault/o/{slug}"),
                        "put_shared",
                    )
                },
            )
            .post(
                "put_shared",
                "/vault/o/{organization}",
                Access::member().permission(BREW).fresh(),
                move |ctx: OrgCtx, input| put(shared.clone(), ctx, input),
            )
            .notice(PUT)
    }
}

async fn form(ctx: RequestCtx, path: String, endpoint: &str) -> Result<Answer, Problem> {
    let kept = ctx.pending_form(endpoint).await;
    let thing = kept.map(|own| own.get("thing").to_owned());
    let data = json!({ "kept": thing });
    Ok(Answer::page(data, move |ctx, _| {
        let thing = thing.unwrap_or_default();
        page(ctx, &path, &thing, &FieldErrors::default())
    }))
}

async fn put<C: Context>(vault: VaultWidget, _: C, input: Input) -> Result<Answer, Problem> {
    let fields = input.body();
    let slug = input.param("organization").to_owned();
    let there = FIELDS
        .iter()
        .flat_map(|name| fields.all(name).map(move |value| format!("{name}={value}")));
    let there: Vec<String> = there.collect();
    let path = if slug.is_empty() {
        "/vault".to_owned()
    } else {
        format!("/vault/o/{slug}")
    };
    if fields.get("thing") == "panic" {
        panic!("the vault fell over");
    }
    if fields.get("thing").is_empty() || fields.is_set("needs_pin") && !fields.is_set("pin") {
        let thing = fields.get("thing").to_owned();
        let missing = FieldErrors::one("thing", "Something is missing.");
        return Err(Problem::invalid(missing, move |ctx, errors| {
            page(ctx, &path, &thing, errors)
        }));
    }
    vault.0.lock().unwrap().push(there.join("&"));
    Ok(Answer::done(json!({ "put": true }), path.as_str()).notice(PUT))
}

fn page(ctx: &RequestCtx, path: &str, thing: &str, errors: &FieldErrors) -> Page {
    let ui = ctx.elements();
    let field = ctx.field("thing", "Thing").value(thing).errors(errors);
    let form = ctx
        .form(path)
        .fields(ui.field(&field))
        .buttons(ui.button(&Button::main("Put")));
    Page::new("Vault", html! { h1 { "Vault" } (ui.form(&form)) }).refused_if(errors)
}
