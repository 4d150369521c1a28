//! Contexts: what an action knows about its request.
//!
//! Their fields are private and only the guard creates them. Having a [`UserCtx`] therefore proves
//! that a user is signed in, and having an [`OrgCtx`] that they are a member with the required
//! permission.

mod access;
pub(crate) mod answer;
pub(crate) mod app_state;
mod elements;
pub mod events;
pub(crate) mod form;
pub(crate) mod heartbeat;
pub(crate) mod notice;
mod page_parts;
mod passwords;
pub(crate) mod ports;
pub mod problem;
mod problem_messages;
mod reader;
mod request_ctx;
pub(crate) mod requirement;
pub(crate) mod settings;
pub(crate) mod target;

use std::ops::Deref;
use std::sync::Arc;

pub use self::request_ctx::RequestCtx;
pub(crate) use self::request_ctx::{Offered, RequestState};
use crate::stores::{Admission, Membership, Session};
use crate::types::email::Email;
use crate::types::id::AccountId;

/// A request by a signed-in user.
#[derive(Debug, Clone)]
pub struct UserCtx {
    ctx: RequestCtx,
    admission: Arc<Admission>,
}

impl UserCtx {
    pub(crate) fn new(ctx: RequestCtx) -> Option<Self> {
        let admission = ctx.admission().cloned()?;
        Some(Self { ctx, admission })
    }

    /// The signed-in account.
    #[must_use]
    pub fn account_id(&self) -> &AccountId {
        &self.admission.account.id
    }

    /// The email address of the account.
    #[must_use]
    pub fn email(&self) -> &Email {
        &self.admission.account.email
    }

    /// The session of this request.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.admission.session
    }

    /// Whether the last authentication is recent enough for endpoints that require it.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        let window = self.app().session_policy().fresh;
        self.now().since(self.session().authenticated_at) <= window
    }

    /// Whether the user acts personally, rather than staff impersonating them.
    #[must_use]
    pub fn is_not_impersonated(&self) -> bool {
        self.session().impersonation.is_none()
    }

    /// Session, account and membership.
    #[must_use]
    pub fn admission(&self) -> &Admission {
        &self.admission
    }
}

impl Deref for UserCtx {
    type Target = RequestCtx;

    fn deref(&self) -> &RequestCtx {
        &self.ctx
    }
}

/// A request by a member of the organization in the path, with the permission the endpoint
/// requires.
#[derive(Debug, Clone)]
pub struct OrgCtx {
    user: UserCtx,
    membership: Arc<Membership>,
}

impl OrgCtx {
    pub(crate) fn new(user: UserCtx) -> Option<Self> {
        let membership = Arc::new(user.admission.membership.clone()?);
        Some(Self { user, membership })
    }

    /// The context of the user, who is the member.
    #[must_use]
    pub fn user(&self) -> &UserCtx {
        &self.user
    }

    /// The membership: organization, roles, join date.
    #[must_use]
    pub fn membership(&self) -> &Membership {
        &self.membership
    }
}

/// The context granted by the guard.
#[derive(Clone)]
pub(crate) enum Ctx {
    Request(RequestCtx),
    User(UserCtx),
    Org(OrgCtx),
}

/// A context that an action can take: [`RequestCtx`], [`UserCtx`] or [`OrgCtx`].
pub trait Context: sealed::Narrow + AsRef<RequestCtx> + Sync {}

impl Context for RequestCtx {}
impl Context for UserCtx {}
impl Context for OrgCtx {}

pub(crate) mod sealed {
    #[allow(private_interfaces, reason = "only core narrows contexts")]
    pub trait Narrow: Sized + Send + 'static {
        #[doc(hidden)]
        fn narrow(ctx: super::Ctx) -> Option<Self>;
    }
}

macro_rules! narrow {
    ($($context:ident from $variant:ident;)+) => {$(
        #[allow(private_interfaces, reason = "only core narrows contexts")]
        impl sealed::Narrow for $context {
            fn narrow(ctx: Ctx) -> Option<Self> {
                if let Ctx::$variant(context) = ctx { Some(context) } else { None }
            }
        }
    )+};
}

narrow! {
    RequestCtx from Request;
    UserCtx from User;
    OrgCtx from Org;
}

impl AsRef<Self> for RequestCtx {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl AsRef<RequestCtx> for UserCtx {
    fn as_ref(&self) -> &RequestCtx {
        &self.ctx
    }
}

impl AsRef<RequestCtx> for OrgCtx {
    fn as_ref(&self) -> &RequestCtx {
        &self.user.ctx
    }
}
