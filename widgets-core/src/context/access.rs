//! Whether whoever asks may do something: the one place that judges it, for the guard, for handlers of
//! the host's, for the navigation and for controls that are shown or not.

use super::problem::{Problem, Refusal};
use super::{OrgCtx, RequestCtx, UserCtx};
use crate::stores::{LimitOutcome, LimitRequest, Membership};
use crate::types::entitlement::Entitlement;
use crate::types::permission::Permission;

impl Membership {
    /// Whether a member may do what asks for this feature and this permission.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotEntitled`] before [`Refusal::Forbidden`]: no role helps where the organization
    /// lacks the feature.
    pub(crate) fn judge(
        &self,
        permission: Option<&Permission>,
        entitlement: Option<&Entitlement>,
    ) -> Result<(), Refusal> {
        if let Some(feature) = entitlement
            && !self.organization.entitlements.contains(feature)
        {
            return Err(Refusal::NotEntitled(feature.clone()));
        }
        if let Some(permission) = permission
            && !self.roles.grant(permission)
        {
            return Err(Refusal::Forbidden(permission.clone()));
        }
        Ok(())
    }
}

impl RequestCtx {
    /// The context of whoever is signed in.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotSignedIn`].
    pub fn signed_in(&self) -> Result<UserCtx, Problem> {
        UserCtx::new(self.clone()).ok_or_else(|| Refusal::NotSignedIn.into())
    }

    /// Takes limits, all or none.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooMany`] with how long to wait.
    pub async fn consume(&self, requests: &[LimitRequest]) -> Result<(), Problem> {
        match self.stores().limits.consume(requests, self.now()).await? {
            LimitOutcome::Allowed => Ok(()),
            LimitOutcome::Limited { retry_at } => Err(Refusal::TooMany {
                wait: retry_at.since(self.now()),
            }
            .into()),
        }
    }
}

impl UserCtx {
    /// The context of a member of the organization that was looked up, who may do this.
    ///
    /// # Errors
    ///
    /// [`Problem::Missing`] for whoever is not a member, [`Refusal::NotEntitled`] and
    /// [`Refusal::Forbidden`] for members.
    pub fn member(
        &self,
        permission: Option<&Permission>,
        entitlement: Option<&Entitlement>,
    ) -> Result<OrgCtx, Problem> {
        let member = OrgCtx::new(self.clone()).ok_or(Problem::Missing)?;
        member.membership().judge(permission, entitlement)?;
        Ok(member)
    }
}
