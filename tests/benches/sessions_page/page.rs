//! The bare handler's page.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::bare::Session;
use crate::server::NAME;

pub(crate) struct Page {
    pub(crate) now: i64,
    pub(crate) loads: &'static str,
    pub(crate) person: String,
    pub(crate) current: Session,
    pub(crate) others: Vec<Session>,
    pub(crate) more: bool,
}

pub(crate) fn show(page: &Page) -> Markup {
    html! {
        (DOCTYPE)
        html.wg-root lang="en" dir="ltr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Sessions · " (NAME) }
                (PreEscaped(page.loads))
            }
            body.wg {
                a.wg-skip href="#content" { "Skip to the content" }
                header.wg.wg-bar {
                    a.wg-brand href="/account" {
                        span.wg-avatar.wg-avatar-square aria-hidden="true" { (initials(NAME)) }
                        span { (NAME) }
                    }
                    div.wg-bar-end id="wg-person" data-wg-live {
                        span.wg-avatar aria-hidden="true" { (initials(&page.person)) }
                        span.wg-bar-name { bdi { (page.person) } }
                        a.wg-button href="/account/sign-out" { "Sign out" }
                    }
                }
                div.wg.wg-page {
                    nav.wg-nav id="wg-navigation" aria-label="Account" data-wg-live {
                        div.wg-nav-group {
                            p.wg-nav-label { bdi { "You" } }
                            ul {
                                li { a href="/account/profile" { "Profile" } }
                                li {
                                    a href="/account/sessions" aria-current="page" { "Sessions" }
                                }
                            }
                        }
                    }
                    main.wg-main id="content" tabindex="-1" {
                        div.wg-widget id="wg-sessions" data-wg-widget="sessions" { (list(page)) }
                    }
                }
            }
        }
    }
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
                        aria-label={ "Sign out " (isolated(&device)) } data-wg-confirm { "Sign out" }
                }
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
