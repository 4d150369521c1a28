//! The page.

use maud::{Markup, html};

use super::LEAVE;
use super::model::SecondForm;
use crate::context::RequestCtx;
use crate::flows::second_factor::PATH;
use crate::flows::second_factor::trust::TRUST;
use crate::http::fields::FieldErrors;
use crate::http::query::with_query;
use crate::table::Table;
use crate::table::second::SecondPage;
use crate::ui::{Button, Card, FormShape, LinkButton, Page, Weight};

pub(super) fn form(ctx: &RequestCtx, shown: &SecondForm, errors: &FieldErrors) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.second_title();
    let lead = words.second_lead();
    let table = Table::of(ctx.app());
    let second = shown.method.as_ref().and_then(|own| table.proof(own));
    let second = second.and_then(|proof| proof.second.as_ref());
    let part = second.map(|own| {
        let page = SecondPage {
            path: own.path,
            email: &shown.email,
            trust: trust(ctx, shown),
        };
        (own.part)(ctx, &page, errors)
    });
    let part = part.unwrap_or_else(|| ui.hint(words.second_none()).into());
    let body = html! {
        (ctx.auth_head(title, Some(lead)))
        (ui.card(&Card::of(part)))
        (others(ctx, shown))
        (support(ctx, shown))
        (leave(ctx))
    };
    Page::narrow(title, body).refused_if(errors)
}

/// The choice to have the browser trusted.
fn trust(ctx: &RequestCtx, shown: &SecondForm) -> Markup {
    let words = ctx.messages().words();
    let Some(days) = shown.trust_days else {
        return html! {};
    };
    let label = words.second_trust(i64::from(days));
    let choice = ctx.checkbox(TRUST, &label).hint(words.second_trust_hint());
    ctx.elements()
        .checkbox(&choice.ticked_if(shown.trust))
        .into()
}

/// Links to the other factors that the account has.
fn others(ctx: &RequestCtx, shown: &SecondForm) -> Markup {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let table = Table::of(ctx.app());
    let others = shown
        .methods
        .iter()
        .filter(|own| Some(*own) != shown.method.as_ref());
    let others = others.filter_map(|own| table.proof(own));
    let others = others.filter_map(|proof| Some((proof, proof.second.as_ref()?)));
    let links: Vec<(String, String)> = others
        .map(|(proof, second)| {
            let way = Some(("way", proof.method.as_str()));
            let href = with_query(&ctx.link(PATH), &[], way);
            ((second.label)(ctx.messages()), href)
        })
        .collect();
    if links.is_empty() {
        return html! {};
    }
    html! {
        (ui.divider(words.second_other()))
        @for (label, href) in &links {
            (ui.link_button(&LinkButton::new(label, href, Weight::Outlined).wide()))
        }
    }
}

/// What helps people who have none of these.
fn support(ctx: &RequestCtx, shown: &SecondForm) -> Markup {
    let ui = ctx.elements();
    let Some(support) = &shown.support else {
        return html! {};
    };
    let label = ctx.messages().words().second_support();
    let link = support.link.as_deref();
    let link = link.map(|href| ui.link_button(LinkButton::new(label, href, Weight::Quiet).wide()));
    html! {
        (ui.hint(&support.text))
        @if let Some(link) = &link { (link) }
    }
}

fn leave(ctx: &RequestCtx) -> Markup {
    let ui = ctx.elements();
    let button = Button::new(ctx.messages().words().second_leave(), Weight::Quiet);
    let form = ctx
        .form(LEAVE)
        .shape(FormShape::Foot)
        .buttons(ui.button(&button));
    ui.form(&form).into()
}
