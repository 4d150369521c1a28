//! Extractors for the host's own handlers. They ask core and decide nothing themselves.

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

/// Whoever is signed in. Others go to the sign-in page and come back, programs get 401.
///
/// Where the path has an `{organization}`, the membership there was looked up with it.
#[derive(Debug, Clone)]
pub struct CurrentUser(pub UserCtx);

impl Deref for CurrentUser {
    type Target = UserCtx;

    fn deref(&self) -> &UserCtx {
        &self.0
    }
}

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

/// Whoever is signed in, or nobody. When the stores do not answer the response is 503, since
/// nobody can say then who asks.
#[derive(Debug, Clone)]
pub struct OptionalUser(pub Option<UserCtx>);

impl<S: Send + Sync> FromRequestParts<S> for OptionalUser {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        Ok(Self(request_ctx(parts).await?.signed_in().ok()))
    }
}

/// A member of the organization in the path, who meets the [`Requirement`] `R`. To strangers the
/// page does not exist (404); a member without the feature or permission is refused (403).
pub struct Member<R> {
    member: OrgCtx,
    requirement: PhantomData<fn() -> R>,
}

impl<R> Member<R> {
    /// The context on its own.
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

/// Who was looked up for this request so far, by the organization that was asked for.
#[derive(Clone, Default)]
struct Known(Vec<(Option<String>, RequestCtx)>);

/// The request context, whatever organization it was looked up with.
pub(crate) async fn request_ctx(parts: &mut Parts) -> Result<RequestCtx, Response> {
    let known = parts.extensions.get::<Known>();
    if let Some((_, ctx)) = known.and_then(|known| known.0.first()) {
        return Ok(ctx.clone());
    }
    // With the organization in the path, if there is one, a `Member` beside it need not ask again.
    let slug = parameter(parts, ORGANIZATION).await.ok();
    request_ctx_of(parts, slug.as_deref()).await
}

/// The request context with the membership in that organization. Each is looked up once a request.
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

/// A parameter of the host's path, percent-decoded.
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
