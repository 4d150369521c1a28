//! The frame around every page: bar, navigation, notice.

use maud::{DOCTYPE, Markup, html};

use super::{Frame, Page};
use crate::ctx::Visit;
use crate::route::{ORGANIZATION, Route, Who};
use crate::stores::Admission;

/// Who is signed in, as the bar shows them.
pub(crate) struct Person {
    /// Their name, or their address when they gave none.
    name: String,
}

impl Person {
    /// Reads the name. The page is worth more than the name on it, so without one the address
    /// stands in, also when the profile does not answer.
    pub(crate) async fn find(visit: &Visit, admission: &Admission) -> Self {
        let account = &admission.account;
        let profile = match visit.stores().profile.find_profile(&account.id).await {
            Ok(profile) => profile.unwrap_or_default(),
            Err(error) => {
                tracing::warn!(request = %visit.request_id(), %error, "a profile was not read");
                Default::default()
            }
        };
        let called = profile.names.called();
        let name = if called.is_empty() {
            account.email.as_str().to_owned()
        } else {
            called
        };
        Self { name }
    }

    /// The first letters of the first and the last word.
    fn initials(&self) -> String {
        let mut words = self
            .name
            .split([' ', '@'])
            .filter_map(|word| word.chars().next());
        let first = words.next();
        let last = words.next_back();
        first
            .into_iter()
            .chain(last)
            .flat_map(char::to_uppercase)
            .collect()
    }
}

/// One link of the navigation.
pub(crate) struct Entry {
    /// The path below the mount path.
    pub(crate) path: String,
    label: String,
    organization: bool,
}

/// The rows with a label that the visitor may use, in the order of the table.
pub(crate) fn entries(visit: &Visit) -> Vec<Entry> {
    let Some(admission) = visit.user() else {
        return Vec::new();
    };
    let rows = visit.widgets().routes().iter().flat_map(Route::rows);
    rows.filter_map(|row| {
        let label = row.label()?;
        let organization = row.rule().who() == Who::Member;
        let path = if organization {
            let membership = admission.membership.as_ref()?;
            let permitted = row
                .rule()
                .permission()
                .is_none_or(|own| membership.roles.grant(own));
            let entitlements = &membership.organization.entitlements;
            let entitled = row
                .rule()
                .entitlement()
                .is_none_or(|own| entitlements.contains(own));
            let slug = membership.organization.slug.as_str();
            (permitted && entitled)
                .then(|| row.path().replace(&format!("{{{ORGANIZATION}}}"), slug))?
        } else {
            row.path().to_owned()
        };
        Some(Entry {
            path,
            label: label(visit.messages()),
            organization,
        })
    })
    .collect()
}

/// The whole page.
pub(crate) fn layout(visit: &Visit, page: Page, person: Option<&Person>) -> Markup {
    let words = visit.messages().words();
    let name = visit.widgets().name();
    html! {
        (DOCTYPE)
        html lang=(visit.messages().language()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title {
                    @if page.refused { (words.error_summary()) ": " }
                    (page.title) " · " (name)
                }
                (super::loads(visit))
            }
            body.wg {
                @match page.frame {
                    Frame::Door => main.wg-door {
                        div.wg-door-card { (page.body) }
                    },
                    Frame::Room => {
                        a.wg-skip href="#content" { (words.nav_skip()) }
                        (bar(visit, name, person))
                        div.wg-page {
                            (navigation(visit, &page.title))
                            main.wg-main id="content" tabindex="-1" { (page.body) }
                        }
                    },
                }
            }
        }
    }
}

fn bar(visit: &Visit, name: &str, person: Option<&Person>) -> Markup {
    let words = visit.messages().words();
    html! {
        header.wg-bar {
            a.wg-brand href=(visit.href("/")) { (name) }
            @if let Some(person) = person {
                div.wg-bar-end {
                    span.wg-avatar aria-hidden="true" { (person.initials()) }
                    span.wg-bar-name { (person.name) }
                    a.wg-button.wg-button-quiet.wg-button-plain href=(visit.href("/sign-out")) {
                        (words.sign_out_button())
                    }
                }
            }
        }
    }
}

fn navigation(visit: &Visit, title: &str) -> Markup {
    let words = visit.messages().words();
    let (organization, own): (Vec<Entry>, Vec<Entry>) = entries(visit)
        .into_iter()
        .partition(|entry| entry.organization);
    let membership = visit
        .user()
        .and_then(|admission| admission.membership.as_ref());
    let group = |label: &str, entries: &[Entry]| {
        html! {
            @if !entries.is_empty() {
                div.wg-nav-group {
                    span.wg-nav-label { (label) }
                    @for entry in entries {
                        a href=(visit.href(&entry.path))
                            aria-current=[(entry.label == title).then_some("page")] {
                            (entry.label)
                        }
                    }
                }
            }
        }
    };
    html! {
        nav.wg-nav aria-label=(words.nav_label()) {
            (group(&words.nav_you(), &own))
            @if let Some(membership) = membership {
                (group(&membership.organization.name, &organization))
            }
        }
    }
}
