//! The bare handler of the sessions page.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};

use super::frame::{self, Frame, isolated};
use super::{App, Refusal, Session};
use crate::pages;

pub(super) const LIST: &str = "SELECT s.id, s.account_id, s.created_at, s.proved_at, s.seen_at, \
     s.idle_until, s.expires_at, s.kept, s.method, s.address, s.user_agent, \
     s.impersonated_by, s.impersonated_reason, s.impersonated_until \
     FROM wg_accounts_sessions s \
     WHERE s.account_id = $1 AND s.id <> $2 AND (s.created_at, s.id) < ($3, $4) \
     AND s.idle_until > $5 AND s.expires_at > $5 \
     ORDER BY s.created_at DESC, s.id DESC LIMIT $6 + 0";

/// Sessions on a page.
const PAGE: usize = 20;

struct Page {
    now: i64,
    current: Session,
    others: Vec<Session>,
    more: bool,
}

pub(super) async fn show(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refusal> {
    let (current, email) = app.admit(&headers).await?;
    let rows = sqlx::query(LIST)
        .bind(&current.account)
        .bind(&current.id)
        .bind(i64::MAX)
        .bind("")
        .bind(app.now)
        .bind(i64::try_from(PAGE).unwrap() + 1)
        .fetch_all(&app.pool)
        .await?;
    let mut others: Vec<Session> = rows.iter().map(Session::read).collect::<Result<_, _>>()?;
    let more = others.len() > PAGE;
    others.truncate(PAGE);
    let name = app.profile(&current.account).await?.display_name;
    let frame = Frame {
        loads: app.loads,
        person: if name.is_empty() { &email } else { &name },
        title: "Sessions",
        path: pages::SESSIONS,
        widget: "sessions",
    };
    let page = Page {
        now: app.now,
        current,
        others,
        more,
    };
    Ok(super::page(frame::show(&frame, &list(&page))))
}

fn list(page: &Page) -> Markup {
    html! {
        div.wg-head {
            div.wg-head-text {
                h1.wg-title { "Sessions" }
                p.wg-lead { "Where you are signed in now." }
            }
            @if !page.others.is_empty() {
                a.wg-button href="/account/sessions/others/end" data-wg-confirm {
                    "Sign out of other devices"
                }
            }
        }
        section.wg-card {
            ul.wg-rows {
                (row(page, &page.current, true))
                @for session in &page.others { (row(page, session, false)) }
            }
        }
        @if page.others.is_empty() {
            p.wg-hint { "You are signed in nowhere else." }
        }
        @if let Some(last) = page.others.last().filter(|_| page.more) {
            nav.wg-pager aria-label="Sessions" {
                a.wg-button href={
                    "/account/sessions?after=" (last.created_at) "." (last.id)
                } { "Show older sessions" }
            }
        }
    }
}

fn row(page: &Page, session: &Session, current: bool) -> Markup {
    let (device, handheld) = device(&session.user_agent);
    let place = if session.address.is_empty() {
        "Unknown address"
    } else {
        &session.address
    };
    let way = if session.method == "password" {
        "a password"
    } else {
        "a one-time link"
    };
    let opened = ago(session.created_at, page.now);
    html! {
        li.wg-row.wg-row-icon {
            span.wg-icon-box {
                svg.wg-icon viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5"
                    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" {
                    @if handheld {
                        path d="M8.1 3h3.8a1.6 1.6 0 0 1 1.6 1.6v10.8a1.6 1.6 0 0 1-1.6 1.6H8.1a1.6 1.6 0 0 1-1.6-1.6V4.6A1.6 1.6 0 0 1 8.1 3zM9.3 14.6h1.4" {}
                    } @else {
                        path d="M5.2 5h9.6A1.2 1.2 0 0 1 16 6.2v5.6a1.2 1.2 0 0 1-1.2 1.2H5.2A1.2 1.2 0 0 1 4 11.8V6.2A1.2 1.2 0 0 1 5.2 5zM2.5 15.5h15" {}
                    }
                }
            }
            div.wg-row-main {
                div.wg-row-title {
                    bdi { (device) }
                    @if current { span.wg-badge.wg-badge-good { "This device" } }
                }
                ul.wg-facts.wg-row-note {
                    li { (place) }
                    li { "Signed in with " (way) " " (isolated(&opened)) }
                    li {
                        @if current {
                            "Active now"
                        } @else {
                            "Active " (isolated(&ago(session.seen_at, page.now)))
                        }
                    }
                    li { "Ends on " (isolated(&date(session.expires_at))) " at the latest" }
                }
            }
            @if !current {
                div.wg-row-action {
                    a.wg-button.wg-button-quiet href={ "/account/sessions/" (session.id) "/end" }
                        aria-label={ "Sign out " (isolated(&device)) ", " (isolated(place)) }
                        data-wg-confirm { "Sign out" }
                }
            }
        }
    }
}

/// The browser and system, and whether it is held in a hand.
fn device(agent: &str) -> (String, bool) {
    const BROWSERS: [(&str, &str); 7] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str, bool); 6] = [
        ("iPhone", "iPhone", true),
        ("iPad", "iPad", true),
        ("Android", "Android", true),
        ("Windows", "Windows", false),
        ("Macintosh", "macOS", false),
        ("Linux", "Linux", false),
    ];
    let browser = BROWSERS
        .iter()
        .find(|(mark, _)| agent.contains(mark))
        .map(|(_, name)| *name);
    let system = SYSTEMS.iter().find(|(mark, ..)| agent.contains(mark));
    let system_name = system.map(|(_, name, _)| *name);
    let name = match (browser, system_name) {
        (Some(browser), Some(system)) => {
            format!("\u{2068}{browser}\u{2069} on \u{2068}{system}\u{2069}")
        }
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "Unknown device".to_owned(),
    };
    (name, system.is_some_and(|(.., handheld)| *handheld))
}

fn ago(then: i64, now: i64) -> String {
    match (now - then) / 60_000_000 {
        ..1 => "just now".to_owned(),
        1 => "a minute ago".to_owned(),
        minutes @ 2..60 => format!("{minutes} minutes ago"),
        60..120 => "an hour ago".to_owned(),
        minutes @ 120..1_440 => format!("{} hours ago", minutes / 60),
        1_440..2_880 => "yesterday".to_owned(),
        minutes => format!("{} days ago", minutes / 1_440),
    }
}

fn date(at: i64) -> String {
    jiff::Timestamp::from_microsecond(at)
        .unwrap()
        .strftime("%-d %B %Y")
        .to_string()
}
