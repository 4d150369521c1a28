//! Organizations, their features and their members.

use super::{Management, ManagementError, name};
use crate::context::events::{self, EventKind, NewEvent};
use crate::stores::{
    Change, MemberOutcome, MembershipOutcome, NewOrganization, Organization, OrganizationOutcome,
    OrganizationStore, Slug,
};
use crate::types::entitlement::{Entitlement, Entitlements};
use crate::types::id::{AccountId, OrganizationId};
use crate::types::permission::Roles;

/// An organization to be created.
#[derive(Debug)]
pub struct OrganizationToCreate {
    /// Its name as people read it.
    pub name: String,
    /// Its word in addresses.
    pub slug: String,
    /// The features it has.
    pub entitlements: Vec<Entitlement>,
    /// The account that becomes its owner.
    pub owner: AccountId,
}

/// What a back end does with organizations.
#[derive(Debug, Clone, Copy)]
pub struct ManageOrganizations<'a> {
    management: &'a Management,
}

impl<'a> ManageOrganizations<'a> {
    pub(super) const fn new(management: &'a Management) -> Self {
        Self { management }
    }

    /// Creates an organization with its owner.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Taken`] when another one has the slug, [`ManagementError::Missing`] when
    /// there is no such owner; what is wrong with the input; or an outage.
    pub async fn create(&self, new: OrganizationToCreate) -> Result<Organization, ManagementError> {
        let organization = Organization {
            id: OrganizationId::mint(self.management.app.now())?,
            slug: Slug::parse(&new.slug).ok_or(ManagementError::Slug)?,
            name: name(&new.name)?,
            entitlements: new.entitlements.into_iter().collect(),
        };
        let change = self.happened(
            events::ORGANIZATION_CREATED,
            &organization.id,
            Some(&new.owner),
        )?;
        let creation = NewOrganization {
            organization: organization.clone(),
            owner: new.owner,
        };
        match self.store().create_organization(creation, change).await? {
            OrganizationOutcome::Created => Ok(organization),
            OrganizationOutcome::SlugTaken => Err(ManagementError::Taken),
            OrganizationOutcome::OwnerMissing => Err(ManagementError::Missing),
        }
    }

    /// The organization with that slug.
    ///
    /// # Errors
    ///
    /// An outage.
    pub async fn find(&self, slug: &str) -> Result<Option<Organization>, ManagementError> {
        let Some(slug) = Slug::parse(slug) else {
            return Ok(None);
        };
        Ok(self.store().find_organization(&slug).await?)
    }

    /// Sets all features of an organization.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`]; or an outage.
    pub async fn set_entitlements(
        &self,
        organization: &OrganizationId,
        entitlements: impl IntoIterator<Item = Entitlement>,
    ) -> Result<(), ManagementError> {
        let entitlements: Entitlements = entitlements.into_iter().collect();
        let change = self.happened(
            events::ORGANIZATION_ENTITLEMENTS_CHANGED,
            organization,
            None,
        )?;
        let found = self
            .store()
            .set_entitlements(organization, entitlements, change)
            .await?;
        if found {
            Ok(())
        } else {
            Err(ManagementError::Missing)
        }
    }

    /// Makes an account a member.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Taken`] when it is one already, [`ManagementError::Missing`] when there
    /// is no such organization or account; or an outage.
    pub async fn add_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
    ) -> Result<(), ManagementError> {
        let change = self.happened(events::MEMBER_ADDED, organization, Some(account))?;
        match self
            .store()
            .add_member(organization, account, roles, change)
            .await?
        {
            MembershipOutcome::Added => Ok(()),
            MembershipOutcome::AlreadyMember => Err(ManagementError::Taken),
            MembershipOutcome::Missing => Err(ManagementError::Missing),
        }
    }

    /// Gives a member other roles.
    ///
    /// # Errors
    ///
    /// [`ManagementError::LastOwner`], [`ManagementError::Missing`]; or an outage.
    pub async fn set_roles(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
    ) -> Result<(), ManagementError> {
        let change = self.happened(events::MEMBER_ROLES_CHANGED, organization, Some(account))?;
        changed(
            self.store()
                .set_member_roles(organization, account, roles, change)
                .await?,
        )
    }

    /// Ends a membership.
    ///
    /// # Errors
    ///
    /// [`ManagementError::LastOwner`], [`ManagementError::Missing`]; or an outage.
    pub async fn remove_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
    ) -> Result<(), ManagementError> {
        let change = self.happened(events::MEMBER_REMOVED, organization, Some(account))?;
        changed(
            self.store()
                .remove_member(organization, account, change)
                .await?,
        )
    }

    fn store(&self) -> &dyn OrganizationStore {
        self.management.app.stores().organizations.as_ref()
    }

    fn happened(
        &self,
        kind: EventKind,
        organization: &OrganizationId,
        account: Option<&AccountId>,
    ) -> Result<Change, ManagementError> {
        let new_event = NewEvent::new(kind).organization(organization);
        let new_event = match account {
            Some(account) => new_event.account(account),
            None => new_event,
        };
        self.management.change(new_event)
    }
}

fn changed(outcome: MemberOutcome) -> Result<(), ManagementError> {
    match outcome {
        MemberOutcome::Changed => Ok(()),
        MemberOutcome::LastOwner => Err(ManagementError::LastOwner),
        MemberOutcome::Missing => Err(ManagementError::Missing),
    }
}
