//! Organizations, memberships and roles.

use async_trait::async_trait;
use widgets_core::entitlement::Entitlements;
use widgets_core::id::{AccountId, OrganizationId};
use widgets_core::role::{Role, Roles};
use widgets_core::stores::*;

use super::{Member, MemoryStores, Repeated, State, Stop};

#[async_trait]
impl OrganizationStore for MemoryStores {
    async fn create_organization(
        &self,
        new: NewOrganization,
        change: Change,
    ) -> StoreResult<OrganizationOutcome> {
        self.write(change, |state, since| {
            let (id, slug) = (new.organization.id.clone(), &new.organization.slug);
            let free = state.organization(slug).is_none();
            Stop::unless(free, OrganizationOutcome::SlugTaken)?;
            let known = state.accounts.contains_key(&new.owner);
            Stop::unless(known, OrganizationOutcome::OwnerMissing)?;
            Repeated::unless(!state.organizations.contains_key(&id))?;
            state.organizations.insert(id.clone(), new.organization);
            let roles = Roles::one(Role::OWNER);
            let owner = Member { roles, since };
            state.members.insert((id, new.owner), owner);
            Ok(OrganizationOutcome::Created)
        })
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
        self.write(change, |state, _| {
            let organization = state.organizations.get_mut(organization);
            organization.ok_or(Stop::With(false))?.entitlements = entitlements;
            Ok(true)
        })
    }

    async fn add_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MembershipOutcome> {
        self.write(change, |state, since| {
            let place = (organization.clone(), account.clone());
            let known = state.organizations.contains_key(organization)
                && state.accounts.contains_key(account);
            Stop::unless(known, MembershipOutcome::Missing)?;
            let new = !state.members.contains_key(&place);
            Stop::unless(new, MembershipOutcome::AlreadyMember)?;
            state.members.insert(place, Member { roles, since });
            Ok(MembershipOutcome::Added)
        })
    }

    async fn set_member_roles(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
        change: Change,
    ) -> StoreResult<MemberOutcome> {
        self.write(change, |state, _| {
            let stays = roles.contains(&Role::OWNER);
            let other = state.has_owner_besides(organization, account);
            let member = state
                .members
                .get_mut(&(organization.clone(), account.clone()));
            let member = member.ok_or(Stop::With(MemberOutcome::Missing))?;
            Stop::unless(stays || other, MemberOutcome::LastOwner)?;
            member.roles = roles;
            Ok(MemberOutcome::Changed)
        })
    }

    async fn remove_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        change: Change,
    ) -> StoreResult<MemberOutcome> {
        self.write(change, |state, _| {
            let place = (organization.clone(), account.clone());
            let known = state.members.contains_key(&place);
            Stop::unless(known, MemberOutcome::Missing)?;
            let other = state.has_owner_besides(organization, account);
            Stop::unless(other, MemberOutcome::LastOwner)?;
            state.members.remove(&place);
            Ok(MemberOutcome::Changed)
        })
    }
}

impl State {
    pub(super) fn organization(&self, slug: &Slug) -> Option<&Organization> {
        self.organizations
            .values()
            .find(|organization| organization.slug == *slug)
    }

    fn has_owner_besides(&self, organization: &OrganizationId, account: &AccountId) -> bool {
        self.members.iter().any(|((place, member), stored)| {
            place == organization && member != account && stored.roles.contains(&Role::OWNER)
        })
    }

    pub(super) fn is_last_owner_anywhere(&self, account: &AccountId) -> bool {
        self.members.iter().any(|((organization, member), stored)| {
            member == account
                && stored.roles.contains(&Role::OWNER)
                && !self.has_owner_besides(organization, account)
        })
    }
}
