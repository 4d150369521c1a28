//! Requirements of host pages for members, shared by the request guards of all web frameworks.

use crate::context::problem::Problem;
use crate::context::{OrgCtx, RequestCtx};
use crate::http::path::ORGANIZATION;
use crate::types::{Entitlement, Permission};

/// What a host page requires of a member of the organization in its path.
///
/// ```
/// use widgets_core::{Permission, Requirement};
///
/// /// May start a brew.
/// struct Brew;
///
/// impl Requirement for Brew {
///     const PERMISSION: Option<Permission> = Some(Permission::new("coffee:brew"));
/// }
/// ```
///
/// Declare the host's own permissions and entitlements on the builder.
pub trait Requirement: Send + Sync + 'static {
    /// Permission that one of the member's roles must grant; `None` admits every member.
    const PERMISSION: Option<Permission> = None;
    /// Feature that the organization must have.
    const ENTITLEMENT: Option<Entitlement> = None;
    /// Path parameter with the organization's slug.
    const PARAMETER: &'static str = ORGANIZATION;
}

impl RequestCtx {
    /// The context of a member who meets `R`.
    ///
    /// # Errors
    ///
    /// Those of [`RequestCtx::signed_in`] and [`UserCtx::member`](crate::UserCtx::member).
    pub fn require<R: Requirement>(&self) -> Result<OrgCtx, Problem> {
        let user = self.signed_in()?;
        user.member(R::PERMISSION.as_ref(), R::ENTITLEMENT.as_ref())
    }
}
