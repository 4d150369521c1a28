//! The bare handler of the profile page.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};

use super::frame::{self, Frame, initials, isolated};
use super::{App, Profile, Refusal};
use crate::pages;

struct Page<'a> {
    now: i64,
    called: &'a str,
    email: &'a str,
    profile: &'a Profile,
}

pub(super) async fn show(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refusal> {
    let (session, email) = app.admit(&headers).await?;
    let profile = app.profile(&session.account).await?;
    let called = called(&profile).unwrap_or_else(|| email.clone());
    let frame = Frame {
        loads: app.loads,
        person: &called,
        title: "Profile",
        path: pages::PROFILE,
        widget: "profile",
    };
    let page = Page {
        now: app.now,
        called: &called,
        email: &email,
        profile: &profile,
    };
    Ok(super::page(frame::show(&frame, &body(&page))))
}

fn body(page: &Page<'_>) -> Markup {
    let profile = page.profile;
    html! {
        div.wg-head {
            div.wg-head-text {
                h1.wg-title { "Profile" }
                p.wg-lead { "How you appear to people you work with." }
            }
        }
        section.wg-card {
            ul.wg-rows {
                li.wg-row.wg-row-icon {
                    span.wg-avatar.wg-avatar-large aria-hidden="true" { (initials(page.called)) }
                    div.wg-row-main {
                        div.wg-row-title { bdi { (page.called) } }
                        @if page.called != page.email {
                            ul.wg-facts.wg-row-note { li { (page.email) } }
                        }
                    }
                }
                (fact("Name", &given(&full_name(profile)), ("Edit", "Edit name", "/account/profile/names#given_name")))
                (fact(
                    "Display name",
                    &given(&profile.display_name),
                    ("Edit", "Edit display name", "/account/profile/names#display_name"),
                ))
            }
        }
        section.wg-card {
            div.wg-card-head { h2.wg-card-title { "Preferences" } }
            ul.wg-rows {
                (fact(
                    "Language",
                    &language(profile),
                    ("Change", "Change language", "/account/profile/preferences#language"),
                ))
                (fact(
                    "Time zone",
                    &zone(page),
                    ("Change", "Change time zone", "/account/profile/preferences#time_zone"),
                ))
            }
        }
    }
}

/// A fact, and the link that changes it: its label, the same in full, and where it leads.
fn fact(key: &str, value: &Markup, (label, about, href): (&str, &str, &str)) -> Markup {
    html! {
        li.wg-row.wg-row-fact {
            span.wg-row-key { (key) }
            div.wg-row-main { div.wg-row-title { (value) } }
            div.wg-row-action {
                a.wg-button.wg-button-quiet href=(href) aria-label=(about) { (label) }
            }
        }
    }
}

fn given(name: &str) -> Markup {
    html! { @if name.is_empty() { "Not given" } @else { bdi { (name) } } }
}

/// The display name, else given and family name.
fn called(profile: &Profile) -> Option<String> {
    let name = if profile.display_name.is_empty() {
        joined(&[&profile.given_name, &profile.family_name])
    } else {
        profile.display_name.clone()
    };
    Some(name).filter(|name| !name.is_empty())
}

fn full_name(profile: &Profile) -> String {
    joined(&[
        &profile.given_name,
        &profile.middle_name,
        &profile.family_name,
    ])
}

fn joined(parts: &[&str]) -> String {
    let given: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    given.join(" ")
}

fn language(profile: &Profile) -> Markup {
    match profile.language.as_deref() {
        Some("de") => html! { "Deutsch" },
        Some("ar") => html! { "العربية" },
        Some("en") => html! { "English" },
        _ => html! { "Automatic (" (isolated("English")) ")" },
    }
}

fn zone(page: &Page<'_>) -> Markup {
    let chosen = page.profile.time_zone.as_deref();
    let zone = chosen.and_then(|name| jiff::tz::TimeZone::get(name).ok());
    let moment = jiff::Timestamp::from_microsecond(page.now).unwrap();
    let there = moment.to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC));
    let time = there.strftime("%H:%M").to_string();
    html! {
        @match chosen {
            Some(name) => (isolated(name)),
            None => { "\u{2068}Automatic (" (isolated("UTC")) ")\u{2069}" }
        }
        ", " (isolated(&time)) " now"
    }
}
