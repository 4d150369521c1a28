//! A widget whose form asks for a fresh sign-in: what somebody puts into a vault. It remembers what
//! reached its actions.

use crate::prelude::*;
use std::sync::Mutex;

use maud::html;
use widgets_core::problem::ErrorPage;
use widgets_core::ui::{Button, Page};
use widgets_core::{Context, NoticeKind, OrgCtx};

const PUT: NoticeKind = NoticeKind::new("vault.put", |_| "It is in the vault.".to_owned());

/// The fields of the form, beside the hidden ones of the platform.
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

    /// The widget: one form for signed-in people, one for members with the permission to brew.
    pub fn widget(&self) -> Widget {
        let own = Put {
            vault: self.clone(),
            path: |_: &UserCtx| "/vault".to_owned(),
        };
        let shared = Put {
            vault: self.clone(),
            path: |ctx: &OrgCtx| format!("/vault/o/{}", ctx.membership().organization.slug),
        };
        Widget::new("vault")
            .get(
                "form",
                "/vault",
                Access::user(),
                |ctx: UserCtx, _: Input| form(RequestCtx::clone(&ctx), "/vault".to_owned(), "put"),
            )
            .endpoint(
                Endpoint::post("put", "/vault", Access::user().fresh(), own)
                    .secret_fields(&["pin"]),
            )
            .get(
                "shared_form",
                "/vault/o/{organization}",
                Access::member(),
                |ctx: OrgCtx, _: Input| {
                    let slug = ctx.membership().organization.slug.clone();
                    form(
                        RequestCtx::clone(ctx.user()),
                        format!("/vault/o/{slug}"),
                        "put_shared",
                    )
                },
            )
            .post(
                "put_shared",
                "/vault/o/{organization}",
                Access::member().permission(BREW).fresh(),
                shared,
            )
            .notice(PUT)
    }
}

async fn form(ctx: RequestCtx, path: String, endpoint: &str) -> AnswerResult<Value> {
    let kept = ctx.pending_form(endpoint).await;
    let thing = kept.map(|own| own.get("thing").to_owned());
    let data = json!({ "kept": thing });
    Ok(Answer::page(data, move |ctx, _| {
        let thing = thing.unwrap_or_default();
        page(ctx, &path, &thing, &FieldErrors::default())
    }))
}

/// Puts something into the vault.
struct Put<C> {
    vault: VaultWidget,
    /// The path of its form.
    path: fn(&C) -> String,
}

impl<C: Context> Action for Put<C> {
    type Ctx = C;
    type Path = ();
    type Fields = Fields;
    type Command = ();
    type Data = Value;

    async fn parse(&self, call: &Call<Self>) -> Result<(), Problem> {
        let fields = &call.input.fields;
        let sent = |name| !fields.get(name).is_empty();
        if !sent("thing") || sent("needs_pin") && !sent("pin") {
            return Err(FieldErrors::one("thing", "Something is missing.").into());
        }
        Ok(())
    }

    async fn run(&self, call: &Call<Self>, (): &()) -> AnswerResult<Value> {
        let fields = &call.input.fields;
        if fields.get("thing") == "panic" {
            panic!("the vault fell over");
        }
        let there = FIELDS
            .iter()
            .flat_map(|name| fields.all(name).map(move |value| format!("{name}={value}")));
        let there: Vec<String> = there.collect();
        self.vault.0.lock().unwrap().push(there.join("&"));
        Ok(Answer::done(json!({ "put": true }), (self.path)(&call.ctx).as_str()).notice(PUT))
    }

    async fn form(&self, call: &Call<Self>) -> Result<Option<ErrorPage>, Problem> {
        let ctx = &call.ctx;
        let (path, thing) = ((self.path)(ctx), call.input.fields.get("thing").to_owned());
        Ok(Some(Box::new(move |ctx, errors| {
            page(ctx, &path, &thing, errors)
        })))
    }
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
