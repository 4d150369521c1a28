//! The overview page: one row per kind of credential.

use std::collections::BTreeMap;

use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::check_up::{self, Found};
use super::password;
use crate::context::{Answer, AnswerResult, Problem, RequestCtx, UserCtx};
use crate::flows::second_factor;
use crate::http::Input;
use crate::stores::{NewSession, PageRequest, Session};
use crate::table::Table;
use crate::table::checks::{Facts, WeaknessData};
use crate::table::proofs::{CredentialData, CredentialState, Section, SectionLink, SectionRow};
use crate::ui::{Badge, Card, Head, IconRow, LinkButton, LinkRole, Page, Slot, Weight};

/// State of the account's credentials, by their names, and what is weak about it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Security")]
pub(super) struct Overview {
    /// What is weak, what matters most first; empty if nothing is.
    check_up: Vec<WeaknessData>,
    #[serde(flatten)]
    credentials: BTreeMap<&'static str, CredentialData>,
}

pub(super) async fn show(ctx: UserCtx, _: Input) -> AnswerResult<Overview> {
    let own = password::credentials(&ctx).await?;
    let proofs = Table::of(ctx.app()).proofs();
    let states = proofs.filter_map(|proof| proof.credential);
    let states: Vec<CredentialState> = states.map(|state| state(&ctx, &own)).collect();
    let factors = second_factor::of_account(&ctx, ctx.account_id()).await?;
    let sections = Table::of(ctx.app()).proofs();
    let sections = sections.filter_map(|proof| proof.section);
    let sections: Vec<Section> = sections.map(|section| section(&ctx, &factors)).collect();
    let data = states.iter().filter_map(|own| own.data.clone());
    let further = sections.iter().flat_map(|own| own.data.clone());
    let credentials = data.chain(further).collect();
    let others = sessions_elsewhere(&ctx).await?;
    let facts = Facts {
        credentials: &own,
        factors: &factors,
        others: &others,
    };
    let found = Found::of(&ctx, &facts);
    let data = Overview {
        check_up: found.data(&ctx),
        credentials,
    };
    let elsewhere = u64::try_from(others.len()).unwrap_or(u64::MAX);
    let not_impersonated = ctx.is_not_impersonated();
    Ok(Answer::page(data, move |request_ctx, _| {
        view(
            request_ctx,
            &found,
            (&states, &sections),
            elsewhere,
            not_impersonated,
        )
    }))
}

/// The sessions that the account has besides this one.
async fn sessions_elsewhere(ctx: &UserCtx) -> Result<Vec<Session>, Problem> {
    let page = PageRequest::new(None, NewSession::MOST);
    let accounts = &ctx.stores().accounts;
    let current = &ctx.session().id;
    let others = accounts.list_sessions(ctx.account_id(), current, &page, ctx.now());
    Ok(others.await?.rows)
}

/// During impersonation, the state is shown without controls to change it.
fn view(
    ctx: &RequestCtx,
    found: &Found,
    (states, sections): (&[CredentialState], &[Section]),
    elsewhere: u64,
    not_impersonated: bool,
) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.security_title();
    let body = html! {
        (ui.head(&Head::new(title, words.security_lead()).inside(ctx.is_fragment())))
        (check_up::card(ctx, found, not_impersonated))
        (ui.card(&Card::rows(html! {
            @for state in states { (row(ctx, state, not_impersonated)) }
        }).title(words.security_methods())))
        @for section in sections { (card(ctx, section, not_impersonated)) }
        (devices(ctx, elsewhere))
    };
    Page::new(title, body)
}

/// A card for what the account can have several of.
fn card(ctx: &RequestCtx, section: &Section, not_impersonated: bool) -> Markup {
    let ui = ctx.elements();
    let add = section.add.as_ref().filter(|_| not_impersonated);
    let href = add.map(|(_, path)| ctx.link(path)).unwrap_or_default();
    let label = add.map(|(label, _)| label.as_str()).unwrap_or_default();
    let link = ui.link_button(LinkButton::new(label, &href, Weight::Outlined));
    let rows = html! {
        @for own in &section.rows { (section_row(ctx, own, not_impersonated)) }
    };
    let card = Card {
        action: add.map(|_| Slot::of(&link)),
        ..if section.rows.is_empty() {
            Card::default()
        } else {
            Card::rows(rows)
        }
    };
    html! {
        (ui.card(&card.title(&section.title).note(&section.note)))
        @if let Some(signals) = &section.signals { div data-wg-passkeys=(signals) hidden {} }
    }
}

fn section_row(ctx: &RequestCtx, own: &SectionRow, not_impersonated: bool) -> Markup {
    let ui = ctx.elements();
    let badge = own.badge.as_ref();
    let badges = html! {
        @if let Some((text, tone)) = badge { (ui.badge(&Badge::new(text, *tone))) }
    };
    let row = IconRow::new(&own.title).icon(own.icon).facts(&own.facts);
    let row = row.badges(badges);
    let links = html! {
        @for change in &own.changes { (section_link(ctx, change)) }
    };
    let changes = not_impersonated && !own.changes.is_empty();
    if !changes {
        return ui.icon_row(&row).into();
    }
    ui.icon_row(&row.action(links)).into()
}

fn section_link(ctx: &RequestCtx, change: &SectionLink) -> Markup {
    let href = ctx.link(&change.path);
    let link = LinkButton::quiet(&change.label, &href, &change.about).role(change.role);
    ctx.elements().link_button(&link).into()
}

/// Where the account is signed in, with a link to the list of devices.
fn devices(ctx: &RequestCtx, elsewhere: u64) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let (label, href) = (words.security_devices_show(), ctx.href("/sessions"));
    let link = ui.link_button(LinkButton::new(label, &href, Weight::Outlined));
    let card = Card {
        action: Some(Slot::of(&link)),
        ..Card::default()
    };
    let note = match elsewhere {
        0 => words.security_devices_only_this().to_owned(),
        others => words.security_devices_others(others),
    };
    let title = words.security_devices();
    ui.card(&card.title(title).note(&note)).into()
}

fn row(ctx: &RequestCtx, state: &CredentialState, not_impersonated: bool) -> Markup {
    let ui = ctx.elements();
    let facts = [state.note.clone()];
    let row = IconRow::new(&state.title).icon(state.icon).facts(&facts);
    let change = state.change.as_ref().map(|own| (own, LinkRole::Edits));
    let remove = state.remove.as_ref().map(|own| (own, LinkRole::Asks));
    if !not_impersonated || (change.is_none() && remove.is_none()) {
        return ui.icon_row(&row).into();
    }
    let links = html! {
        @for ((label, about, path), role) in change.into_iter().chain(remove) {
            @let href = ctx.link(path);
            (ui.link_button(&LinkButton::quiet(label, &href, about).role(role)))
        }
    };
    ui.icon_row(&row.action(links)).into()
}
