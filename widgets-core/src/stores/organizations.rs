//! The boundary of organizations and their members.

use async_trait::async_trait;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Change, Checked, StoreResult};
use crate::types::records::records;
use crate::types::{AccountId, Entitlements, OrganizationId, Roles, Timestamp};

/// The identifier of an organization in URLs, such as `nordlicht` in `/o/nordlicht/members`: 1 to
/// 63 lower-case ASCII letters, digits and inner hyphens.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema, derive_more::Display,
)]
#[serde(transparent)]
pub struct Slug(String);

impl Slug {
    /// Parses a slug; `None` if it is invalid.
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

records! {
    /// An organization.
    #[derive(Debug, Clone, Serialize, JsonSchema)]
    pub struct Organization {
        /// Identifier.
        pub id: OrganizationId,
        /// Identifier in URLs.
        pub slug: Slug,
        /// Display name.
        pub name: String,
        /// Enabled features.
        pub entitlements: Entitlements,
    }

    /// A user's membership in an organization.
    #[derive(Debug, Clone, Serialize, JsonSchema)]
    pub struct Membership {
        /// The organization.
        pub organization: Organization,
        /// The user's roles.
        pub roles: Roles,
        /// When the user joined.
        pub since: Timestamp,
    }

    /// An organization to create, with its first owner.
    #[derive(Debug, Clone)]
    pub struct NewOrganization {
        /// The organization.
        pub organization: Organization,
        /// The account that becomes its owner.
        pub owner: AccountId,
    }
}

/// Whether an organization was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum OrganizationOutcome {
    /// It was.
    Created,
    /// Another organization has the slug. Nothing changed.
    SlugTaken,
    /// There is no account to own it. Nothing changed.
    OwnerMissing,
}

/// Whether a member was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum MembershipOutcome {
    /// It was.
    Added,
    /// The account is a member already. Nothing changed.
    AlreadyMember,
    /// There is no such organization or account. Nothing changed.
    Missing,
}

/// Result of changing or ending a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::exhaustive_enums, reason = "a flow must handle every outcome")]
pub enum MemberOutcome {
    /// It was changed or ended.
    Changed,
    /// It would leave the organization without an owner. Nothing changed.
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

    /// Finds an organization by its slug.
    async fn find_organization(&self, slug: &Slug) -> StoreResult<Option<Organization>>;

    /// Finds the membership of an account in an organization. Only called if the host authenticates
    /// users itself; otherwise [`admit`](super::SessionStore::admit) returns it.
    async fn find_membership(
        &self,
        account: &AccountId,
        organization: &Slug,
    ) -> StoreResult<Option<Membership>>;

    /// Replaces the entitlements of an organization; `false` if there is no such organization.
    async fn set_entitlements(
        &self,
        organization: &OrganizationId,
        entitlements: Entitlements,
        change: Change,
    ) -> StoreResult<bool>;

    /// Adds an account as a member.
    async fn add_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MembershipOutcome>;

    /// Replaces the roles of a member. At least one owner remains, even under concurrency.
    async fn set_member_roles(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MemberOutcome>;

    /// Removes a member. At least one owner remains, even under concurrency.
    async fn remove_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<MemberOutcome>;
}
