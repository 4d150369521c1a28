//! The security check-up: a short list of what is weak, or that nothing is.

use maud::{Markup, html};

use crate::context::RequestCtx;
use crate::i18n::plain;
use crate::table::Table;
use crate::table::checks::{Facts, Weakness, WeaknessData};
use crate::ui::{Card, Icon, IconRow, LinkButton, Slot, Weight};

/// What the checks of all widgets found, by their names.
pub(super) struct Found(Vec<(&'static str, Weakness)>);

impl Found {
    pub(super) fn of(ctx: &RequestCtx, facts: &Facts<'_>) -> Self {
        let checks = Table::of(ctx.app()).checks();
        let found = checks.filter_map(|own| Some((own.name, (own.look)(ctx, facts)?)));
        Self(found.collect())
    }

    pub(super) fn data(&self, ctx: &RequestCtx) -> Vec<WeaknessData> {
        let all = self.0.iter().map(|&(name, ref own)| WeaknessData {
            name,
            title: plain(&own.title),
            why: plain(&own.why),
            address: ctx.href(own.mend.1),
        });
        all.collect()
    }
}

/// The card. During impersonation it has no buttons.
pub(super) fn card(ctx: &RequestCtx, found: &Found, not_impersonated: bool) -> Markup {
    let (ui, words) = (ctx.elements(), ctx.messages().words());
    let rows = html! {
        @if found.0.is_empty() {
            @let facts = [words.check_up_well_text().to_owned()];
            (ui.icon_row(&IconRow::new(words.check_up_well()).icon(Icon::Done).facts(&facts)))
        }
        @for (_, own) in &found.0 { (row(ctx, own, not_impersonated)) }
    };
    ui.card(&Card::rows(rows).title(words.check_up_title()))
        .into()
}

fn row(ctx: &RequestCtx, own: &Weakness, not_impersonated: bool) -> Markup {
    let ui = ctx.elements();
    let facts = [own.why.clone()];
    let row = IconRow::new(&own.title).icon(own.icon).facts(&facts);
    if !not_impersonated {
        return ui.icon_row(&row).into();
    }
    let (label, path) = &own.mend;
    let href = ctx.link(path);
    let about = format!("{label}: {}", own.title);
    let link = LinkButton {
        about: Some(&about),
        ..LinkButton::new(label, &href, Weight::Outlined).role(own.role)
    };
    let link = ui.link_button(&link);
    ui.icon_row(&row.action(Slot::of(&link))).into()
}
