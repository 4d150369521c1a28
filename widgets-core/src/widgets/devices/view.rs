//! Pages.

use maud::{Markup, html};

use super::model::{Asked, DEVICE, DeviceList, Kind, Listed, Trust};
use crate::context::RequestCtx;
use crate::context::question::{Question, SelectedRow};
use crate::stores::DeviceOrder;
use crate::ui::{
    Badge, Direction, Empty, Head, Icon, LinkButton, LinkRole, Page, Slot, Table, Tone, Weight,
};

pub(super) fn list(ctx: &RequestCtx, list: &DeviceList) -> Page {
    let (ui, words, asked) = (ctx.elements(), ctx.messages().words(), &list.asked);
    let title = words.devices_title();
    let href = ctx.link("/devices/others/forget");
    let others = LinkButton::new(words.devices_forget_others(), &href, Weight::Outlined);
    let others = others.role(LinkRole::Asks);
    let href = ctx.link("/devices/distrust-all");
    let none = LinkButton::new(words.devices_distrust_all(), &href, Weight::Outlined);
    let none = none.role(LinkRole::Asks);
    let trusted = list.devices.iter().any(|own| own.trusted_until.is_some());
    let actions = html! {
        @if trusted { (ui.link_button(&none)) " " }
        (ui.link_button(&others))
    };
    let head = Head::new(title, words.devices_lead()).inside(ctx.is_fragment());
    let shown = ctx
        .list(title)
        .search(words.devices_search(), &asked.q)
        .filter(
            "kind",
            words.devices_kind(),
            words.devices_kind_all(),
            asked.kind,
            |kind| match kind {
                Kind::Computer => words.devices_kind_computer(),
                Kind::Handheld => words.devices_kind_handheld(),
            },
        )
        .filter(
            "trust",
            words.devices_trust(),
            words.devices_trust_all(),
            asked.trust,
            |Trust::Trusted| words.devices_trust_only(),
        )
        .pages(asked.after.is_some(), list.next.text())
        .empty(Empty::new(words.devices_none(), words.devices_none_text()))
        .bulk(words.devices_forget_selected(), "/devices/forget");
    let by = |title, order| {
        let column = shown.sorted_column(title, order, Direction::Descending, asked.sort);
        column.named(true)
    };
    let columns = [
        shown.column(words.devices_browser()),
        by(words.devices_last_used(), DeviceOrder::LastUsed),
        by(words.devices_created(), DeviceOrder::Created),
        shown.column(words.devices_expires()).named(true),
        shown.column(words.devices_actions()).silent(true),
    ];
    let devices = list.devices.iter();
    let rows = devices.clone().map(|own| row(ctx, own)).collect();
    let label = |own: &Listed| words.devices_select(ctx.messages().device(&own.device));
    let ticks = shown.ticks(DEVICE, devices.map(|own| (own.id.to_string(), label(own))));
    let table = Table::new(title, &columns, rows).ticks(Some(ticks));
    let body = html! {
        (ui.head(&head.action((!list.devices.is_empty()).then(|| Slot::of(&actions)))))
        (shown.clone().table(table))
    };
    Page::new(title, body).wide()
}

fn row(ctx: &RequestCtx, own: &Listed) -> Vec<Markup> {
    let (ui, messages, words) = (ctx.elements(), ctx.messages(), ctx.messages().words());
    let name = messages.device(&own.device);
    let (act, about) = (words.devices_forget(), words.devices_forget_label(&name));
    let href = ctx.ask_link("/devices/forget", DEVICE, own.id.as_str());
    let forget = LinkButton::quiet(act, &href, &about).role(LinkRole::Asks);
    let href = ctx.ask_link("/devices/distrust", DEVICE, own.id.as_str());
    let about = words.devices_distrust_label(&name);
    let distrust = LinkButton::quiet(words.devices_distrust(), &href, &about);
    let distrust = distrust.role(LinkRole::Asks);
    let until = own.trusted_until.map(|at| messages.date(at));
    let until = until.map(|date| words.devices_trusted(date));
    vec![
        html! {
            bdi { (name) }
            @if own.current { " " (ui.badge(&Badge::new(words.devices_this(), Tone::Good))) }
            @if let Some(until) = &until { " " (ui.badge(&Badge::new(until, Tone::Plain))) }
        },
        html! { (messages.ago(own.last_used_at, ctx.now())) },
        html! { (messages.date(own.created_at)) },
        html! { (messages.date(own.expires_at)) },
        html! {
            @if until.is_some() { (ui.link_button(&distrust)) " " }
            (ui.link_button(&forget))
        },
    ]
}

pub(super) fn ask_forget(ctx: &RequestCtx, asked: &Asked) -> Page {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    let title = match &asked.devices[..] {
        [own] => words.devices_forget_title(messages.device(&own.device)),
        several => words.devices_forget_several_title(several.len()),
    };
    let (text, act) = (words.devices_forget_text(), words.devices_forget());
    let question = Question::new(&title, text, act, "/devices");
    about(ctx, question, "/devices/forget", asked)
}

pub(super) fn ask_distrust(ctx: &RequestCtx, asked: &Asked) -> Page {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    let title = match &asked.devices[..] {
        [own] => words.devices_distrust_title(messages.device(&own.device)),
        several => words.devices_distrust_several_title(several.len()),
    };
    let (text, act) = (words.devices_distrust_text(), words.devices_distrust());
    let question = Question::new(&title, text, act, "/devices");
    about(ctx, question, "/devices/distrust", asked)
}

/// Asks about these browsers.
fn about(ctx: &RequestCtx, question: Question<'_>, path: &str, asked: &Asked) -> Page {
    let rows = asked.devices.iter().map(|own| {
        let icon = Icon::of_device(own.device.handheld);
        SelectedRow::new(own.id.as_str(), ctx.messages().device(&own.device), icon)
    });
    ctx.question_about(question, ctx.form(path), DEVICE, rows.collect())
}

pub(super) fn ask_distrust_all(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let (title, text) = (
        words.devices_distrust_all_title(),
        words.devices_distrust_text(),
    );
    let question = Question::new(title, text, words.devices_distrust_all(), "/devices");
    ctx.question(question, ctx.form("/devices/distrust-all"))
}

pub(super) fn ask_others(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let (title, text) = (
        words.devices_forget_others_title(),
        words.devices_forget_text(),
    );
    let question = Question::new(title, text, words.devices_forget_others(), "/devices");
    ctx.question(question, ctx.form("/devices/others/forget"))
}
