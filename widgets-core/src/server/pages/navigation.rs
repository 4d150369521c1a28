//! The navigation, made from the route table: the rows with a label that the visitor may use.

use std::borrow::Cow;

use crate::context::Visit;
use crate::http::path::ORGANIZATION;
use crate::table::{Row, Table, Who};
use crate::ui::{Navigation, NavigationEntry, NavigationGroup};

/// A row that the visitor may use, in the order of the table.
struct Usable {
    path: Cow<'static, str>,
    label: String,
    organization: bool,
}

/// The pages that the visitor may use.
pub(crate) fn navigation(visit: &Visit) -> Navigation {
    let words = visit.messages().words();
    let rows = usable(visit);
    let current = current(visit, &rows);
    let membership = visit
        .user()
        .and_then(|admission| admission.membership.as_ref());
    let organization = membership.map(|own| own.organization.name.clone());
    let group = |label: String, organization: bool| {
        let own = rows.iter().filter(|row| row.organization == organization);
        let entries = own.map(|row| NavigationEntry {
            label: row.label.clone(),
            href: visit.href(&row.path),
            current: current == Some(row.path.as_ref()),
        });
        NavigationGroup {
            label,
            entries: entries.collect(),
        }
    };
    let groups = [
        group(words.nav_you(), false),
        group(organization.unwrap_or_default(), true),
    ];
    Navigation {
        label: words.nav_label(),
        groups: groups
            .into_iter()
            .filter(|group| !group.entries.is_empty())
            .collect(),
    }
}

/// The path of the first entry below the mount path.
pub(crate) fn first_entry(visit: &Visit) -> Option<String> {
    let first = usable(visit).into_iter().next();
    first.map(|row| row.path.into_owned())
}

/// The entry whose path this page lies at or below; the longest where several do.
fn current<'a>(visit: &Visit, rows: &'a [Usable]) -> Option<&'a str> {
    let place = visit.place();
    let path = place.path().strip_prefix(&place.prefix)?;
    let at_or_below = |own: &&str| {
        let rest = path.strip_prefix(own.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    rows.iter()
        .map(|row| row.path.as_ref())
        .filter(at_or_below)
        .max_by_key(|own| own.len())
}

fn usable(visit: &Visit) -> Vec<Usable> {
    if visit.user().is_none() {
        return Vec::new();
    }
    let rows = Table::of(visit.app()).rows();
    rows.filter_map(|row| {
        let label = row.label()?;
        Some(Usable {
            path: path_for(visit, row)?,
            label: label(visit.messages()),
            organization: row.rule().who() == Who::Member,
        })
    })
    .collect()
}

/// The row's path with the organization in it; `None` when the visitor may not use the row.
fn path_for(visit: &Visit, row: &Row) -> Option<Cow<'static, str>> {
    row.rule().judge(visit).ok()?;
    if row.rule().who() != Who::Member {
        return Some(row.path().into());
    }
    let membership = visit.user()?.membership.as_ref()?;
    let parameter = format!("{{{ORGANIZATION}}}");
    let path = row
        .path()
        .replace(&parameter, membership.organization.slug.as_str());
    Some(path.into())
}
