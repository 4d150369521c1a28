//! Organizations, memberships and roles.
//!
//! Every write touches the organization's row first, so writes to one organization follow one
//! another and the rule that an owner stays is judged on what the writes before have left.

use async_trait::async_trait;
use widgets_core::entitlement::Entitlements;
use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::*;

use crate::accounts::TOUCH_ACCOUNT;
use crate::args;
use crate::driver::words;
use crate::engine::{Plan, Select, select};
use crate::stores::{SqlStores, membership, organization_row};

const ADD_ORGANIZATION: &str = "INSERT INTO wg_organizations (id, slug, name, entitlements, created_at) \
     VALUES ($1, $2, $3, $4, $5)";

const FIND_ORGANIZATION: Select<Organization> = select!(
    organization_row,
    " FROM wg_organizations o WHERE o.slug = $1"
);

/// One row a role.
const FIND_MEMBERSHIP: Select = Select::new(concat!(
    "SELECT r.role, m.since, ",
    organization_row!(columns),
    " FROM wg_organizations o \
     JOIN wg_organizations_memberships m ON m.organization_id = o.id AND m.account_id = $1 \
     JOIN wg_organizations_roles r ON r.organization_id = o.id AND r.account_id = m.account_id \
     WHERE o.slug = $2"
));

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
        let (organization, owner, at) = (&new.organization, &new.owner, change.stamp.at);
        let (id, entitlements) = (&organization.id, words(&organization.entitlements));
        let args = args![
            id,
            &organization.slug,
            &organization.name,
            &entitlements,
            at
        ];
        let plan = Plan::appending(change)
            .one_or(ADD_ORGANIZATION, args, OrganizationOutcome::SlugTaken)
            .one_or(
                TOUCH_ACCOUNT,
                args![owner],
                OrganizationOutcome::OwnerMissing,
            )
            .one(ADD_MEMBERSHIP, args![id, owner, at])
            .one(ADD_ROLE, args![id, owner, &Role::OWNER]);
        self.write(plan, OrganizationOutcome::Created).await
    }

    async fn find_organization(&self, slug: &Slug) -> StoreResult<Option<Organization>> {
        self.database.find(FIND_ORGANIZATION, &args![slug]).await
    }

    async fn find_membership(
        &self,
        account: &AccountId,
        organization: &Slug,
    ) -> StoreResult<Option<Membership>> {
        let args = args![account, organization];
        let mut rows = self
            .database
            .list(FIND_MEMBERSHIP, &args)
            .await?
            .into_iter();
        let Some(first) = rows.next() else {
            return Ok(None);
        };
        membership(first, rows).map_err(StoreError::Unavailable)
    }

    async fn set_entitlements(
        &self,
        organization: &OrganizationId,
        entitlements: Entitlements,
        change: Change,
    ) -> StoreResult<bool> {
        let entitlements = words(&entitlements);
        let args = args![organization, &entitlements];
        let plan = Plan::appending(change).one_or(SET_ENTITLEMENTS, args, false);
        self.write(plan, true).await
    }

    async fn add_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MembershipOutcome> {
        let joined = args![organization, account, change.stamp.at];
        let plan = Plan::appending(change)
            .one_or(
                TOUCH_ORGANIZATION,
                args![organization],
                MembershipOutcome::Missing,
            )
            .one_or(TOUCH_ACCOUNT, args![account], MembershipOutcome::Missing)
            .one_or(ADD_MEMBERSHIP, joined, MembershipOutcome::AlreadyMember);
        let plan = add_roles(plan, organization, account, &roles);
        self.write(plan, MembershipOutcome::Added).await
    }

    async fn set_member_roles(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MemberOutcome> {
        let member = args![organization, account];
        let mut plan = change_member(organization, account, change);
        if !roles.contains(&Role::OWNER) {
            plan = plan.one_or(TOUCH_UNLESS_LAST_OWNER, member, MemberOutcome::LastOwner);
        }
        plan = plan.any(REMOVE_ROLES, member);
        let plan = add_roles(plan, organization, account, &roles);
        self.write(plan, MemberOutcome::Changed).await
    }

    async fn remove_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<MemberOutcome> {
        let member = args![organization, account];
        let plan = change_member(organization, account, change)
            .one_or(TOUCH_UNLESS_LAST_OWNER, member, MemberOutcome::LastOwner)
            .any(REMOVE_ROLES, member)
            .one(REMOVE_MEMBERSHIP, member);
        self.write(plan, MemberOutcome::Changed).await
    }
}

/// The beginning of what changes a membership.
fn change_member<'a>(
    organization: &'a OrganizationId,
    account: &'a AccountId,
    change: Change,
) -> Plan<'a, MemberOutcome> {
    let member = args![organization, account];
    Plan::appending(change)
        .one_or(
            TOUCH_ORGANIZATION,
            args![organization],
            MemberOutcome::Missing,
        )
        .one_or(TOUCH_MEMBERSHIP, member, MemberOutcome::Missing)
}

fn add_roles<'a, T>(
    plan: Plan<'a, T>,
    organization: &'a OrganizationId,
    account: &'a AccountId,
    roles: &'a Roles,
) -> Plan<'a, T> {
    let add = |plan: Plan<'a, T>, role| plan.one(ADD_ROLE, args![organization, account, role]);
    roles.iter().fold(plan, add)
}
