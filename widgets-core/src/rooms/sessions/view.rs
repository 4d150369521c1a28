//! The pages of the room.

use maud::{Markup, html};

use super::device::Device;
use super::model::{Listed, SessionList};
use crate::ctx::Visit;
use crate::stores::Method;
use crate::ui::{
    Icon, Page, Weight, ask_link, card, confirm, good_badge, head, hint, pager, row, row_ask_link,
};

pub(super) fn list(visit: &Visit, list: &SessionList) -> Page {
    let words = visit.messages().words();
    let title = words.sessions_title();
    let alone = list.sessions.iter().all(|session| session.current) && !list.continued;
    let end_others = (!alone).then(|| {
        let path = visit.link("/sessions/others/end");
        ask_link(&words.sessions_end_others(), &path, Weight::Outlined)
    });
    let first = list
        .continued
        .then(|| (words.sessions_first(), visit.here("after", "")));
    let more = list.next.as_ref();
    let more = more.map(|next| (words.sessions_more(), visit.here("after", next)));
    let ways: Vec<_> = first.into_iter().chain(more).collect();
    let rows = html! { @for session in &list.sessions { (listed(visit, session)) } };
    let body = html! {
        (head(&title, &words.sessions_lead(), end_others))
        (card(&rows))
        @if alone { (hint(&words.sessions_only_this())) }
        (pager(&ways))
    };
    Page::new(title, body)
}

fn listed(visit: &Visit, session: &Listed) -> Markup {
    let words = visit.messages().words();
    let device = device_name(visit, session.device);
    let icon = if session.device.handheld {
        Icon::Phone
    } else {
        Icon::Computer
    };
    let title = html! {
        (device)
        @if session.current { (good_badge(&words.sessions_this())) }
    };
    let place = if session.address.is_empty() {
        words.sessions_place_unknown()
    } else {
        session.address.clone()
    };
    let opened = visit.messages().ago(session.created_at, visit.now());
    let opened = match session.method {
        Method::Password => words.sessions_by_password(opened),
        Method::Link => words.sessions_by_link(opened),
    };
    let seen = if session.current {
        words.sessions_active_now()
    } else {
        words.sessions_active(visit.messages().ago(session.seen_at, visit.now()))
    };
    let ends = words.sessions_expires(visit.messages().date(session.expires_at));
    let facts = [format!("{place} · {opened}"), format!("{seen} · {ends}")];
    let action = html! {
        @if session.current { span {} } @else {
            (row_ask_link(
                &words.sessions_end(),
                &words.sessions_end_label(&device),
                &visit.link(&format!("/sessions/{}/end", session.id)),
            ))
        }
    };
    row(&icon.show(), &title, &facts, &action)
}

fn device_name(visit: &Visit, device: Device) -> String {
    let words = visit.messages().words();
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => words.sessions_browser_on(browser, system),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => words.sessions_device_unknown(),
    }
}

pub(super) fn ask_end(visit: &Visit, session: &Listed) -> Page {
    let words = visit.messages().words();
    let device = device_name(visit, session.device);
    let title = words.sessions_end_title(&device);
    let text = if session.current {
        words.sessions_end_this_text()
    } else {
        words.sessions_end_text()
    };
    let path = format!("/sessions/{}/end", session.id);
    ask(visit, title, &text, &path, &words.sessions_end())
}

pub(super) fn ask_others(visit: &Visit) -> Page {
    let words = visit.messages().words();
    let title = words.sessions_end_others_title();
    let text = words.sessions_end_others_text();
    ask(
        visit,
        title,
        &text,
        "/sessions/others/end",
        &words.sessions_end_others(),
    )
}

fn ask(visit: &Visit, title: String, text: &str, path: &str, act: &str) -> Page {
    let cancel = visit.messages().words().sessions_cancel();
    let body = html! {
        (head(&title, text, None))
        (confirm(visit, path, act, (&cancel, "/sessions")))
    };
    Page::new(title, body)
}
