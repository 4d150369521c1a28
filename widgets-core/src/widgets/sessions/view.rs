//! Pages.

use std::time::Duration;

use maud::html;

use super::model::{Listed, SessionList};
use crate::context::RequestCtx;
use crate::context::question::Question;
use crate::stores::SignInMethod;
use crate::table::Table;
use crate::ui::{
    Badge, Buffer, Head, Icon, IconRow, LinkButton, LinkRole, Page, Slot, Tone, Weight, lazy,
};

/// How long before its end a session says so.
const NEAR: Duration = Duration::from_secs(3 * 24 * 60 * 60);

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
    let shown = ctx.list(title).pages(list.continued, list.next.text());
    let body = html! {
        (ui.head(&head.action((!alone).then(|| Slot::of(&end_others)))))
        (shown.rows(list.sessions.len(), Slot::of(&rows)))
        @if alone { (ui.hint(words.sessions_only_this())) }
    };
    Page::new(title, body)
}

fn listed(ctx: &RequestCtx, session: &Listed, out: &mut Buffer<'_>) {
    let words = ctx.messages().words();
    let ui = ctx.elements();
    let device = ctx.messages().device(&session.device);
    let icon = Icon::of_device(session.device.handheld);
    let place = place(ctx, session);
    let facts = facts(ctx, session, &place);
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
        words.sessions_end_label(&device, &facts[0]),
    );
    let href = ctx.link(&["/sessions/", session.id.as_str(), "/end"].concat());
    let end = LinkButton::quiet(act, &href, &about).role(LinkRole::Asks);
    out.write(ui.icon_row(&row.action(Slot::of(&ui.link_button(&end)))));
}

/// Where and when it was last used; how it was opened, and when it ends, only if that is news.
fn facts(ctx: &RequestCtx, session: &Listed, place: &str) -> Vec<String> {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    let mut facts = vec![place.to_owned()];
    if !session.current {
        let ago = messages.said_ago(session.last_used_at, ctx.now());
        facts.push(words.sessions_active(ago));
    }
    let impersonation = session.impersonation.as_ref();
    let usual = session.proofs.first().method == SignInMethod::PASSWORD && impersonation.is_none();
    if session.current || !usual {
        facts.push(opened(ctx, session));
    }
    if let Some(impersonation) = impersonation {
        facts.push(words.sessions_staff_reason(&impersonation.reason));
    }
    // Of a session that lasts only hours anyway, the end is no news.
    let lasting = session.expires_at.since(session.created_at) > 2 * NEAR;
    let ending = lasting && session.expires_at.since(ctx.now()) < NEAR;
    if impersonation.is_some() || ending {
        facts.push(words.sessions_expires(messages.date(session.expires_at)));
    }
    facts
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
    let ago = &messages.said_ago(session.created_at, ctx.now());
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

pub(super) fn ask_end(ctx: &RequestCtx, session: &Listed) -> Page {
    let words = ctx.messages().words();
    let device = ctx.messages().device(&session.device);
    let title = words.sessions_end_title(&device);
    let text = if session.current {
        words.sessions_end_this_text()
    } else {
        words.sessions_end_text()
    };
    let form = ctx.form(&format!("/sessions/{}/end", session.id));
    let question = Question::new(&title, text, words.sessions_end(), "/sessions");
    ctx.question(question, form)
}

pub(super) fn ask_others(ctx: &RequestCtx) -> Page {
    let words = ctx.messages().words();
    let (title, text) = (
        words.sessions_end_others_title(),
        words.sessions_end_others_text(),
    );
    let question = Question::new(title, text, words.sessions_end_others(), "/sessions");
    ctx.question(question, ctx.form("/sessions/others/end"))
}
