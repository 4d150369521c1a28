//! The card of the second step on the overview: authenticator apps and recovery codes.

use super::recovery::{FEW, MAKE};
use crate::context::RequestCtx;
use crate::stores::{Authenticator, SecondFactors, SignInMethod};
use crate::table::proofs::{CredentialData, CredentialItem, Section, SectionLink, SectionRow};
use crate::ui::{Icon, LinkRole, Tone};

/// Path that adds an authenticator app.
const ADD: &str = "/security/authenticators/add";

pub(super) fn section(ctx: &RequestCtx, own: &SecondFactors) -> Section {
    let words = ctx.messages().words();
    let count = own.authenticators.len();
    let note = match count {
        0 => words.second_step_none().to_owned(),
        count => words.second_step_count(i64::try_from(count).unwrap_or(i64::MAX)),
    };
    let counts = ctx.app().sign_in_policy();
    let counts = counts.counts(&SignInMethod::AUTHENTICATOR);
    let full = count >= Authenticator::MOST as usize;
    let add = (words.authenticators_add_short().to_owned(), ADD);
    let rows = own.authenticators.iter().map(|own| row(ctx, own));
    let recovery = own.is_required().then(|| recovery(ctx, own));
    Section {
        data: data(own),
        title: words.second_step_title().to_owned(),
        note,
        add: (!full && counts).then_some(add),
        rows: rows.chain(recovery).collect(),
        warning: warning(ctx, own),
    }
}

fn data(own: &SecondFactors) -> Vec<(&'static str, CredentialData)> {
    let items = own.authenticators.iter().map(|own| CredentialItem {
        id: own.id.to_string(),
        name: own.name.to_string(),
        created_at: own.created_at,
        last_used_at: own.last_used_at,
    });
    let latest = own.authenticators.iter().map(|own| own.created_at).max();
    let authenticators = CredentialData {
        items: items.collect(),
        ..CredentialData::single(latest.is_some(), latest)
    };
    let left = own.recovery_codes.len();
    let recovery = CredentialData {
        left: Some(left),
        ..CredentialData::single(left > 0, None)
    };
    vec![
        ("authenticators", authenticators),
        ("recovery_codes", recovery),
    ]
}

fn row(ctx: &RequestCtx, own: &Authenticator) -> SectionRow {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    let name = own.name.as_str();
    let used = match own.last_used_at {
        Some(at) => words.authenticators_used(messages.said_ago(at, ctx.now())),
        None => words.authenticators_unused().to_owned(),
    };
    let link = |label: &str, about, what, role| SectionLink {
        label: label.to_owned(),
        about,
        path: format!("/security/authenticators/{}/{what}", own.id),
        role,
    };
    let rename = words.authenticators_rename_label(name);
    let remove = words.authenticators_remove_label(name);
    SectionRow {
        icon: Icon::Clock,
        title: name.to_owned(),
        badge: None,
        facts: vec![
            words.authenticators_created(messages.date(own.created_at)),
            used,
        ],
        changes: vec![
            link(
                words.authenticators_rename(),
                rename,
                "name",
                LinkRole::Edits,
            ),
            link(
                words.authenticators_remove(),
                remove,
                "remove",
                LinkRole::Asks,
            ),
        ],
    }
}

fn recovery(ctx: &RequestCtx, own: &SecondFactors) -> SectionRow {
    let words = ctx.messages().words();
    let left = own.recovery_codes.len();
    let (label, about) = if left == 0 {
        (words.recovery_make(), words.recovery_make())
    } else {
        (words.recovery_again(), words.recovery_again())
    };
    SectionRow {
        icon: Icon::List,
        title: words.recovery_title().to_owned(),
        badge: (left <= FEW).then(|| (words.recovery_few().to_owned(), Tone::Warn)),
        facts: vec![words.recovery_left(i64::try_from(left).unwrap_or(i64::MAX))],
        changes: vec![SectionLink {
            label: label.to_owned(),
            about: about.to_owned(),
            path: MAKE.to_owned(),
            role: LinkRole::Asks,
        }],
    }
}

/// That recovery codes run out, or that there are none beside a second factor.
fn warning(ctx: &RequestCtx, own: &SecondFactors) -> Option<(String, String, &'static str)> {
    let words = ctx.messages().words();
    let left = own.recovery_codes.len();
    if !own.is_required() || left > FEW {
        return None;
    }
    let text = words.recovery_warning(i64::try_from(left).unwrap_or(i64::MAX));
    Some((text, words.recovery_make().to_owned(), MAKE))
}
