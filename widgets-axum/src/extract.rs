//! Extractors for the host's handlers. All decisions are made by core.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use widgets_core::problem::Malformed;
use widgets_core::table::ORGANIZATION;
use widgets_core::{OrgCtx, Problem, RequestCtx, Requirement, UserCtx, Widgets};

use crate::mount::convert;

/// The signed-in user. Other visitors are redirected to the sign-in page and back; JSON clients get
/// 401. Who has a [`Task`](widgets_core::Task) to do first is redirected to its page and back, or gets 403.
///
/// If the path has an `{organization}`, the membership in it is looked up as well.
#[derive(Debug, Clone)]
#[allow(clippy::exhaustive_structs, reason = "taken apart by handlers")]
pub struct CurrentUser(pub UserCtx);

impl<S: Send + Sync> FromRequestParts<S> for CurrentUser {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let ctx = request_ctx(parts).await?;
        match ctx.signed_in() {
            Ok(user) => Ok(Self(user)),
            Err(problem) => Err(refuse(&ctx, problem).await),
        }
    }
}

/// The signed-in user, if any. An outage of the stores is answered by 503, never by `None`. Who has a
/// [`Task`](widgets_core::Task) to do first is nobody yet, so that pages for everybody stay reachable.
#[derive(Debug, Clone)]
#[allow(clippy::exhaustive_structs, reason = "taken apart by handlers")]
pub struct OptionalUser(pub Option<UserCtx>);

impl<S: Send + Sync> FromRequestParts<S> for OptionalUser {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        Ok(Self(request_ctx(parts).await?.signed_in().ok()))
    }
}

/// A member of the organization in the path who meets the [`Requirement`] `R`. Non-members get 404,
/// as if the page did not exist; members without the feature or permission get 403.
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

impl<R> Deref for Member<R> {
    type Target = OrgCtx;

    fn deref(&self) -> &OrgCtx {
        &self.member
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

impl<R: Requirement, S: Send + Sync> FromRequestParts<S> for Member<R> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let slug = match parameter(parts, R::PARAMETER).await {
            Ok(slug) => slug,
            Err(problem) => return Err(refuse(&request_ctx(parts).await?, problem).await),
        };
        let ctx = request_ctx_of(parts, Some(&slug)).await?;
        match ctx.require::<R>() {
            Ok(member) => Ok(Self {
                member,
                requirement: PhantomData,
            }),
            Err(problem) => Err(refuse(&ctx, problem).await),
        }
    }
}

/// Request contexts looked up for this request, by organization.
#[derive(Clone, Default)]
struct Known(Vec<(Option<String>, RequestCtx)>);

/// The request context, with the membership in any organization.
pub(crate) async fn request_ctx(parts: &mut Parts) -> Result<RequestCtx, Response> {
    let known = parts.extensions.get::<Known>();
    if let Some((_, ctx)) = known.and_then(|known| known.0.first()) {
        return Ok(ctx.clone());
    }
    // Include the organization in the path, if any, so that an extractor `Member` needs no second
    // lookup.
    let slug = parameter(parts, ORGANIZATION).await.ok();
    request_ctx_of(parts, slug.as_deref()).await
}

/// The request context with the membership in this organization. Looked up once per request.
async fn request_ctx_of(parts: &mut Parts, slug: Option<&str>) -> Result<RequestCtx, Response> {
    let mut known = parts.extensions.get::<Known>().cloned().unwrap_or_default();
    if let Some((_, ctx)) = known.0.iter().find(|(own, _)| own.as_deref() == slug) {
        return Ok(ctx.clone());
    }
    let widgets = parts
        .extensions
        .get::<Widgets>()
        .cloned()
        .ok_or_else(not_mounted)?;
    let request = convert(parts.clone(), Ok(Bytes::new())).await;
    let ctx = widgets
        .identify(&request, slug)
        .await
        .map_err(|response| response.map(Body::from))?;
    known.0.push((slug.map(str::to_owned), ctx.clone()));
    parts.extensions.insert(known);
    Ok(ctx)
}

/// A percent-decoded parameter of the host's path.
async fn parameter(parts: &mut Parts, name: &str) -> Result<String, Problem> {
    use axum::extract::rejection::RawPathParamsRejection::InvalidUtf8InPathParam;

    let params = match RawPathParams::from_request_parts(parts, &()).await {
        Ok(params) => params,
        Err(InvalidUtf8InPathParam(_)) => return Err(Malformed::NotUtf8.into()),
        Err(error) => return Err(Problem::fault(error)),
    };
    let value = params.iter().find(|(own, _)| *own == name);
    let missing = || Problem::fault(format!("the route's path has no parameter {{{name}}}"));
    value.map(|(_, value)| value.to_owned()).ok_or_else(missing)
}

async fn refuse(ctx: &RequestCtx, problem: Problem) -> Response {
    ctx.refuse(problem).await.map(Body::from)
}

pub(crate) fn not_mounted() -> Response {
    tracing::error!(
        "an extractor found no widgets: put `.layer(widgets_axum::layer(&widgets))` behind the routes \
         that use it, or call `widgets_axum::mount` after them"
    );
    let text = "Something went wrong on our side. Please try again later.";
    (StatusCode::INTERNAL_SERVER_ERROR, text).into_response()
}
