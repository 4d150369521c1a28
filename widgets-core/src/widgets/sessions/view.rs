//! Pages.

use maud::{Markup, html};

use super::device::Device;
use super::model::{Listed, SessionList};
use crate::context::RequestCtx;
use crate::stores::SignInMethod;
use crate::table::Table;
use crate::ui::{
    Badge, Buffer, Card, Confirm, Head, Icon, IconRow, LinkButton, LinkRole, Page, Pager, Slot,
    Tone, Weight, lazy,
};

pub(super) fn list(ctx: &RequestCtx, list: &SessionList) -> Page {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let title = words.sessions_title();
    let alone = list.sessions.iter().all(|session| session.current) && !list.continued;
    let href = ctx.link("/sessions/others/end");
    let end_others = LinkButton::new(words.sessions_end_others(), &href, Weight::Outlined);
    let end_others = end_others.role(LinkRole::Asks);
    let end_others = ui.link_button(end_others);
    let head = Head::new(title, words.sessions_lead()).inside(ctx.is_fragment());
    let rows = lazy(|out| {
        for session in &list.sessions {
            listed(ctx, session, out);
        }
    });
    let body = html! {
        (ui.head(&head.action((!alone).then(|| Slot::of(&end_others)))))
        (ui.card(&Card::rows(Slot::of(&rows))))
        @if alone { (ui.hint(words.sessions_only_this())) }
        (pager(ctx, title, list))
    };
    Page::new(title, body)
}

fn pager(ctx: &RequestCtx, title: &str, list: &SessionList) -> Markup {
    let words = ctx.messages().words();
    let (first, more) = (words.sessions_first(), words.sessions_more());
    let back = list.continued.then(|| ctx.here("after", ""));
    let on = list.next.as_ref().map(|next| ctx.here("after", next));
    let pager = Pager {
        label: title,
        back: back.as_deref().map(|href| (first, href)),
        on: on.as_deref().map(|href| (more, href)),
    };
    ctx.elements().pager(&pager).into()
}

fn listed(ctx: &RequestCtx, session: &Listed, out: &mut Buffer<'_>) {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let device = device_name(ctx, session.device);
    let icon = if session.device.handheld {
        Icon::Phone
    } else {
        Icon::Computer
    };
    let place = place(ctx, session);
    let mut facts = vec![
        place.clone(),
        opened(ctx, session),
        seen(ctx, session),
        words.sessions_expires(ctx.messages().date(session.expires_at)),
    ];
    if let Some(impersonation) = &session.impersonation {
        facts.push(words.sessions_staff_reason(&impersonation.reason));
    }
    let row = IconRow::new(&device).icon(icon).facts(&facts);
    if session.current {
        let this = Badge::new(words.sessions_this(), Tone::Good);
        out.write(ui.icon_row(&row.badges(Slot::of(&ui.badge(&this)))));
        return;
    }
    // The accessible name includes the place: several sessions may be of the same browser and
    // system.
    let (act, about) = (
        words.sessions_end(),
        words.sessions_end_label(&device, &place),
    );
    let href = ctx.link(&["/sessions/", session.id.as_str(), "/end"].concat());
    let end = LinkButton::quiet(act, &href, &about).role(LinkRole::Asks);
    out.write(ui.icon_row(&row.action(Slot::of(&ui.link_button(&end)))));
}

fn place(ctx: &RequestCtx, session: &Listed) -> String {
    if session.address.is_empty() {
        return ctx.messages().words().sessions_place_unknown().to_owned();
    }
    session.address.clone()
}

/// How it was opened, as the proof says.
fn opened(ctx: &RequestCtx, session: &Listed) -> String {
    let messages = ctx.messages();
    let ago = messages.ago(session.created_at, ctx.now());
    let impersonation = session.impersonation.as_ref();
    let method = match impersonation {
        Some(_) => &SignInMethod::IMPERSONATION,
        None => &session.proofs.first().method,
    };
    match Table::of(ctx.app()).proof(method) {
        Some(proof) => (proof.opened)(messages, ago, impersonation),
        // Of the host, or of a widget that is no longer mounted.
        None => messages.words().sessions_opened(ago),
    }
}

fn seen(ctx: &RequestCtx, session: &Listed) -> String {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    if session.current {
        return words.sessions_active_now().to_owned();
    }
    words.sessions_active(messages.ago(session.last_used_at, ctx.now()))
}

fn device_name(ctx: &RequestCtx, device: Device) -> String {
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => {
            ctx.messages().words().sessions_browser_on(browser, system)
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => ctx.messages().words().sessions_device_unknown().to_owned(),
    }
}

pub(super) fn ask_end(ctx: &RequestCtx, session: &Listed) -> Page {
    let words = ctx.messages().words();
    let device = device_name(ctx, session.device);
    let title = words.sessions_end_title(&device);
    let text = if session.current {
        words.sessions_end_this_text()
    } else {
        words.sessions_end_text()
    };
    let path = format!("/sessions/{}/end", session.id);
    ask(ctx, &title, text, &path, words.sessions_end())
}

pub(super) fn ask_others(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let title = words.sessions_end_others_title();
    let text = words.sessions_end_others_text();
    let act = words.sessions_end_others();
    ask(ctx, title, text, "/sessions/others/end", act)
}

fn ask(ctx: &RequestCtx, title: &str, text: &str, path: &str, act: &str) -> Page {
    let ui = ctx.elements();
    let (cancel, back) = (
        ctx.messages().words().sessions_cancel(),
        ctx.back("/sessions"),
    );
    let confirm = Confirm {
        form: ctx.form(path),
        act,
        back: (cancel, &back),
    };
    let body = html! { (ui.head(&Head::new(title, text))) (ui.confirm(&confirm)) };
    Page::new(title, body)
}
