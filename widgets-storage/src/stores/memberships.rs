//! Reading organizations and memberships from rows.

use widgets_core::role::Roles;
use widgets_core::stores::{Membership, Organization};

use crate::driver::{BoxError, Row};
use crate::engine::row;

row! {
    /// An organization `o`.
    pub(crate) organization_row -> Organization {
        id: "o.id",
        slug: "o.slug",
        name: "o.name",
        entitlements: "o.entitlements",
    }
}

/// Folds rows that end with a role, the start of the membership and the organization, one row for
/// each role. A row without a role means that there is no membership. The columns before those are
/// taken from the first row already.
pub(crate) fn membership(
    mut first: Row,
    others: impl Iterator<Item = Row>,
) -> Result<Option<Membership>, BoxError> {
    let columns = first.left();
    let Some(role) = first.take()? else {
        return Ok(None);
    };
    let (since, organization) = first.take()?;
    let mut roles = vec![role];
    for mut other in others {
        other.skip_to_last(columns);
        roles.push(other.take()?);
    }
    let roles = Roles::several(roles).ok_or("a member has no role")?;
    Ok(Some(Membership::new(organization, roles, since)))
}
