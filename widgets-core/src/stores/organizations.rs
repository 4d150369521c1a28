//! The boundary of organizations: which there are, and who is a member with which roles.

use std::fmt;

use async_trait::async_trait;
use serde::Serialize;

use super::{Change, Checked, StoreResult};
use crate::types::clock::Timestamp;
use crate::types::entitlement::Entitlements;
use crate::types::id::{AccountId, OrganizationId};
use crate::types::permission::Roles;

/// The word an organization has in addresses, such as `nordlicht` in `/o/nordlicht/members`.
///
/// 1 to 63 lower-case ASCII letters, digits and inner hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// Reads a slug; `None` when the text breaks the rule above.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let letters = text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        let edges = !text.starts_with('-') && !text.ends_with('-');
        ((1..=63).contains(&text.len()) && letters && edges).then(|| Self(text.to_owned()))
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One organization.
#[derive(Debug, Clone, Serialize)]
pub struct Organization {
    /// Its identifier.
    pub id: OrganizationId,
    /// Its word in addresses.
    pub slug: Slug,
    /// Its name as people read it.
    pub name: String,
    /// Which features it has.
    pub entitlements: Entitlements,
}

/// One person's place in one organization.
#[derive(Debug, Clone, Serialize)]
pub struct Membership {
    /// The organization.
    pub organization: Organization,
    /// What the person is there.
    pub roles: Roles,
    /// Since when.
    pub since: Timestamp,
}

/// An organization to be created together with its first owner.
#[derive(Debug, Clone)]
pub struct NewOrganization {
    /// The organization as it will be.
    pub organization: Organization,
    /// The account that becomes its owner.
    pub owner: AccountId,
}

/// Whether an organization was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrganizationOutcome {
    /// It was.
    Created,
    /// Another one has that slug. Nothing changed.
    SlugTaken,
    /// There is no such account to own it. Nothing changed.
    OwnerMissing,
}

/// Whether a membership was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MembershipOutcome {
    /// It was.
    Added,
    /// The account is a member already. Nothing changed.
    AlreadyMember,
    /// There is no such organization or account. Nothing changed.
    Missing,
}

/// What changing or ending a membership did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberOutcome {
    /// It took place.
    Changed,
    /// It would have left the organization without an owner. Nothing changed.
    LastOwner,
    /// There is no such membership. Nothing changed.
    Missing,
}

/// Organizations, their entitlements and their members.
#[async_trait]
pub trait OrganizationStore: Checked {
    /// Creates an organization with its owner.
    async fn create_organization(
        &self,
        organization: NewOrganization,
        change: Change,
    ) -> StoreResult<OrganizationOutcome>;

    /// The organization with that slug.
    async fn find_organization(&self, slug: &Slug) -> StoreResult<Option<Organization>>;

    /// As what an account is a member of the organization with that slug, if it is one. Asked where
    /// the host signs people in; elsewhere [`admit`](super::SessionStore::admit) tells it along.
    async fn find_membership(
        &self,
        account: &AccountId,
        organization: &Slug,
    ) -> StoreResult<Option<Membership>>;

    /// Sets all of an organization's entitlements; `false` when there is no such organization.
    async fn set_entitlements(
        &self,
        organization: &OrganizationId,
        entitlements: Entitlements,
        change: Change,
    ) -> StoreResult<bool>;

    /// Makes an account a member.
    async fn add_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MembershipOutcome>;

    /// Gives a member other roles. An organization keeps at least one owner, races included.
    async fn set_member_roles(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MemberOutcome>;

    /// Ends a membership. An organization keeps at least one owner, races included.
    async fn remove_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<MemberOutcome>;
}
