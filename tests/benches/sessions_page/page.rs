//! The bare handler's page.

use maud::{DOCTYPE, Markup, html};

use crate::bare::Session;
use crate::server::NAME;

pub(crate) struct Page {
    pub(crate) now: i64,
    pub(crate) style: &'static str,
    pub(crate) person: String,
    pub(crate) current: Session,
    pub(crate) others: Vec<Session>,
    pub(crate) more: bool,
}

pub(crate) fn show(page: &Page) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Sessions · " (NAME) }
                link rel="stylesheet" href=(page.style);
            }
            body.wg {
                a.wg-skip href="#content" { "Skip to the content" }
                header.wg-bar {
                    a.wg-brand href="/account" { (NAME) }
                    div.wg-bar-end {
                        span.wg-avatar aria-hidden="true" { (initials(&page.person)) }
                        span.wg-bar-name { (page.person) }
                        a.wg-button.wg-button-quiet.wg-button-plain href="/account/sign-out" {
                            "Sign out"
                        }
                    }
                }
                div.wg-page {
                    nav.wg-nav aria-label="Account" {
                        div.wg-nav-group {
                            span.wg-nav-label { "You" }
                            a href="/account/sessions" aria-current="page" { "Sessions" }
                        }
                    }
                    main.wg-main id="content" tabindex="-1" { (list(page)) }
                }
            }
        }
    }
}

fn list(page: &Page) -> Markup {
    html! {
        div.wg-head {
            div {
                h1.wg-title { "Sessions" }
                p.wg-lead { "Where you are signed in now." }
            }
            @if !page.others.is_empty() {
                a.wg-button href="/account/sessions/others/end" { "Sign out of other devices" }
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
            div.wg-pager {
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
                        rect x="6.5" y="3" width="7" height="14" rx="1.6" {}
                        path d="M9.3 14.6h1.4" {}
                    } @else {
                        rect x="4" y="5" width="12" height="8" rx="1.2" {}
                        path d="M2.5 15.5h15" {}
                    }
                }
            }
            div.wg-row-main {
                div.wg-row-title {
                    (device)
                    @if current { span.wg-badge.wg-badge-good { "This device" } }
                }
                div.wg-row-note { (place) " · Signed in with " (way) " " (isolated(&opened)) }
                div.wg-row-note {
                    @if current {
                        "Active now"
                    } @else {
                        "Active " (isolated(&ago(session.seen_at, page.now)))
                    }
                    " · Ends on " (isolated(&date(session.expires_at))) " at the latest"
                }
            }
            @if current { span {} } @else {
                a.wg-button.wg-button-quiet href={ "/account/sessions/" (session.id) "/end" }
                    aria-label={ "Sign out " (isolated(&device)) } { "Sign out" }
            }
        }
    }
}

/// What stands in a sentence without changing its direction of writing.
fn isolated(text: &str) -> Markup {
    html! { "\u{2068}" (text) "\u{2069}" }
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
        minutes @ 2..60 => format!("\u{2068}{minutes}\u{2069} minutes ago"),
        60..120 => "an hour ago".to_owned(),
        minutes @ 120..1_440 => format!("\u{2068}{}\u{2069} hours ago", minutes / 60),
        1_440..2_880 => "yesterday".to_owned(),
        minutes => format!("\u{2068}{}\u{2069} days ago", minutes / 1_440),
    }
}

fn date(at: i64) -> String {
    jiff::Timestamp::from_microsecond(at)
        .unwrap()
        .strftime("%-d %B %Y")
        .to_string()
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut letters = name
        .split([' ', '@'])
        .filter_map(|word| word.chars().next());
    let (first, last) = (letters.next(), letters.next_back());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}
