//! Authorization: the only place that judges it, for the guard, the host's handlers, the
//! navigation, and controls that are hidden without permission.

use super::problem::{Problem, Refusal};
use super::{OrgCtx, RequestCtx, UserCtx};
use crate::stores::{LimitOutcome, LimitRequest, Membership};
use crate::types::{Entitlement, Permission};

impl RequestCtx {
    /// Whether a member has this permission, in an organization with this entitlement.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotEntitled`] takes precedence over [`Refusal::Forbidden`]: without the feature,
    /// no role would help.
    pub(crate) fn judge(
        &self,
        membership: &Membership,
        permission: Option<&Permission>,
        entitlement: Option<&Entitlement>,
    ) -> Result<(), Refusal> {
        if let Some(feature) = entitlement
            && !membership.organization.entitlements.contains(feature)
        {
            return Err(Refusal::NotEntitled(feature.clone()));
        }
        if let Some(permission) = permission
            && !self.app().roles().grants(&membership.roles, permission)
        {
            return Err(Refusal::Forbidden(permission.clone()));
        }
        Ok(())
    }

    /// The context of the signed-in user.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotSignedIn`]; [`Refusal::TaskDue`] for a user who has something to do first.
    pub fn signed_in(&self) -> Result<UserCtx, Problem> {
        if let Some(task) = self.holding_back() {
            return Err(Refusal::TaskDue(task.clone()).into());
        }
        UserCtx::new(self.clone()).ok_or_else(|| Refusal::NotSignedIn.into())
    }

    /// Counts towards rate limits, all or none.
    ///
    /// # Errors
    ///
    /// [`Refusal::TooMany`] with the time to wait.
    pub async fn consume(&self, requests: &[LimitRequest]) -> Result<(), Problem> {
        match self.try_consume(requests).await? {
            LimitOutcome::Allowed => Ok(()),
            LimitOutcome::Limited { wait } => Err(Refusal::TooMany { wait }.into()),
        }
    }

    /// The same, for limits whose refusal is no refusal of the request. The moment is that of a clock
    /// that all instances share, unless the host gave a clock for tests.
    pub(crate) async fn try_consume(
        &self,
        requests: &[LimitRequest],
    ) -> Result<LimitOutcome, Problem> {
        let at = self.app().given_now();
        Ok(self.stores().limits.consume(requests, at).await?)
    }
}

impl UserCtx {
    /// The context of a member of the request's organization with this permission and entitlement.
    ///
    /// # Errors
    ///
    /// [`Problem::Missing`] if the user is not a member; [`Refusal::NotEntitled`] or
    /// [`Refusal::Forbidden`] if they are.
    pub fn member(
        &self,
        permission: Option<&Permission>,
        entitlement: Option<&Entitlement>,
    ) -> Result<OrgCtx, Problem> {
        let member = OrgCtx::new(self.clone()).ok_or(Problem::Missing)?;
        self.judge(member.membership(), permission, entitlement)?;
        Ok(member)
    }
}

impl OrgCtx {
    /// Whether one of the member's roles grants `permission`, to show or hide controls.
    #[must_use]
    pub fn may(&self, permission: &Permission) -> bool {
        let judged = self.user().judge(&self.membership, Some(permission), None);
        judged.is_ok()
    }
}
