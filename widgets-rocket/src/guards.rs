//! Request guards for the host's handlers.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Mutex;

use bytes::Bytes;
use http::HeaderMap;
use rocket::http::Status;
use rocket::request::{FromRequest, Outcome};
use rocket::response::{self, Responder};
use rocket::{Ignite, Request, Rocket};
use widgets_core::problem::Malformed;
use widgets_core::table::ORGANIZATION;
use widgets_core::{OrgCtx, Problem, RequestCtx, Requirement, UserCtx};

use crate::fairing::Served;
use crate::fragments::Fragments;
use crate::kept::{Kept, REFUSED};
use crate::{convert, identity};

/// The signed-in user. Other visitors are redirected to the sign-in page and back; JSON clients get
/// 401. Who has a [`Task`](widgets_core::Task) to do first is redirected to its page and back, or gets 403.
#[derive(Debug, Clone)]
#[allow(clippy::exhaustive_structs, reason = "taken apart by handlers")]
pub struct CurrentUser(pub UserCtx);

/// The signed-in user, if any. An outage of the stores is answered by 503, never by `None`. Who has a
/// [`Task`](widgets_core::Task) to do first is nobody yet, so that pages for everybody stay reachable.
#[derive(Debug, Clone)]
#[allow(clippy::exhaustive_structs, reason = "taken apart by handlers")]
pub struct OptionalUser(pub Option<UserCtx>);

/// A member of the organization in the path who meets the requirement.
///
/// The slug is the path parameter named by [`Requirement::PARAMETER`], `<organization>` by default.
/// Non-members get 404, as for an organization that does not exist; members without the feature or
/// permission get 403.
pub struct Member<R> {
    member: OrgCtx,
    requirement: PhantomData<fn() -> R>,
}

impl<R> Member<R> {
    /// The context.
    #[must_use]
    pub fn into_inner(self) -> OrgCtx {
        self.member
    }
}

impl<R> Clone for Member<R> {
    fn clone(&self) -> Self {
        Self {
            member: self.member.clone(),
            requirement: PhantomData,
        }
    }
}

impl<R> fmt::Debug for Member<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Member").field(&self.member).finish()
    }
}

impl<R> Deref for Member<R> {
    type Target = OrgCtx;

    fn deref(&self) -> &OrgCtx {
        &self.member
    }
}

/// A guard's refusal. The fairing sends its response to the client, whatever catchers the host has,
/// unless a handler that takes `Result<_, Refused>` goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// Why: 401 for whoever is not signed in, also where the response is a redirect.
    pub status: Status,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused: {}", self.status)
    }
}

impl std::error::Error for Refused {}

/// Ends the request from within a handler.
impl<'r> Responder<'r, 'static> for Refused {
    fn respond_to(self, _: &'r Request<'_>) -> response::Result<'static> {
        Err(REFUSED)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for CurrentUser {
    type Error = Refused;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
        outcome(signed_in(request).await.map(Self))
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for OptionalUser {
    type Error = Refused;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
        let ctx = request_ctx(request).await;
        outcome(ctx.map(|ctx| Self(ctx.signed_in().ok())))
    }
}

#[rocket::async_trait]
impl<'r, R: Requirement> FromRequest<'r> for Member<R> {
    type Error = Refused;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Refused> {
        let member = member::<R>(request).await;
        outcome(member.map(|member| Self {
            member,
            requirement: PhantomData,
        }))
    }
}

/// Keeps a host from launching that uses a guard without the fairing.
macro_rules! sentinels {
    ($($guard:ident $(<$parameter:ident>)?),+) => {$(
        impl$(<$parameter>)? rocket::Sentinel for $guard$(<$parameter>)? {
            fn abort(rocket: &Rocket<Ignite>) -> bool {
                is_missing(rocket)
            }
        }
    )+};
}

sentinels!(CurrentUser, OptionalUser, Member<R>, Fragments);

fn is_missing(rocket: &Rocket<Ignite>) -> bool {
    let missing = rocket.state::<Served>().is_none();
    if missing {
        rocket::error!("guards of widgets_rocket need .attach(widgets_rocket::fairing(widgets))");
    }
    missing
}

impl Refused {
    fn keep(request: &Request<'_>, status: Status, response: http::Response<Bytes>) -> Self {
        Kept::of(request).refuse(status, response);
        Self { status }
    }

    /// The refusal of a fragment. A redirect to sign-in counts as 401, as with guards.
    pub(crate) fn by(kept: &Kept, response: http::Response<Bytes>) -> Self {
        let status = if response.status().is_redirection() {
            Status::Unauthorized
        } else {
            convert::status(response.status())
        };
        kept.refuse(status, response);
        Self { status }
    }
}

pub(crate) fn outcome<T>(read: Result<T, Refused>) -> Outcome<T, Refused> {
    match read {
        Ok(read) => Outcome::Success(read),
        Err(refused) => Outcome::Error((REFUSED, refused)),
    }
}

/// Request contexts looked up for one request, by organization; or the refusal, if that failed, so that
/// an outage is met and told once.
#[derive(Default)]
pub(crate) struct RequestCtxs(Mutex<Vec<(Option<String>, Lookup)>>);

type Lookup = Result<RequestCtx, Refused>;

impl RequestCtxs {
    /// The headers that fragments in the response need.
    pub(crate) fn headers(request: &Request<'_>) -> HeaderMap {
        let request_ctxs = request.local_cache(Self::default).0.lock();
        let first = request_ctxs.ok().and_then(|request_ctxs| {
            let mut found = request_ctxs.iter();
            found.find_map(|(_, found)| found.as_ref().ok().cloned())
        });
        first.map(|ctx| ctx.host_headers()).unwrap_or_default()
    }

    /// What was found for this organization, or for any if there is none.
    fn find(&self, organization: Option<&str>) -> Option<Lookup> {
        let request_ctxs = self.0.lock().ok()?;
        let mut request_ctxs = request_ctxs.iter();
        let found =
            request_ctxs.find(|(own, _)| organization.is_none() || own.as_deref() == organization);
        found.map(|(_, found)| found.clone())
    }

    fn add(&self, organization: Option<String>, found: Result<RequestCtx, Refused>) {
        if let Ok(mut request_ctxs) = self.0.lock() {
            request_ctxs.push((organization, found));
        }
    }
}

/// The request context, with the membership in any organization.
pub(crate) async fn request_ctx(request: &Request<'_>) -> Result<RequestCtx, Refused> {
    if let Some(found) = request.local_cache(RequestCtxs::default).find(None) {
        return found;
    }
    // Include the organization in the path, if any, so that a guard `Member` needs no second
    // lookup.
    let slug = segment(request, ORGANIZATION).ok();
    request_ctx_of(request, slug).await
}

/// The request context with the membership in this organization. Looked up once per request.
async fn request_ctx_of(
    request: &Request<'_>,
    slug: Option<String>,
) -> Result<RequestCtx, Refused> {
    let request_ctxs = request.local_cache(RequestCtxs::default);
    if let Some(found) = slug
        .as_deref()
        .and_then(|slug| request_ctxs.find(Some(slug)))
    {
        return found;
    }
    let Some(Served(widgets)) = request.rocket().state() else {
        let status = Status::InternalServerError;
        return Err(Refused { status });
    };
    let asked = convert::request(request, request.method());
    let work = async |asked| widgets.identify(&asked, slug.as_deref()).await;
    let found = identity::answering(request, asked, work).await;
    let found = found.map_err(|outage| {
        let status = convert::status(outage.status());
        Refused::keep(request, status, outage)
    });
    request_ctxs.add(slug, found.clone());
    found
}

async fn signed_in(request: &Request<'_>) -> Result<UserCtx, Refused> {
    let ctx = request_ctx(request).await?;
    match ctx.signed_in() {
        Ok(user) => Ok(user),
        Err(problem) => Err(refuse(request, &ctx, problem).await),
    }
}

async fn member<R: Requirement>(request: &Request<'_>) -> Result<OrgCtx, Refused> {
    let slug = match segment(request, R::PARAMETER) {
        Ok(slug) => slug,
        Err(problem) => return Err(refuse(request, &request_ctx(request).await?, problem).await),
    };
    let ctx = request_ctx_of(request, Some(slug)).await?;
    match ctx.require::<R>() {
        Ok(member) => Ok(member),
        Err(problem) => Err(refuse(request, &ctx, problem).await),
    }
}

async fn refuse(request: &Request<'_>, ctx: &RequestCtx, problem: Problem) -> Refused {
    let status = convert::status(problem.status());
    let response = ctx.refuse(problem).await;
    Refused::keep(request, status, response)
}

/// The percent-decoded segment of the path at the place of a parameter of the matched route.
fn segment(request: &Request<'_>, parameter: &str) -> Result<String, Problem> {
    let named = |part: &str| {
        part.strip_prefix('<')
            .and_then(|part| part.strip_suffix('>'))
            .is_some_and(|name| name == parameter)
    };
    let uri = request.route().map(|route| route.uri.path());
    let at = uri.and_then(|uri| uri.split('/').skip(1).position(named));
    let path = request.uri().path();
    let mut parts = path.raw_segments().filter(|part| !part.is_empty());
    let Some(part) = at.and_then(|at| parts.nth(at)) else {
        return Err(Problem::fault(format!(
            "the route of a guard has no parameter <{parameter}>"
        )));
    };
    let text = part.percent_decode().map_err(|_| Malformed::NotUtf8)?;
    Ok(text.into_owned())
}
