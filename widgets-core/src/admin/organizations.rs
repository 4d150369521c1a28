//! Organizations, their features and members.

use super::{Management, ManagementError, line};
use crate::context::events;
use crate::context::{EventKind, NewEvent};
use crate::stores::{
    Change, MemberOutcome, MembershipOutcome, NewOrganization, Organization, OrganizationOutcome,
    OrganizationStore, Slug,
};
use crate::types::records::records;
use crate::types::{AccountId, Entitlement, Entitlements, OrganizationId, Roles};

records! {
    /// An organization to create.
    #[derive(Debug)]
    pub struct OrganizationToCreate {
        /// Display name.
        pub name: String as impl Into<String>,
        /// Identifier in URLs.
        pub slug: String as impl Into<String>,
        /// Enabled features.
        pub entitlements: Vec<Entitlement> = Vec::new(),
        /// Account that becomes the owner.
        pub owner: AccountId,
    }
}

/// Management of organizations.
#[derive(Debug, Clone, Copy)]
pub struct ManageOrganizations<'a> {
    pub(super) management: &'a Management,
}

impl ManageOrganizations<'_> {
    /// Creates an organization with its owner.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Taken`] if the slug is in use; [`ManagementError::Missing`] if there is
    /// no such account; invalid input; or an outage.
    pub async fn create(&self, new: OrganizationToCreate) -> Result<Organization, ManagementError> {
        let organization = Organization::new(
            OrganizationId::mint(self.management.app.now())?,
            Slug::parse(&new.slug).ok_or(ManagementError::Slug)?,
            line(&new.name, 200).ok_or(ManagementError::Name)?,
            new.entitlements.into_iter().collect(),
        );
        let kind = events::ORGANIZATION_CREATED;
        let change = self.happened(kind, &organization.id, Some(&new.owner))?;
        let creation = NewOrganization::new(organization.clone(), new.owner);
        match self.store().create_organization(creation, change).await? {
            OrganizationOutcome::Created => Ok(organization),
            OrganizationOutcome::SlugTaken => Err(ManagementError::Taken),
            OrganizationOutcome::OwnerMissing => Err(ManagementError::Missing),
        }
    }

    /// Finds an organization by its slug.
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

    /// Replaces the entitlements of an organization.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Missing`] if there is no such organization; or an outage.
    pub async fn set_entitlements(
        &self,
        organization: &OrganizationId,
        entitlements: impl IntoIterator<Item = Entitlement>,
    ) -> Result<(), ManagementError> {
        let entitlements: Entitlements = entitlements.into_iter().collect();
        let kind = events::ORGANIZATION_ENTITLEMENTS_CHANGED;
        let change = self.happened(kind, organization, None)?;
        let setting = self
            .store()
            .set_entitlements(organization, entitlements, change);
        setting.await?.then_some(()).ok_or(ManagementError::Missing)
    }

    /// Adds an account as a member.
    ///
    /// # Errors
    ///
    /// [`ManagementError::Taken`] if it is a member already; [`ManagementError::Missing`] if there
    /// is no such organization or account; [`ManagementError::UnknownRole`]; or an outage.
    pub async fn add_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
    ) -> Result<(), ManagementError> {
        self.known(&roles)?;
        let change = self.happened(events::MEMBER_ADDED, organization, Some(account))?;
        let adding = self
            .store()
            .add_member(organization, account, roles, change);
        match adding.await? {
            MembershipOutcome::Added => Ok(()),
            MembershipOutcome::AlreadyMember => Err(ManagementError::Taken),
            MembershipOutcome::Missing => Err(ManagementError::Missing),
        }
    }

    /// Replaces the roles of a member.
    ///
    /// # Errors
    ///
    /// [`ManagementError::LastOwner`]; [`ManagementError::Missing`] if there is no such membership;
    /// [`ManagementError::UnknownRole`]; or an outage.
    pub async fn set_roles(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
        roles: Roles,
    ) -> Result<(), ManagementError> {
        self.known(&roles)?;
        let change = self.happened(events::MEMBER_ROLES_CHANGED, organization, Some(account))?;
        let setting = self
            .store()
            .set_member_roles(organization, account, roles, change);
        changed(setting.await?)
    }

    /// Removes a member.
    ///
    /// # Errors
    ///
    /// [`ManagementError::LastOwner`]; [`ManagementError::Missing`] if there is no such membership;
    /// or an outage.
    pub async fn remove_member(
        &self,
        organization: &OrganizationId,
        account: &AccountId,
    ) -> Result<(), ManagementError> {
        let change = self.happened(events::MEMBER_REMOVED, organization, Some(account))?;
        let removing = self.store().remove_member(organization, account, change);
        changed(removing.await?)
    }

    /// Checks that the catalogue defines each of these roles.
    fn known(&self, roles: &Roles) -> Result<(), ManagementError> {
        let catalogue = self.management.app.roles();
        match roles.iter().find(|role| !catalogue.contains(role)) {
            Some(role) => Err(ManagementError::UnknownRole(role.clone())),
            None => Ok(()),
        }
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
