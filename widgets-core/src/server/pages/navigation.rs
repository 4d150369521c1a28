//! Navigation from the route table: all labelled endpoints that the visitor may use.

use std::borrow::Cow;

use crate::context::RequestCtx;
use crate::http::path::ORGANIZATION;
use crate::table::{Endpoint, Table, Who};
use crate::ui::{Navigation, NavigationEntry, NavigationGroup};

/// An endpoint that the visitor may use.
struct Usable {
    path: Cow<'static, str>,
    label: String,
    organization: bool,
}

/// The navigation with all pages that the visitor may use.
pub(crate) fn navigation(ctx: &RequestCtx) -> Navigation<'_> {
    let words = ctx.messages().words();
    let endpoints = usable(ctx);
    let current = current(ctx, &endpoints);
    let membership = ctx
        .user()
        .and_then(|admission| admission.membership.as_ref());
    let organization = membership.map(|own| own.organization.name.as_str());
    let group = |label, organization: bool| {
        let own = endpoints
            .iter()
            .filter(|endpoint| endpoint.organization == organization);
        let entries = own.map(|endpoint| NavigationEntry {
            label: endpoint.label.clone(),
            href: ctx.href(&endpoint.path),
            current: current == Some(endpoint.path.as_ref()),
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

/// Path of the first entry, below the mount path.
pub(crate) fn first_entry(ctx: &RequestCtx) -> Option<String> {
    let first = usable(ctx).into_iter().next();
    first.map(|endpoint| endpoint.path.into_owned())
}

/// The entry with the longest path that equals or is a parent of the current path.
fn current<'a>(ctx: &RequestCtx, endpoints: &'a [Usable]) -> Option<&'a str> {
    let target = ctx.target();
    let path = target.path().strip_prefix(&target.prefix)?;
    let at_or_below = |own: &&str| {
        let rest = path.strip_prefix(own.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    endpoints
        .iter()
        .map(|endpoint| endpoint.path.as_ref())
        .filter(at_or_below)
        .max_by_key(|own| own.len())
}

fn usable(ctx: &RequestCtx) -> Vec<Usable> {
    if ctx.user().is_none() || ctx.due().is_some() {
        return Vec::new();
    }
    let endpoints = Table::of(ctx.app()).endpoints();
    endpoints
        .filter_map(|endpoint| {
            let label = endpoint.label()?;
            Some(Usable {
                path: path_for(ctx, endpoint)?,
                label: label(ctx.messages()),
                organization: endpoint.rule().who() == Who::Member,
            })
        })
        .collect()
}

/// The endpoint's path with the organization filled in; `None` if the visitor may not use it.
fn path_for(ctx: &RequestCtx, endpoint: &Endpoint) -> Option<Cow<'static, str>> {
    endpoint.rule().judge(ctx).ok()?;
    if endpoint.rule().who() != Who::Member {
        return Some(endpoint.path().into());
    }
    let membership = ctx.user()?.membership.as_ref()?;
    let parameter = format!("{{{ORGANIZATION}}}");
    let path = endpoint
        .path()
        .replace(&parameter, membership.organization.slug.as_str());
    Some(path.into())
}
