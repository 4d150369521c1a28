//! Access rules of endpoints, as data.

use std::marker::PhantomData;

use crate::context::{OrgCtx, Problem, Refusal, RequestCtx, SignedInContext, UserCtx};
use crate::stores::Quota;
use crate::types::getters::getters;
use crate::types::{Entitlement, Permission};

/// Who may use an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Who {
    /// Anyone, signed in or not.
    Anyone,
    /// Signed-in users.
    User,
    /// Members of the organization in the path.
    Member,
}

/// What an endpoint requires before its action runs. Enforced by the guard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    who: Who,
    anonymous: bool,
    permission: Option<Permission>,
    entitlement: Option<Entitlement>,
    not_impersonated: bool,
    fresh: bool,
    limit: Option<Quota>,
    limited_with: Option<&'static str>,
    tasks: Tasks,
}

/// Whether an endpoint is reached while a [task](super::tasks) is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tasks {
    /// As [`Who`] says: not by users; by anyone, as if nobody were signed in.
    Default,
    /// During every task.
    During,
    /// During the task of that name.
    Within(&'static str),
    /// During none, although it is for anyone.
    After,
}

impl Rule {
    getters! { self =>
        /// Who may use the endpoint.
        pub who: Who = self.who;
        /// Whether the endpoint never looks up the session.
        pub(crate) is_anonymous: bool = self.anonymous;
        /// Permission that a member needs.
        pub permission: Option<&Permission> = self.permission.as_ref();
        /// Feature that the organization needs.
        pub entitlement: Option<&Entitlement> = self.entitlement.as_ref();
        /// Whether it is refused during impersonation.
        pub is_not_impersonated: bool = self.not_impersonated;
        /// Whether a recent authentication is required (step-up).
        pub is_fresh: bool = self.fresh;
        /// Rate limit: per account for endpoints of users and members, per client for the others.
        pub limit: Option<Quota> = self.limit;
        /// Whether it serves users who have a task to do as it serves others, whatever the task.
        pub is_during_tasks: bool = self.tasks == Tasks::During;
        pub(crate) is_after_tasks: bool = self.tasks == Tasks::After;
        /// The task that needs it, and during which it is reached.
        pub task: Option<&'static str> = match self.tasks {
            Tasks::Within(task) => Some(task),
            _ => None,
        };
    }

    pub(super) fn during_tasks_if_anyone(mut self) -> Self {
        if self.who == Who::Anyone && self.tasks == Tasks::Default {
            self.tasks = Tasks::During;
        }
        self
    }

    /// The endpoint that its rate limit is counted with, if not by itself.
    pub(crate) const fn limited_with(&self) -> Option<&'static str> {
        self.limited_with
    }
}

impl Rule {
    /// The rule with a limit, if it has none.
    pub(super) const fn limited(mut self, quota: Quota) -> Self {
        if self.limit.is_none() {
            self.limit = Some(quota);
        }
        self
    }

    /// Whether the user may use the endpoint, regardless of when they were authenticated.
    ///
    /// # Errors
    ///
    /// [`Refusal::NotSignedIn`]; [`Problem::Missing`] if not a member; [`Refusal::NotEntitled`] or
    /// [`Refusal::Forbidden`] for members.
    pub(crate) fn judge(&self, ctx: &RequestCtx) -> Result<(), Problem> {
        if self.who == Who::Anyone {
            return Ok(());
        }
        let admission = ctx.user().ok_or(Refusal::NotSignedIn)?;
        if self.who == Who::Member {
            let membership = admission.membership.as_ref().ok_or(Problem::Missing)?;
            let (permission, entitlement) = (self.permission(), self.entitlement());
            ctx.judge(membership, permission, entitlement)?;
        }
        Ok(())
    }

    /// Whether it is the person themselves, as far as the endpoint asks.
    ///
    /// # Errors
    ///
    /// [`Refusal::Impersonated`].
    pub(crate) fn judge_person(&self, user: &UserCtx) -> Result<(), Problem> {
        if self.not_impersonated && !user.is_not_impersonated() {
            return Err(Refusal::Impersonated.into());
        }
        Ok(())
    }

    /// Whether they proved recently who they are, as far as the endpoint asks.
    ///
    /// # Errors
    ///
    /// [`Refusal::Stale`].
    pub(crate) fn judge_proof(&self, user: &UserCtx) -> Result<(), Problem> {
        if self.fresh && !user.is_fresh() {
            return Err(Refusal::Stale.into());
        }
        Ok(())
    }
}

/// A rule with the type of context it grants: an action that takes a [`UserCtx`] does not compile
/// behind a rule that admits anyone.
#[derive(Debug, Clone)]
#[must_use]
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
            limited_with: None,
            tasks: Tasks::Default,
        };
        Self {
            rule,
            context: PhantomData,
        }
    }

    pub(super) fn into_rule(self) -> Rule {
        self.rule
    }

    /// Sets the rate limit: per account for endpoints of users and members, per client for the others (an
    /// IPv4 address or an IPv6 network, and the wider networks around it with more). A POST has one of
    /// its own accord, [`Endpoint::POSTS`](crate::Endpoint::POSTS).
    pub const fn limit(mut self, quota: Quota) -> Self {
        self.rule.limit = Some(quota);
        self
    }

    /// Serves users who have a task to do between signing in and going on as it serves others. For what
    /// they need whatever the task is, such as signing out.
    pub const fn during_tasks(mut self) -> Self {
        self.rule.tasks = Tasks::During;
        self
    }

    /// Is reached while the task of that name is due, which needs it.
    pub(crate) const fn within_task(mut self, task: &'static str) -> Self {
        self.rule.tasks = Tasks::Within(task);
        self
    }

    /// Leads to the task that is due, although it is for anyone.
    pub(crate) const fn after_tasks(mut self) -> Self {
        self.rule.tasks = Tasks::After;
        self
    }

    /// The same limit as another endpoint has, counted together with it: for the steps of one form.
    pub(crate) const fn limit_with(self, endpoint: &'static str, quota: Quota) -> Self {
        let mut access = self.limit(quota);
        access.rule.limited_with = Some(endpoint);
        access
    }
}

impl Access<RequestCtx> {
    /// Anyone, signed in or not.
    pub const fn anyone() -> Self {
        Self::of(Who::Anyone)
    }

    /// Anyone, without a session lookup: for static files.
    pub const fn anonymous() -> Self {
        let mut access = Self::of(Who::Anyone);
        access.rule.anonymous = true;
        access
    }
}

impl Access<UserCtx> {
    /// Signed-in users.
    pub const fn user() -> Self {
        Self::of(Who::User)
    }
}

impl<C: SignedInContext> Access<C> {
    /// Refuses the endpoint during impersonation.
    pub const fn not_impersonated(mut self) -> Self {
        self.rule.not_impersonated = true;
        self
    }

    /// Requires a recent authentication, and [refuses impersonation](Self::not_impersonated). If
    /// the authentication is too old, a form is stored and submitted after the step-up.
    pub const fn fresh(mut self) -> Self {
        self.rule.fresh = true;
        self.not_impersonated()
    }
}

impl Access<OrgCtx> {
    /// Members of the organization that the path names as `{organization}`.
    pub const fn member() -> Self {
        Self::of(Who::Member)
    }

    /// Requires that one of the member's roles grants this permission.
    pub fn permission(mut self, permission: Permission) -> Self {
        self.rule.permission = Some(permission);
        self
    }

    /// Requires that the organization has this feature.
    pub fn entitlement(mut self, entitlement: Entitlement) -> Self {
        self.rule.entitlement = Some(entitlement);
        self
    }
}
