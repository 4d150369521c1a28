//! The overview page: one card per kind of credential.

use maud::{Markup, html};
use serde::Serialize;

use super::password;
use crate::context::answer::Answer;
use crate::context::problem::Problem;
use crate::context::{RequestCtx, UserCtx};
use crate::http::request::Input;
use crate::ui::{Card, Head, LinkButton, Page, Slot, Weight};

/// State of the account's credentials.
#[derive(Debug, Serialize)]
struct Overview {
    has_password: bool,
}

pub(super) async fn show(ctx: UserCtx, _: Input) -> Result<Answer, Problem> {
    let has_password = password::is_set(&ctx).await?;
    let not_impersonated = ctx.is_not_impersonated();
    Ok(Answer::page(
        Overview { has_password },
        move |request_ctx, overview| view(request_ctx, overview, not_impersonated),
    ))
}

/// During impersonation, the state is shown without controls to change it.
fn view(ctx: &RequestCtx, overview: &Overview, not_impersonated: bool) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.security_title();
    let body = html! {
        (ui.head(&Head::new(title, words.security_lead()).inside(ctx.is_fragment())))
        (password_card(ctx, overview, not_impersonated))
    };
    Page::new(title, body)
}

fn password_card(ctx: &RequestCtx, overview: &Overview, not_impersonated: bool) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (note, label, path) = if overview.has_password {
        (
            words.security_password_set(),
            words.security_change(),
            password::CHANGE,
        )
    } else {
        (
            words.security_password_none(),
            words.security_set(),
            password::SET,
        )
    };
    let href = ctx.link(path);
    let link = ui.link_button(LinkButton::new(label, &href, Weight::Outlined));
    let title = words.security_password();
    let card = Card {
        action: not_impersonated.then_some(Slot::of(&link)),
        ..Card::default()
    };
    ui.card(&card.title(title).note(note)).into()
}
