//! The overview page: one row per kind of credential.

use std::collections::BTreeMap;

use maud::{Markup, html};
use schemars::JsonSchema;
use serde::Serialize;

use super::{factor_reset, password};
use crate::context::{Answer, AnswerResult, Problem, RequestCtx, UserCtx};
use crate::flows::second_factor;
use crate::http::Input;
use crate::stores::{NewSession, PageRequest};
use crate::table::Table;
use crate::table::proofs::{CredentialData, CredentialState, Section, SectionLink, SectionRow};
use crate::types::Timestamp;
use crate::ui::{
    Badge, Card, Head, IconRow, LinkButton, LinkRole, Notice, Page, Slot, Tone, Weight,
};

/// State of the account's credentials, by their names.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Security")]
#[serde(transparent)]
pub(super) struct Overview(BTreeMap<&'static str, CredentialData>);

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
    let data = Overview(data.chain(further).collect());
    let reset = factor_reset::of_account(&ctx, ctx.account_id()).await?;
    let reset = reset.map(|own| own.due_at);
    let elsewhere = sessions_elsewhere(&ctx).await?;
    let not_impersonated = ctx.is_not_impersonated();
    Ok(Answer::page(data, move |request_ctx, _| {
        view(
            request_ctx,
            (&states, &sections),
            (elsewhere, reset),
            not_impersonated,
        )
    }))
}

/// How many sessions the account has besides this one.
async fn sessions_elsewhere(ctx: &UserCtx) -> Result<u64, Problem> {
    let page = PageRequest::new(None, NewSession::MOST);
    let accounts = &ctx.stores().accounts;
    let current = &ctx.session().id;
    let others = accounts.list_sessions(ctx.account_id(), current, &page, ctx.now());
    Ok(u64::try_from(others.await?.rows.len()).unwrap_or(u64::MAX))
}

/// During impersonation, the state is shown without controls to change it.
fn view(
    ctx: &RequestCtx,
    (states, sections): (&[CredentialState], &[Section]),
    (elsewhere, reset): (u64, Option<Timestamp>),
    not_impersonated: bool,
) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.security_title();
    let body = html! {
        (ui.head(&Head::new(title, words.security_lead()).inside(ctx.is_fragment())))
        @if not_impersonated {
            (reset_waits(ctx, reset))
            @for section in sections { (warning(ctx, section)) }
        }
        (ui.card(&Card::rows(html! {
            @for state in states { (row(ctx, state, not_impersonated)) }
        }).title(words.security_methods())))
        @for section in sections { (card(ctx, section, not_impersonated)) }
        (devices(ctx, elsewhere))
    };
    Page::new(title, body)
}

/// That second factors will be reset, with a link that calls it off.
fn reset_waits(ctx: &RequestCtx, due_at: Option<Timestamp>) -> Markup {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let Some(due_at) = due_at else {
        return html! {};
    };
    let text = words.factor_reset_text(ctx.messages().date_time(due_at));
    let href = ctx.link(factor_reset::OWN);
    let link = LinkButton::new(words.factor_reset_call_off(), &href, Weight::Quiet);
    let link = ui.link_button(link.role(LinkRole::Asks));
    let notice = Notice {
        action: Some(Slot::of(&link)),
        ..Notice::new(&text, Tone::Warn)
    };
    ui.notice(&notice).into()
}

/// What needs attention, with a link that mends it.
fn warning(ctx: &RequestCtx, section: &Section) -> Markup {
    let ui = ctx.elements();
    let Some((text, label, path)) = &section.warning else {
        return html! {};
    };
    let href = ctx.link(path);
    let link = LinkButton::new(label, &href, Weight::Quiet).role(LinkRole::Asks);
    let link = ui.link_button(&link);
    let notice = Notice {
        action: Some(Slot::of(&link)),
        ..Notice::new(text, Tone::Warn)
    };
    ui.notice(&notice).into()
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
    ui.card(&card.title(&section.title).note(&section.note))
        .into()
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
    let change = state.change.as_ref().filter(|_| not_impersonated);
    let Some((label, about, path)) = change else {
        return ui.icon_row(&row).into();
    };
    let href = ctx.link(path);
    let link = LinkButton::quiet(label, &href, about).role(LinkRole::Edits);
    let link = ui.link_button(&link);
    ui.icon_row(&row.action(Slot::of(&link))).into()
}
