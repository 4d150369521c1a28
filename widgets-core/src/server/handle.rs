//! Handles one request: read, decide, respond, trace.

use std::panic::AssertUnwindSafe;
use std::sync::OnceLock;
use std::time::Instant;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderValue, Method, Response, header};
use tokio::sync::OnceCell;
use tracing::Instrument as _;
use tracing::field::Empty;

use super::address::Address;
use super::guard;
use super::respond::{bare_fault, respond};
use crate::context::app_state::AppState;
use crate::context::ports::identity::Asking;
use crate::context::ports::observer::{RequestObserved, observed};
use crate::context::problem::Problem;
use crate::context::target::{RenderTarget, Standing};
use crate::context::{RequestCtx, RequestState};
use crate::crypto::Token;
use crate::http::cookies::Cookies;
use crate::http::format::{Format, reads_brotli};
use crate::http::query::NOTICE;
use crate::http::request::{Client, Request};
use crate::i18n::RequestedLanguages;
use crate::table::{Endpoint, Route};
use crate::types::id::RequestId;
use crate::types::random::EntropyError;

/// Answers one request. `route` is the matched route; without one the response is 404.
///
/// Never fails and never panics: every failure becomes a response.
pub(crate) async fn handle(
    app: &AppState,
    route: Option<&Route>,
    request: Request,
) -> Response<Bytes> {
    let began = Instant::now();
    let address = Address::read(route, &request);
    let Ok(ctx) = arrive(app, route, &request, &address, None) else {
        return bare_fault(None);
    };
    let method = request.method.clone();
    let endpoint = route
        .and_then(|route| route.endpoint(&method))
        .map(Endpoint::name);
    let span = tracing::info_span!(
        "request",
        request = %ctx.request_id(),
        route = endpoint,
        %method,
        status = Empty,
        micros = Empty,
    );
    let response = decided(ctx.clone(), route, address, request);
    let response = response.instrument(span.clone()).await;
    let request = RequestObserved {
        route: endpoint,
        method: &method,
        status: response.status(),
        took: began.elapsed(),
        id: ctx.request_id(),
    };
    request.trace(&span);
    observed(app.observer(), |own| own.request(&request));
    response
}

async fn decided(
    ctx: RequestCtx,
    route: Option<&Route>,
    address: Address,
    request: Request,
) -> Response<Bytes> {
    let head = request.method == Method::HEAD;
    let deciding = AssertUnwindSafe(guard::decide(ctx.clone(), route, address, request));
    let (ctx, outcome) = deciding
        .catch_unwind()
        .await
        .unwrap_or_else(|_| (ctx, Err(Problem::fault("an action panicked"))));
    let mut response = respond(&ctx, outcome).await;
    if head {
        // The length of the body that GET would send (RFC 9110, section 9.3.2).
        let length = HeaderValue::from(response.body().len());
        response
            .headers_mut()
            .insert(header::CONTENT_LENGTH, length);
        *response.body_mut() = Bytes::new();
    }
    response
}

/// Authenticates a request to one of the host's own pages. `organization` is the slug in the host's
/// path, if there is one.
///
/// # Errors
///
/// The response to send if a store or the host's identity fails or panics. An outage is never
/// reported as "not signed in".
pub(crate) async fn identify(
    app: &AppState,
    request: &Request,
    organization: Option<&str>,
) -> Result<RequestCtx, Response<Bytes>> {
    let address = Address::read(None, request);
    let ctx = arrive(app, None, request, &address, organization).map_err(|_| bare_fault(None))?;
    let asking = AssertUnwindSafe(async {
        let ctx = ctx.admit(organization).await?;
        ctx.touch().await;
        Ok(ctx)
    });
    match asking.catch_unwind().await {
        Ok(Ok(ctx)) => Ok(ctx),
        Ok(Err(problem)) => Err(respond(&ctx, Err(problem)).await),
        Err(_) => {
            let fault = Problem::fault("authenticating the request panicked");
            Err(respond(&ctx, Err(fault)).await)
        }
    }
}

impl RequestCtx {
    /// The response for a problem, as a page or as `application/problem+json`.
    pub async fn refuse(&self, problem: Problem) -> Response<Bytes> {
        respond(self, Err(problem)).await
    }
}

/// Reads everything of a request that needs no storage.
fn arrive(
    app: &AppState,
    route: Option<&Route>,
    request: &Request,
    address: &Address,
    organization: Option<&str>,
) -> Result<RequestCtx, EntropyError> {
    let at = app.now();
    let mut cookies = Cookies::read(&request.headers);
    let asking = app.identity().map(|_| Asking::new(request));
    if asking.is_some() {
        // Ignore a session cookie from before the host authenticated users itself.
        cookies.session = None;
    }
    let browser_id = cookies.browser_id.clone().map_or_else(Token::mint, Ok)?;
    let notice = address.query.as_ref().map(|query| query.get(NOTICE));
    let matched = address.path.as_ref().ok().and_then(Option::as_ref);
    let prefix = matched.map_or_else(|| app.mount_path(), |matched| &matched.prefix);
    let state = RequestState {
        app: app.pinned(),
        id: RequestId::mint(at)?,
        at,
        query: request.query.clone().unwrap_or_default(),
        organization: organization.map(str::to_owned),
        page: page(request),
        notice: notice.unwrap_or_default().to_owned(),
        client: Client::read(request.peer, &request.headers, app.trusted_hops()),
        format: Format::read(&request.headers),
        reads_brotli: reads_brotli(&request.headers),
        profile: OnceCell::new(),
        requested_languages: RequestedLanguages::read(&request.headers, cookies.locale.clone()),
        cookies,
        asking,
        browser_id,
        browser_id_used: false.into(),
        touched: false.into(),
        shown: false.into(),
        pending_form_over: false.into(),
        offered: OnceLock::new(),
    };
    Ok(RequestCtx::new(
        state,
        RenderTarget::page(prefix.to_owned(), standing(route, request), request),
    ))
}

/// URL of the requested page; for an action, of the page its form was on (`Referer`).
fn page(request: &Request) -> Option<String> {
    if request.method != Method::GET && request.method != Method::HEAD {
        let referer = request.headers.get(header::REFERER)?.to_str().ok()?;
        return Some(referer.to_owned());
    }
    Some(match &request.query {
        Some(query) => format!("{}?{query}", request.path),
        None => request.path.clone(),
    })
}

/// The widget and kind of the requested path, according to the route table.
fn standing(route: Option<&Route>, request: &Request) -> Standing {
    let endpoint = route.and_then(|route| route.endpoint(&request.method));
    Standing {
        widget: endpoint.map(Endpoint::widget),
        is_page: route.is_none_or(|own| own.endpoint(&Method::GET).is_some()),
    }
}
