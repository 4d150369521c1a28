//! The overview page: one card per kind of credential.

use std::collections::BTreeMap;

use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::password;
use crate::context::answer::{Answer, AnswerResult};
use crate::context::{RequestCtx, UserCtx};
use crate::http::request::Input;
use crate::table::Table;
use crate::table::proofs::CredentialState;
use crate::ui::{Card, Head, LinkButton, Page, Slot, Weight};

/// State of the account's credentials: whether each is set, by its name.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Security")]
#[serde(transparent)]
pub(super) struct Overview(BTreeMap<&'static str, bool>);

pub(super) async fn show(ctx: UserCtx, _: Input) -> AnswerResult<Overview> {
    let own = password::credentials(&ctx).await?;
    let proofs = Table::of(ctx.app()).proofs();
    let states = proofs.filter_map(|proof| proof.credential);
    let states = states.map(|state| state(ctx.messages(), &own));
    let states: Vec<CredentialState> = states.collect();
    let set = states.iter().map(|own| (own.name, own.is_set)).collect();
    let not_impersonated = ctx.is_not_impersonated();
    Ok(Answer::page(Overview(set), move |request_ctx, _| {
        view(request_ctx, &states, not_impersonated)
    }))
}

/// During impersonation, the state is shown without controls to change it.
fn view(ctx: &RequestCtx, states: &[CredentialState], not_impersonated: bool) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.security_title();
    let body = html! {
        (ui.head(&Head::new(title, words.security_lead()).inside(ctx.is_fragment())))
        @for state in states { (card(ctx, state, not_impersonated)) }
    };
    Page::new(title, body)
}

fn card(ctx: &RequestCtx, state: &CredentialState, not_impersonated: bool) -> Markup {
    let ui = ctx.elements();
    let (label, path) = &state.change;
    let href = ctx.link(path);
    let link = ui.link_button(LinkButton::new(label, &href, Weight::Outlined));
    let card = Card {
        action: not_impersonated.then_some(Slot::of(&link)),
        ..Card::default()
    };
    ui.card(&card.title(&state.title).note(&state.note)).into()
}
