//! Organizations, memberships and roles.
//!
//! Every write touches the organization's row first, so writes to one organization follow one
//! another and the rule that an owner stays is judged on what the writes before have left.

use async_trait::async_trait;
use widgets_core::entitlement::Entitlements;
use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{
    Change, MemberOutcome, Membership, MembershipOutcome, NewOrganization, Organization,
    OrganizationOutcome, OrganizationStore, Slug, StoreError, StoreResult,
};

use crate::accounts::TOUCH_ACCOUNT;
use crate::driver::Arg;
use crate::engine::{Outcome, Prepared, Write, unforeseen};
use crate::stores::{SqlStores, membership, organization, words};

const ADD_ORGANIZATION: &str = "INSERT INTO wg_organizations (id, slug, name, entitlements, created_at) \
     VALUES ($1, $2, $3, $4, $5)";

const FIND_ORGANIZATION: &str =
    "SELECT o.id, o.slug, o.name, o.entitlements FROM wg_organizations o WHERE o.slug = $1";

/// One row a role.
const FIND_MEMBERSHIP: &str = "SELECT r.role, m.since, o.id, o.slug, o.name, o.entitlements \
     FROM wg_organizations o \
     JOIN wg_organizations_memberships m ON m.organization_id = o.id AND m.account_id = $1 \
     JOIN wg_organizations_roles r ON r.organization_id = o.id AND r.account_id = m.account_id \
     WHERE o.slug = $2";

const SET_ENTITLEMENTS: &str = "UPDATE wg_organizations SET entitlements = $2 WHERE id = $1";

const TOUCH_ORGANIZATION: &str = "UPDATE wg_organizations SET name = name WHERE id = $1";

const ADD_MEMBERSHIP: &str = "INSERT INTO wg_organizations_memberships \
     (organization_id, account_id, since) VALUES ($1, $2, $3)";

const TOUCH_MEMBERSHIP: &str = "UPDATE wg_organizations_memberships SET since = since \
     WHERE organization_id = $1 AND account_id = $2";

/// Also demands that another member is an owner.
const TOUCH_UNLESS_LAST_OWNER: &str = "UPDATE wg_organizations_memberships SET since = since \
     WHERE organization_id = $1 AND account_id = $2 AND EXISTS \
       (SELECT 1 FROM wg_organizations_roles r \
        WHERE r.organization_id = $1 AND r.role = 'owner' AND r.account_id <> $2)";

const REMOVE_MEMBERSHIP: &str = "DELETE FROM wg_organizations_memberships \
     WHERE organization_id = $1 AND account_id = $2";

const ADD_ROLE: &str = "INSERT INTO wg_organizations_roles \
     (organization_id, account_id, role) VALUES ($1, $2, $3)";

const REMOVE_ROLES: &str =
    "DELETE FROM wg_organizations_roles WHERE organization_id = $1 AND account_id = $2";

#[async_trait]
impl OrganizationStore for SqlStores {
    async fn create_organization(
        &self,
        new: NewOrganization,
        change: Change,
    ) -> StoreResult<OrganizationOutcome> {
        let change = Prepared::new(change)?;
        let entitlements = words(&new.organization.entitlements);
        let id = Arg::Text(new.organization.id.as_str());
        let owner = Arg::Text(new.owner.as_str());
        let at = Arg::Int(change.at());
        let mut write = Write::new();
        write.one(
            ADD_ORGANIZATION,
            [
                id,
                Arg::Text(new.organization.slug.as_str()),
                Arg::Text(&new.organization.name),
                Arg::Text(&entitlements),
                at,
            ],
        );
        write.one(TOUCH_ACCOUNT, [owner]);
        write.one(ADD_MEMBERSHIP, [id, owner, at]);
        write.one(ADD_ROLE, [id, owner, Arg::Text(Role::OWNER.as_str())]);
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(OrganizationOutcome::Created),
            Outcome::Refused(0) => Ok(OrganizationOutcome::SlugTaken),
            Outcome::Refused(1) => Ok(OrganizationOutcome::OwnerMissing),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn find_organization(&self, slug: &Slug) -> StoreResult<Option<Organization>> {
        let args = [Arg::Text(slug.as_str())];
        self.database
            .find(FIND_ORGANIZATION, &args, organization)
            .await
    }

    async fn find_membership(
        &self,
        account: &AccountId,
        organization: &Slug,
    ) -> StoreResult<Option<Membership>> {
        let args = [
            Arg::Text(account.as_str()),
            Arg::Text(organization.as_str()),
        ];
        let mut rows = self
            .database
            .query(FIND_MEMBERSHIP, &args)
            .await?
            .into_iter();
        let Some(first) = rows.next() else {
            return Ok(None);
        };
        membership(first, rows, 0).map_err(StoreError::Unavailable)
    }

    async fn set_entitlements(
        &self,
        organization: &OrganizationId,
        entitlements: Entitlements,
        change: Change,
    ) -> StoreResult<bool> {
        let change = Prepared::new(change)?;
        let entitlements = words(&entitlements);
        let mut write = Write::new();
        write.one(
            SET_ENTITLEMENTS,
            [Arg::Text(organization.as_str()), Arg::Text(&entitlements)],
        );
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(true),
            Outcome::Refused(0) => Ok(false),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn add_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MembershipOutcome> {
        let change = Prepared::new(change)?;
        let organization = Arg::Text(organization.as_str());
        let account = Arg::Text(account.as_str());
        let mut write = Write::new();
        write.one(TOUCH_ORGANIZATION, [organization]);
        write.one(TOUCH_ACCOUNT, [account]);
        write.one(
            ADD_MEMBERSHIP,
            [organization, account, Arg::Int(change.at())],
        );
        add_roles(&mut write, organization, account, &roles);
        change.append(&mut write);
        match self.database.commit(&write).await? {
            Outcome::Done(_) => Ok(MembershipOutcome::Added),
            Outcome::Refused(0 | 1) => Ok(MembershipOutcome::Missing),
            Outcome::Refused(2) => Ok(MembershipOutcome::AlreadyMember),
            Outcome::Refused(at) => Err(unforeseen(at)),
        }
    }

    async fn set_member_roles(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MemberOutcome> {
        let change = Prepared::new(change)?;
        let organization = Arg::Text(organization.as_str());
        let account = Arg::Text(account.as_str());
        let mut write = Write::new();
        write.one(TOUCH_ORGANIZATION, [organization]);
        write.one(TOUCH_MEMBERSHIP, [organization, account]);
        if !roles.contains(&Role::OWNER) {
            write.one(TOUCH_UNLESS_LAST_OWNER, [organization, account]);
        }
        let rules = write.len();
        write.any(REMOVE_ROLES, [organization, account]);
        add_roles(&mut write, organization, account, &roles);
        change.append(&mut write);
        let outcome = self.database.commit(&write).await?;
        member_change(&outcome, rules)
    }

    async fn remove_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<MemberOutcome> {
        let change = Prepared::new(change)?;
        let organization = Arg::Text(organization.as_str());
        let account = Arg::Text(account.as_str());
        let mut write = Write::new();
        write.one(TOUCH_ORGANIZATION, [organization]);
        write.one(TOUCH_MEMBERSHIP, [organization, account]);
        write.one(TOUCH_UNLESS_LAST_OWNER, [organization, account]);
        let rules = write.len();
        write.any(REMOVE_ROLES, [organization, account]);
        write.one(REMOVE_MEMBERSHIP, [organization, account]);
        change.append(&mut write);
        let outcome = self.database.commit(&write).await?;
        member_change(&outcome, rules)
    }
}

fn add_roles<'a>(write: &mut Write<'a>, organization: Arg<'a>, account: Arg<'a>, roles: &'a Roles) {
    for role in roles.iter() {
        write.one(ADD_ROLE, [organization, account, Arg::Text(role.as_str())]);
    }
}

/// The first two rules ask for the organization and the membership, the third for another owner.
fn member_change(outcome: &Outcome, rules: usize) -> StoreResult<MemberOutcome> {
    match outcome {
        Outcome::Done(_) => Ok(MemberOutcome::Changed),
        Outcome::Refused(0 | 1) => Ok(MemberOutcome::Missing),
        Outcome::Refused(at) if *at < rules => Ok(MemberOutcome::LastOwner),
        Outcome::Refused(at) => Err(unforeseen(*at)),
    }
}
