//! The card of passkeys on the overview.

use super::{ADD, names};
use crate::context::{RequestCtx, UserCtx};
use crate::flows::passkeys::signals;
use crate::http::user_agent::UserAgent;
use crate::stores::{Passkey, SecondFactors};
use crate::table::proofs::{CredentialData, CredentialItem, Section, SectionLink, SectionRow};
use crate::ui::{Icon, LinkRole, Tone};

pub(super) fn section(ctx: &UserCtx, own: &SecondFactors) -> Section {
    let words = ctx.messages().words();
    let has = own.passkeys.len();
    let available = ctx.app().relying_party().is_some();
    let note = match has {
        0 if !available => words.passkeys_no_site().to_owned(),
        0 => words.passkeys_none().to_owned(),
        count => words.passkeys_count(i64::try_from(count).unwrap_or(i64::MAX)),
    };
    let can_add = available && has < Passkey::MOST as usize;
    let add = (words.passkeys_add_short().to_owned(), ADD);
    Section {
        data: vec![("passkeys", data(own))],
        title: words.passkeys_title().to_owned(),
        note,
        add: can_add.then_some(add),
        rows: own.passkeys.iter().map(|own| row(ctx, own)).collect(),
        signals: signals(ctx, own),
    }
}

fn data(own: &SecondFactors) -> CredentialData {
    let items = own.passkeys.iter().map(|own| CredentialItem {
        id: own.id.to_string(),
        name: own.name.to_string(),
        created_at: own.created_at,
        last_used_at: own.last_used_at,
    });
    let latest = own.passkeys.iter().map(|own| own.created_at).max();
    CredentialData {
        items: items.collect(),
        ..CredentialData::single(latest.is_some(), latest)
    }
}

fn row(ctx: &RequestCtx, own: &Passkey) -> SectionRow {
    let words = ctx.messages().words();
    let name = own.name.as_str();
    let link = |label: &str, about, what, role| SectionLink {
        label: label.to_owned(),
        about,
        path: format!("/security/passkeys/{}/{what}", own.id),
        role,
    };
    let rename = words.passkeys_rename_label(name);
    let remove = words.passkeys_remove_label(name);
    let held = if own.backed_up {
        (words.passkeys_synced().to_owned(), Tone::Good)
    } else {
        (words.passkeys_on_one_device().to_owned(), Tone::Plain)
    };
    SectionRow {
        icon: Icon::Fingerprint,
        title: name.to_owned(),
        badge: Some(held),
        facts: facts(ctx, own),
        changes: vec![
            link(words.passkeys_rename(), rename, "name", LinkRole::Edits),
            link(words.passkeys_remove(), remove, "remove", LinkRole::Asks),
        ],
    }
}

/// In what it is kept, when and where it was added, and when it was last used.
fn facts(ctx: &RequestCtx, own: &Passkey) -> Vec<String> {
    let (messages, words) = (ctx.messages(), ctx.messages().words());
    let kind = names::name(&own.aaguid).filter(|kind| *kind != own.name.as_str());
    let kept = kind.map(|kind| words.passkeys_kept_in(kind));
    let (date, device) = (
        messages.date(own.created_at),
        messages.device(&UserAgent::parse(&own.user_agent)),
    );
    let used = match own.last_used_at {
        Some(at) => words.passkeys_used(messages.said_ago(at, ctx.now())),
        None => words.passkeys_unused().to_owned(),
    };
    let added = words.passkeys_created(date, device);
    kept.into_iter().chain([added, used]).collect()
}
