//! Reading organizations and memberships from rows.

use widgets_core::clock::Timestamp;
use widgets_core::entitlement::{Entitlement, Entitlements};
use widgets_core::id::OrganizationId;
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{Membership, Organization, Slug};

use crate::driver::{BoxError, Row};

/// Reads id, slug, name and entitlements.
pub(crate) fn organization(row: &mut Row) -> Result<Organization, BoxError> {
    let id = OrganizationId::parse(row.text()?)?;
    let slug = row.text()?;
    Ok(Organization {
        id,
        slug: Slug::parse(&slug).ok_or_else(|| format!("{slug:?} is no slug"))?,
        name: row.text()?,
        entitlements: entitlements(&row.text()?)?,
    })
}

/// Folds rows of role, start of the membership and organization, one for each role. A row
/// without a role means that there is no membership. `before` columns stand before those of every
/// row but the first, where they were read already.
pub(crate) fn membership(
    mut first: Row,
    others: impl Iterator<Item = Row>,
    before: usize,
) -> Result<Option<Membership>, BoxError> {
    let Some(first_role) = first.optional_text()? else {
        return Ok(None);
    };
    let since = Timestamp::from_micros(first.int()?);
    let organization = organization(&mut first)?;
    let mut roles = vec![role(&first_role)?];
    for mut other in others {
        other.skip(before);
        roles.push(role(&other.text()?)?);
    }
    let roles = Roles::several(roles).ok_or("a member has no role")?;
    Ok(Some(Membership {
        organization,
        roles,
        since,
    }))
}

/// Entitlements as they are stored: words with a space between.
pub(crate) fn words(entitlements: &Entitlements) -> String {
    let words: Vec<&str> = entitlements.iter().map(Entitlement::as_str).collect();
    words.join(" ")
}

fn entitlements(words: &str) -> Result<Entitlements, BoxError> {
    words
        .split_ascii_whitespace()
        .map(|word| {
            Entitlement::parse(word).ok_or_else(|| format!("{word:?} is no entitlement").into())
        })
        .collect()
}

fn role(key: &str) -> Result<Role, BoxError> {
    Role::parse(key).ok_or_else(|| format!("{key:?} is no role").into())
}
