//! Contexts: what an action knows of the request it answers.
//!
//! Their fields are private and only the guard makes them, so holding a [`UserCtx`] proves that
//! somebody is signed in, and holding an [`OrgCtx`] that they are a member and may do this.

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
use crate::types::id::AccountId;

/// A request of somebody who is signed in.
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

    /// The account that is signed in.
    #[must_use]
    pub fn account_id(&self) -> &AccountId {
        &self.admission.account.id
    }

    /// The session this request came with.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.admission.session
    }

    /// Whether the person proved recently enough who they are for what asks for that.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        let window = self.app().session_policy().fresh;
        self.now().since(self.session().authenticated_at) <= window
    }

    /// Whether the person is there, and not somebody of the host's staff in their place.
    #[must_use]
    pub fn is_not_impersonated(&self) -> bool {
        self.session().impersonation.is_none()
    }

    /// Everything known about who asks.
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

/// A request of a member of the organization in its path, who may do what the row does.
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

    /// The membership: organization, roles, since when.
    #[must_use]
    pub fn membership(&self) -> &Membership {
        &self.membership
    }
}

impl Deref for OrgCtx {
    type Target = UserCtx;

    fn deref(&self) -> &UserCtx {
        &self.user
    }
}

/// What the guard granted.
pub(crate) enum Ctx {
    Request(RequestCtx),
    User(UserCtx),
    Org(OrgCtx),
}

/// A context an action can ask for: [`RequestCtx`], [`UserCtx`] or [`OrgCtx`].
pub trait Context: sealed::Narrow {}

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
