//! What a page of the host's own asks of the member who opens it: the word that the request guards
//! of every web framework share.

use crate::context::problem::Problem;
use crate::context::{OrgCtx, RequestCtx};
use crate::http::path::ORGANIZATION;
use crate::types::entitlement::Entitlement;
use crate::types::permission::Permission;

/// What a page of the host's own demands of a member of the organization in its path.
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
/// Declare the host's own permissions and entitlements when the widgets are built.
pub trait Requirement: Send + Sync + 'static {
    /// The permission one of the member's roles must grant; without one every member may.
    const PERMISSION: Option<Permission> = None;
    /// The feature the organization must have.
    const ENTITLEMENT: Option<Entitlement> = None;
    /// The parameter of the page's path that holds the organization's slug.
    const PARAMETER: &'static str = ORGANIZATION;
}

impl RequestCtx {
    /// The context of a member of the organization that was looked up, who meets `R`.
    ///
    /// # Errors
    ///
    /// As [`RequestCtx::signed_in`] and [`UserCtx::member`](crate::UserCtx::member).
    pub fn require<R: Requirement>(&self) -> Result<OrgCtx, Problem> {
        let user = self.signed_in()?;
        user.member(R::PERMISSION.as_ref(), R::ENTITLEMENT.as_ref())
    }
}
