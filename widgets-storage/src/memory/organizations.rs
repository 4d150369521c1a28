//! Organizations, memberships and roles.

use async_trait::async_trait;
use widgets_core::entitlement::Entitlements;
use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::{
    Change, MemberOutcome, Membership, MembershipOutcome, NewOrganization, Organization,
    OrganizationOutcome, OrganizationStore, Slug, StoreResult,
};

use super::{Member, MemoryStores, State, repeated};

#[async_trait]
impl OrganizationStore for MemoryStores {
    async fn create_organization(
        &self,
        new: NewOrganization,
        change: Change,
    ) -> StoreResult<OrganizationOutcome> {
        let mut state = self.state();
        if state.organization(&new.organization.slug).is_some() {
            return Ok(OrganizationOutcome::SlugTaken);
        }
        if !state.accounts.contains_key(&new.owner) {
            return Ok(OrganizationOutcome::OwnerMissing);
        }
        state.accepts(&change)?;
        let id = new.organization.id.clone();
        if state.organizations.contains_key(&id) {
            return Err(repeated());
        }
        state.organizations.insert(id.clone(), new.organization);
        let owner = Member {
            roles: Roles::one(Role::OWNER),
            since: change.stamp.at,
        };
        state.members.insert((id, new.owner), owner);
        state.append(change);
        Ok(OrganizationOutcome::Created)
    }

    async fn find_organization(&self, slug: &Slug) -> StoreResult<Option<Organization>> {
        Ok(self.state().organization(slug).cloned())
    }

    async fn find_membership(
        &self,
        account: &AccountId,
        organization: &Slug,
    ) -> StoreResult<Option<Membership>> {
        Ok(self.state().membership(organization, account))
    }

    async fn set_entitlements(
        &self,
        organization: &OrganizationId,
        entitlements: Entitlements,
        change: Change,
    ) -> StoreResult<bool> {
        let mut state = self.state();
        if !state.organizations.contains_key(organization) {
            return Ok(false);
        }
        state.accepts(&change)?;
        if let Some(organization) = state.organizations.get_mut(organization) {
            organization.entitlements = entitlements;
        }
        state.append(change);
        Ok(true)
    }

    async fn add_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MembershipOutcome> {
        let mut state = self.state();
        let place = (organization.clone(), account.clone());
        let known =
            state.organizations.contains_key(organization) && state.accounts.contains_key(account);
        if !known {
            return Ok(MembershipOutcome::Missing);
        }
        if state.members.contains_key(&place) {
            return Ok(MembershipOutcome::AlreadyMember);
        }
        state.accepts(&change)?;
        let since = change.stamp.at;
        state.members.insert(place, Member { roles, since });
        state.append(change);
        Ok(MembershipOutcome::Added)
    }

    async fn set_member_roles(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MemberOutcome> {
        let mut state = self.state();
        let place = (organization.clone(), account.clone());
        let Some(since) = state.members.get(&place).map(|member| member.since) else {
            return Ok(MemberOutcome::Missing);
        };
        if !roles.contains(&Role::OWNER) && !state.has_owner_besides(organization, account) {
            return Ok(MemberOutcome::LastOwner);
        }
        state.accepts(&change)?;
        state.members.insert(place, Member { roles, since });
        state.append(change);
        Ok(MemberOutcome::Changed)
    }

    async fn remove_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<MemberOutcome> {
        let mut state = self.state();
        let place = (organization.clone(), account.clone());
        if !state.members.contains_key(&place) {
            return Ok(MemberOutcome::Missing);
        }
        if !state.has_owner_besides(organization, account) {
            return Ok(MemberOutcome::LastOwner);
        }
        state.accepts(&change)?;
        state.members.remove(&place);
        state.append(change);
        Ok(MemberOutcome::Changed)
    }
}

impl State {
    pub(super) fn organization(&self, slug: &Slug) -> Option<&Organization> {
        self.organizations
            .values()
            .find(|organization| organization.slug == *slug)
    }

    pub(super) fn has_owner_besides(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
    ) -> bool {
        self.members.iter().any(|((place, member), stored)| {
            place == organization && member != account && stored.roles.contains(&Role::OWNER)
        })
    }
}
