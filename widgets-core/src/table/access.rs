//! What a endpoint demands of whoever asks, as data.

use std::marker::PhantomData;

use crate::context::problem::{Problem, Refusal};
use crate::context::{OrgCtx, RequestCtx, UserCtx};
use crate::stores::Quota;
use crate::types::entitlement::Entitlement;
use crate::types::permission::Permission;

/// Who may use a endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone, signed in or not.
    Anyone,
    /// Whoever is signed in.
    User,
    /// A member of the organization named in the path.
    Member,
}

/// Everything a endpoint demands before its action runs. The guard enforces it; nobody else does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    who: Who,
    anonymous: bool,
    permission: Option<Permission>,
    entitlement: Option<Entitlement>,
    not_impersonated: bool,
    fresh: bool,
    limit: Option<Quota>,
}

impl Rule {
    /// Who may use the endpoint.
    #[must_use]
    pub const fn who(&self) -> Who {
        self.who
    }

    /// Whether the endpoint never looks at who asks.
    pub(crate) const fn is_anonymous(&self) -> bool {
        self.anonymous
    }

    /// The permission a member needs.
    #[must_use]
    pub const fn permission(&self) -> Option<&Permission> {
        self.permission.as_ref()
    }

    /// The feature the organization needs.
    #[must_use]
    pub const fn entitlement(&self) -> Option<&Entitlement> {
        self.entitlement.as_ref()
    }

    /// Whether the person must be there, and not somebody of the host's staff in their place.
    #[must_use]
    pub const fn is_not_impersonated(&self) -> bool {
        self.not_impersonated
    }

    /// Whether the person must have proved recently who they are.
    #[must_use]
    pub const fn is_fresh(&self) -> bool {
        self.fresh
    }

    /// How often one client may use the endpoint.
    #[must_use]
    pub const fn limit(&self) -> Option<Quota> {
        self.limit
    }
}

impl Rule {
    /// Whether whoever asks may use the endpoint, however long ago they proved who they are.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotSignedIn`]; [`Problem::Missing`] for whoever is not a member; what
    /// a membership does not allow.
    pub(crate) fn judge(&self, ctx: &RequestCtx) -> Result<(), Problem> {
        if self.who == Who::Anyone {
            return Ok(());
        }
        let admission = ctx.user().ok_or(Refusal::NotSignedIn)?;
        if self.who == Who::Member {
            let membership = admission.membership.as_ref().ok_or(Problem::Missing)?;
            membership.judge(self.permission.as_ref(), self.entitlement.as_ref())?;
        }
        Ok(())
    }

    /// Whether it is the person themselves, and was proved recently, as far as the endpoint asks.
    ///
    /// # Errors
    ///
    /// [`Refusal::Impersonated`], [`Refusal::Stale`].
    pub(crate) fn judge_proof(&self, user: &UserCtx) -> Result<(), Problem> {
        if self.not_impersonated && !user.is_not_impersonated() {
            return Err(Refusal::Impersonated.into());
        }
        if self.fresh && !user.is_fresh() {
            return Err(Refusal::Stale.into());
        }
        Ok(())
    }
}

/// A rule together with the context it grants: an action that takes a [`UserCtx`] cannot be put
/// behind a rule that lets anyone in.
#[derive(Debug, Clone)]
pub struct Access<C> {
    rule: Rule,
    context: PhantomData<fn() -> C>,
}

impl<C> Access<C> {
    const fn of(who: Who) -> Self {
        let rule = Rule {
            who,
            anonymous: false,
            permission: None,
            entitlement: None,
            not_impersonated: false,
            fresh: false,
            limit: None,
        };
        Self {
            rule,
            context: PhantomData,
        }
    }

    pub(super) fn into_rule(self) -> Rule {
        self.rule
    }

    /// Also: one client (an IPv4 address or an IPv6 network) may use the endpoint only so often.
    #[must_use]
    pub const fn limit(mut self, quota: Quota) -> Self {
        self.rule.limit = Some(quota);
        self
    }
}

impl Access<RequestCtx> {
    /// Anyone, signed in or not.
    #[must_use]
    pub const fn anyone() -> Self {
        Self::of(Who::Anyone)
    }

    /// Anyone, and the endpoint never looks at who asks: files that are the same for all.
    #[must_use]
    pub const fn anonymous() -> Self {
        let mut access = Self::of(Who::Anyone);
        access.rule.anonymous = true;
        access
    }
}

impl Access<UserCtx> {
    /// Whoever is signed in.
    #[must_use]
    pub const fn user() -> Self {
        Self::of(Who::User)
    }

    /// Also: the person is there, and not somebody of the host's staff in their place.
    #[must_use]
    pub const fn not_impersonated(mut self) -> Self {
        self.rule.not_impersonated = true;
        self
    }

    /// Also: the person proved recently who they are, and is there [not
    /// person](Self::not_impersonated). From others a form is kept while they prove it, and is done then.
    #[must_use]
    pub const fn fresh(mut self) -> Self {
        self.rule.fresh = true;
        self.not_impersonated()
    }
}

impl Access<OrgCtx> {
    /// A member of the organization that the path names as `{organization}`.
    #[must_use]
    pub const fn member() -> Self {
        Self::of(Who::Member)
    }

    /// Also: one of the member's roles grants this permission.
    #[must_use]
    pub fn permission(mut self, permission: Permission) -> Self {
        self.rule.permission = Some(permission);
        self
    }

    /// Also: the organization has this feature.
    #[must_use]
    pub fn entitlement(mut self, entitlement: Entitlement) -> Self {
        self.rule.entitlement = Some(entitlement);
        self
    }

    /// Also: the person is there, and not somebody of the host's staff in their place.
    #[must_use]
    pub const fn not_impersonated(mut self) -> Self {
        self.rule.not_impersonated = true;
        self
    }

    /// Also: the person proved recently who they are, and is there [not
    /// person](Self::not_impersonated). From others a form is kept while they prove it, and is done then.
    #[must_use]
    pub const fn fresh(mut self) -> Self {
        self.rule.fresh = true;
        self.not_impersonated()
    }
}
