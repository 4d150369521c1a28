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
pub(crate) mod list;
pub(crate) mod notes;
pub(crate) mod notice;
mod page_parts;
mod passwords;
pub(crate) mod ports;
pub mod problem;
mod problem_messages;
pub(crate) mod question;
mod reader;
mod request_ctx;
pub(crate) mod requirement;
pub(crate) mod settings;
mod shares;
pub(crate) mod target;
mod typed_address;

use std::ops::Deref;
use std::sync::Arc;

pub(crate) use self::answer::{Answer, AnswerResult, AnyAnswer, Content, Done, Next, Restored};
pub(crate) use self::app_state::{AppState, Derived, Settings};
pub(crate) use self::elements::STRENGTH_PATH;
pub(crate) use self::events::{DeliveredEvent, DeliveryFailure, EventKind, NewEvent, Subscriber};
pub(crate) use self::form::FormReader;
pub(crate) use self::notice::{FragmentName, NoticeKind};
pub(crate) use self::problem::{ErrorPage, Invalid, Problem, Refusal};
pub use self::request_ctx::RequestCtx;
pub(crate) use self::request_ctx::{Offered, RequestState};
pub(crate) use self::target::{RenderTarget, Standing};
use crate::stores::{Admission, Membership, Session};
use crate::types::getters::getters;
use crate::types::{AccountId, Email};

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

    getters! { self =>
        /// The signed-in account.
        pub account_id: &AccountId = &self.admission.account.id;
        /// The email address of the account; `None` for somebody whom the host signs in, and of whom
        /// it told none.
        pub email: Option<&Email> = self.admission.account.email.as_ref();
        /// The session of this request.
        pub session: &Session = &self.admission.session;
    }

    /// The address of a user whom the widgets sign in: all of them have one.
    pub(crate) fn mailbox(&self) -> Result<&Email, Problem> {
        self.email()
            .ok_or_else(|| Problem::fault("an account that signs in here has no address"))
    }

    /// Whether the last authentication is recent enough for endpoints that require it. One in which a
    /// trusted browser stood in for the second factor never is.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        let window = self.app().session_policy().fresh;
        let session = self.session();
        self.now().since(session.authenticated_at) <= window && !session.is_by_trust()
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

    getters! { self =>
        /// The context of the user, who is the member.
        pub user: &UserCtx = &self.user;
        /// The membership: organization, roles, join date.
        pub membership: &Membership = &self.membership;
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
pub trait Context: sealed::Narrow + AsRef<RequestCtx> + Clone + Sync {}

impl Context for RequestCtx {}
impl Context for UserCtx {}
impl Context for OrgCtx {}

/// A context of somebody who is signed in: [`UserCtx`] or [`OrgCtx`].
pub trait SignedInContext: Context {}

impl SignedInContext for UserCtx {}
impl SignedInContext for OrgCtx {}

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
